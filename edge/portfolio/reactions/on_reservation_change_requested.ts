// An order's hold is to change: for new terms, or because the band moved before it activates.
import { event } from "@hoga/events";
import { reaction } from "@hoga/outbox";
import { available, changeHold, KRW, refuse } from "@hoga/trading";
import { areEffective, recounted } from "../corporate_actions.ts";
import type { PortfolioUnit, Touched } from "../unit.ts";

export const onReservationChangeRequested = reaction<"ReservationChangeRequested", Touched, PortfolioUnit>(
  "ReservationChangeRequested",
  ({ data, at }) => ({ accountId: data.accountId, orderId: data.orderId, actionIds: data.actions ?? [], since: at }),
  ({ data, at, trace }, unit) => {
    const { orderId, changeId, purpose } = data;
    const reservation = unit.reservation(orderId);
    if (reservation === null) return "too_early";
    // The order has ended, or a later change has been made: this one is of the past and nobody waits for its answer.
    if (reservation.ended || reservation.changeId >= changeId) return "done";
    const { accountId, asset } = reservation;
    // What is asked for counts shares as after these actions: the hold that it is to change has to count them so as well.
    if (!areEffective(unit, data.actions ?? [], accountId)) return "too_early";
    const { amount, countedAt } = asset === KRW
      ? { amount: data.amount, countedAt: at }
      : recounted(unit, { accountId, symbol: asset, amount: data.amount, countedAt: at });
    const balance = unit.balance(accountId, asset);
    // Trades that were under way when the change was asked for may have used more than it names; the hold never goes below that.
    const total = Math.max(amount, reservation.consumed + reservation.released);
    const changed = changeHold(balance, reservation, total);
    if (changed === null) {
      const needed = (total - reservation.amount).toLocaleString("en-US");
      const free = available(balance).toLocaleString("en-US");
      const refusal = asset === KRW
        ? refuse("insufficient_cash", `${needed} won more are needed and ${free} are available`)
        : refuse("insufficient_shares", `${needed} shares more are needed and ${free} can be sold`);
      const reason = { code: refusal.code, message: refusal.message };
      unit.putReservation({ ...reservation, changeId });
      unit.events.push(
        event("ReservationChangeRejected", orderId, changeId, unit.now, { orderId, changeId, purpose, reason }, trace),
      );
      return "done";
    }
    unit.putBalance(accountId, asset, changed.balance);
    unit.putReservation({ ...reservation, ...changed.reservation, changeId, countedAt });
    unit.events.push(
      event("ReservationChanged", orderId, changeId, unit.now, { orderId, changeId, purpose, amount: total }, trace),
    );
    return "done";
  },
);
