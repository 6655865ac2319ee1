// Whoever held the order canceled it; an order canceled by this service knows already.
import { reaction } from "@hoga/outbox";
import { ended, isAhead, isEnded } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onOrderCanceled = reaction<"OrderCanceled", Touched, OrderUnit>(
  "OrderCanceled",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null || isAhead(order, data.cumulative)) return "too_early";
    if (isEnded(order)) return "done";
    unit.put(ended(order, "canceled", data.reason, data.cumulative, data.endedAt), data.endedAt, "OrderCanceled", {
      reason: data.reason,
    });
    return "done";
  },
);
