// An immediate order found no more to match: what is left of it is canceled.
import { reaction } from "@hoga/outbox";
import { ended, isAhead, isEnded } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onOrderUnfilled = reaction<"OrderUnfilled", Touched, OrderUnit>(
  "OrderUnfilled",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null || isAhead(order, data.cumulative)) return "too_early";
    if (isEnded(order)) return "done";
    unit.put(ended(order, "canceled", data.reason, data.cumulative, data.endedAt), data.endedAt, "OrderUnfilled", {
      reason: data.reason,
    });
    return "done";
  },
);
