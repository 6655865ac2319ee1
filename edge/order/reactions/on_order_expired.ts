// The session closed before the order was filled.
import { reaction } from "@hoga/outbox";
import { ended, isAhead, isEnded } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onOrderExpired = reaction<"OrderExpired", Touched, OrderUnit>(
  "OrderExpired",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null || isAhead(order, data.cumulative)) return "too_early";
    if (isEnded(order)) return "done";
    unit.put(ended(order, "expired", data.reason, data.cumulative, data.endedAt), data.endedAt, "OrderExpired", {
      reason: data.reason,
    });
    return "done";
  },
);
