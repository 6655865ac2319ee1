// A cancel came too late; the end that overtook it is told by its own event.
import { reaction } from "@hoga/outbox";
import { isEnded } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onCancelRejected = reaction<"CancelRejected", Touched, OrderUnit>(
  "CancelRejected",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    if (isEnded(order)) return "done";
    unit.put({ ...order, cancelRequested: false }, at, "CancelRejected", { reason: data.reason });
    return "done";
  },
);
