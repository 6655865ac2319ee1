// A changed hold stands: the order takes its new terms, asks the market to, or goes to the market. After a refused amendment it is all there is.
import { reaction } from "@hoga/outbox";
import { afterHoldChanged, isEnded, isInMarket } from "@hoga/trading";
import { accept, activate } from "../activation.ts";
import { requestAmend } from "../commands/amend.ts";
import type { OrderUnit, Touched } from "../unit.ts";

export const onReservationChanged = reaction<"ReservationChanged", Touched, OrderUnit>(
  "ReservationChanged",
  ({ data }) => ({ orderIds: [data.orderId] }),
  ({ data, at, trace }, unit) => {
    const order = unit.order(data.orderId);
    if (order === null) return "too_early";
    const change = order.pendingChange;
    if (isEnded(order) || change === null || change.changeId !== data.changeId) return "done";
    const next = afterHoldChanged(order, change, at);
    if (isInMarket(order)) {
      unit.put(next, at, "HoldChanged", { changeId: change.changeId, amount: data.amount });
      if (change.purpose !== "restore") requestAmend(unit, next, change);
      return "done";
    }
    const type = change.purpose === "amend" ? "OrderAmended" : "HoldChanged";
    const { quantity, limitPrice, stopPrice } = next;
    unit.put(next, at, type, { changeId: change.changeId, quantity, limitPrice, stopPrice });
    if (change.purpose === "activate") accept(unit, next, trace);
    // The session opened while the terms were being changed.
    else if (unit.isActivated(next.sessionDate)) activate(unit, next, trace);
    return "done";
  },
);
