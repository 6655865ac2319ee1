// What the opening of a session does to the orders that waited for it.
import { event, type OrderTerms } from "@hoga/events";
import {
  checkOrder,
  ended,
  entersAt,
  holdOf,
  NOTHING_FILLED,
  type OrderState,
  type Refusal,
  refuse,
} from "@hoga/trading";
import type { OrderUnit } from "./unit.ts";

/** The terms of an order as events carry them. */
export function termsOf(order: OrderState): OrderTerms {
  const { accountId, symbol, market, kind, side, type, timeInForce, quantity, limitPrice } = order;
  return { orderId: order.id, accountId, symbol, market, kind, side, type, timeInForce, quantity, limitPrice };
}

/** Sends an order to the market. */
export function accept(unit: OrderUnit, order: OrderState, trace: { readonly traceparent?: string | undefined }): void {
  const at = Math.max(entersAt(order), order.createdAt);
  unit.put({ ...order, status: "accepted", updatedAt: Math.max(order.updatedAt, at) }, at, "OrderAccepted", {
    enteredAt: at,
    sessionDate: order.sessionDate,
  });
  unit.events.push(event("OrderAccepted", order.id, 1, unit.now, {
    terms: termsOf(order),
    enteredAt: at,
    sessionDate: order.sessionDate,
    opensAt: order.opensAt,
    closesAt: order.closesAt,
  }, trace));
}

/** Turns down an order whose hold stands; the hold is released. */
export function turnDown(unit: OrderUnit, order: OrderState, refusal: Refusal, at: number): void {
  const reason = { code: refusal.code, message: refusal.message };
  unit.put(ended(order, "rejected", reason, order.filled, at), at, "OrderRejected", { reason });
  unit.events.push(event("OrderRejected", order.id, 1, at, {
    orderId: order.id,
    accountId: order.accountId,
    reason,
    cumulative: order.filled,
  }));
}

/** Validates a waiting order again, by the prices of the day that has come, and sends it to the market, turns it down or asks for more to be held. */
export function activate(
  unit: OrderUnit,
  order: OrderState,
  trace: { readonly traceparent?: string | undefined } = {},
): void {
  const { opensAt } = order;
  const reference = unit.reference(order.symbol, order.sessionDate);
  const refusal = checkOrder(order, reference, order.sessionDate);
  if (refusal !== null) return turnDown(unit, order, refusal, opensAt);
  const upper = reference?.upper ?? null;
  if (upper === null) return turnDown(unit, order, refuse("no_market_data"), opensAt);
  const needed = holdOf(order, upper, NOTHING_FILLED).amount;
  if (needed <= order.holdAmount) return accept(unit, order, trace);
  const change = {
    changeId: order.changeId + 1,
    purpose: "activate" as const,
    quantity: order.quantity,
    limitPrice: order.limitPrice,
    holdAmount: needed,
  };
  unit.put(
    { ...order, changeId: change.changeId, pendingChange: change, updatedAt: opensAt },
    opensAt,
    "HoldChangeRequested",
    { amount: needed },
  );
  unit.events.push(event("ReservationChangeRequested", order.id, change.changeId, opensAt, {
    orderId: order.id,
    accountId: order.accountId,
    changeId: change.changeId,
    purpose: "activate",
    amount: needed,
  }));
}

/**
 * Sends the reserved orders of every session that has opened to the market, in the order in which they were placed. It runs before any
 * other work of a batch: an order placed after the opening never overtakes one that waited for it, whether or not anything said that the
 * session opened. An order whose hold came to stand elsewhere while the session was being activated goes with the next batch.
 */
export function activateDue(unit: OrderUnit): void {
  for (const session of unit.toActivate) {
    if (session.opensAt > unit.now) continue;
    for (const order of unit.reservedFor(session.date)) activate(unit, order);
    if (!unit.isActivated(session.date)) unit.markActivated(session.date);
  }
}
