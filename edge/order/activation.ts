// What the opening of a session does to the orders that waited for it.
import { event, type OrderTerms } from "@hoga/events";
import {
  ended,
  entersAt,
  holdOf,
  NOTHING_FILLED,
  type OrderState,
  type Ratio,
  type Refusal,
  refuse,
} from "@hoga/trading";
import { adjusted, begunSince, countedWith, notAdjustedFor } from "./adjust.ts";
import { refusalOf } from "./taken.ts";
import type { OrderUnit } from "./unit.ts";

/** The terms of an order as events carry them. */
export function termsOf(order: OrderState): OrderTerms {
  const { accountId, symbol, market, kind, side, type, timeInForce, quantity, limitPrice, stopPrice } = order;
  return {
    orderId: order.id,
    accountId,
    symbol,
    market,
    kind,
    side,
    type,
    timeInForce,
    quantity,
    limitPrice,
    stopPrice,
  };
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

/**
 * Counts a waiting order as after a split or a bonus issue that began at `exAt`. Null when nothing is left of it: then it has been turned
 * down.
 */
export function adjust(
  unit: OrderUnit,
  order: OrderState,
  action: { readonly id: string; readonly exAt: number; readonly ratio: Ratio },
): OrderState | null {
  const { numerator, denominator } = action.ratio;
  const next = { ...adjusted(order, action.ratio), updatedAt: Math.max(order.updatedAt, action.exAt) };
  if (next.quantity === 0) {
    const message = `Of ${order.quantity} shares nothing is left at ${numerator} for ${denominator}`;
    turnDown(unit, order, refuse("invalid_quantity", message), action.exAt);
    return null;
  }
  const { quantity, limitPrice, stopPrice } = next;
  unit.put(next, action.exAt, "OrderAdjusted", {
    actionId: action.id,
    ratio: action.ratio,
    quantity,
    limitPrice,
    stopPrice,
  });
  return next;
}

/** Validates a waiting order again, by the prices of the day that has come, and sends it to the market, turns it down or asks for more to be held. */
export function activate(
  unit: OrderUnit,
  waiting: OrderState,
  trace: { readonly traceparent?: string | undefined } = {},
): void {
  const { opensAt } = waiting;
  const begun = begunSince(unit, waiting);
  let order = waiting;
  // Whether or not anything said that a split began: the order that goes to the market is counted as after it.
  for (const action of notAdjustedFor(unit, waiting)) {
    const next = adjust(unit, order, action);
    if (next === null) return;
    order = next;
  }
  const reference = unit.reference(order.symbol, order.sessionDate);
  const refusal = refusalOf(order, reference, { date: order.sessionDate, at: opensAt, phase: "opening_auction" });
  if (refusal !== null) return turnDown(unit, order, refusal, opensAt);
  const upper = reference?.upper ?? null;
  if (upper === null) return turnDown(unit, order, refuse("no_market_data"), opensAt);
  const needed = holdOf(order, upper, NOTHING_FILLED).amount;
  // After a split the portfolio is asked even where enough is held: its answer says that the account's shares are counted as the order's.
  if (needed <= order.holdAmount && begun.length === 0) return accept(unit, order, trace);
  const change = {
    changeId: order.changeId + 1,
    purpose: "activate" as const,
    quantity: order.quantity,
    limitPrice: order.limitPrice,
    stopPrice: order.stopPrice,
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
    ...countedWith(begun),
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
