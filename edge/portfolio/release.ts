// Gives back what is left of an order's hold when the order has ended.
import { type Cumulative, event } from "@hoga/events";
import type { Reacted } from "@hoga/outbox";
import { endHold, KRW, usedOf } from "@hoga/trading";
import type { PortfolioUnit } from "./unit.ts";

/**
 * Ends the hold of an order that filled `cumulative` in all. The rest is free from now on; what trades that are still on their way will use
 * stays held for them. An order whose hold has not been made yet is asked for again later.
 */
export function releaseHold(
  unit: PortfolioUnit,
  orderId: string,
  cumulative: Cumulative,
  at: number,
  tell: boolean,
): Reacted {
  const reservation = unit.reservation(orderId);
  if (reservation === null) return "too_early";
  if (reservation.ended) return "done";
  const { accountId, asset } = reservation;
  const side = asset === KRW ? "buy" : "sell";
  const ended = endHold(unit.balance(accountId, asset), reservation, usedOf(side, cumulative));
  unit.putBalance(accountId, asset, ended.balance);
  unit.putReservation({ ...reservation, ...ended.reservation });
  if (tell && ended.released > 0) {
    unit.events.push(event("HoldReleased", orderId, 1, at, { orderId, asset, amount: ended.released }));
  }
  return "done";
}
