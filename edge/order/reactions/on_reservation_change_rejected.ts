// A larger hold could not be had: an amendment fails, an order that was to activate is turned down.
import { reaction } from "@hoga/outbox";
import { isCode, isEnded, isInMarket, refuse } from "@hoga/trading";
import { activate, turnDown } from "../activation.ts";
import type { OrderUnit, Touched } from "../unit.ts";

export const onReservationChangeRejected = reaction<"ReservationChangeRejected", Touched, OrderUnit>(
  "ReservationChangeRejected",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at, trace }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    if (isEnded(order) || order.pendingChange?.changeId !== data.changeId) return "done";
    const kept = { ...order, pendingChange: null };
    if (data.purpose === "activate") {
      const { code, message } = data.reason;
      turnDown(unit, kept, refuse(isCode(code) ? code : "insufficient_cash", message), at);
    } else {
      unit.put(kept, at, "AmendRejected", { changeId: data.changeId, reason: data.reason });
      // The session opened while the terms were to be changed: the order goes to the market under the old ones.
      if (!isInMarket(kept) && unit.isActivated(kept.sessionDate)) activate(unit, kept, trace);
    }
    return "done";
  },
);
