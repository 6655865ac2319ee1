// Cash or shares are short: the order is rejected with the reason.
import { reaction } from "@hoga/outbox";
import { ended } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onReservationRejected = reaction<"ReservationRejected", Touched, OrderUnit>(
  "ReservationRejected",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    if (order.status !== "pending") return "done";
    unit.put(ended(order, "rejected", data.reason, order.filled, at), at, "ReservationRejected", {
      reason: data.reason,
    });
    return "done";
  },
);
