// The market refused the new terms; the order keeps the old, and what they need held.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { afterAmendRefused } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export const onAmendRejected = reaction<"AmendRejected", Touched, OrderUnit>(
  "AmendRejected",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at, trace }, unit) => {
    const { orderId } = data;
    const order = unit.order(orderId);
    if (order === null) return "too_early";
    const next = afterAmendRefused(order, data.changeId);
    unit.put(next, at, "AmendRejected", { changeId: data.changeId, reason: data.reason });
    const { changeId, pendingChange: restore } = next;
    if (restore === null || changeId === order.changeId) return "done";
    unit.events.push(event("ReservationChangeRequested", orderId, changeId, unit.now, {
      orderId,
      accountId: order.accountId,
      changeId,
      purpose: "amend",
      amount: restore.holdAmount,
    }, trace));
    return "done";
  },
);
