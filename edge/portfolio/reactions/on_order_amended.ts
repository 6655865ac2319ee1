// The market took new terms: the hold becomes what has filled and the worst case of the rest.
import { reaction } from "@hoga/outbox";
import { changeHold, holdOf, isBoundByLimit } from "@hoga/trading";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onOrderAmended = reaction<"OrderAmended", Touched, PortfolioUnit>(
  "OrderAmended",
  ({ data }) => ({ accountId: data.accountId, orderId: data.orderId }),
  ({ data }, unit) => {
    const reservation = unit.reservation(data.orderId);
    if (reservation === null) return "too_early";
    if (reservation.ended || reservation.changeId > data.changeId) return "done";
    // An order that its limit does not bind has no price to hold less by; it releases what it does not need when it ends.
    if (data.side === "buy" && (!isBoundByLimit(data.type) || data.limitPrice === null)) return "done";
    const { accountId, asset } = reservation;
    const target = holdOf({ ...data, symbol: asset }, 0, data.cumulative).amount;
    const total = Math.max(target, reservation.consumed + reservation.released);
    const changed = changeHold(unit.balance(accountId, asset), reservation, Math.min(total, reservation.amount));
    if (changed === null) throw new Error(`A smaller hold of ${data.orderId} was refused`);
    unit.putBalance(accountId, asset, changed.balance);
    unit.putReservation({ ...reservation, ...changed.reservation, changeId: data.changeId });
    return "done";
  },
);
