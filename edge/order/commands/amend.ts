// PATCH /orders/{id}: new price or quantity for what is left of an order.
import { event } from "@hoga/events";
import type { Work } from "@hoga/outbox";
import {
  checkAmount,
  checkPrices,
  checkPriceValues,
  checkQuantity,
  checkQuantityCap,
  holdOf,
  isEnded,
  isInMarket,
  type OrderState,
  type PendingChange,
  type Refusal,
  refuse,
  worstPrice,
} from "@hoga/trading";
import { begunSince, countedWith, notAdjustedFor } from "../adjust.ts";
import { takenRefusal } from "../taken.ts";
import type { OrderUnit, Touched } from "../unit.ts";

/** What was begun: the order and the number of its change, whose outcome the timeline tells. */
export type AmendBegun = { readonly order: OrderState; readonly changeId: number } | { readonly refusal: Refusal };

export interface AmendRequest {
  readonly quantity?: number | undefined;
  readonly limitPrice?: number | undefined;
  readonly stopPrice?: number | undefined;
}

/** The terms that an order would have: what is asked for, and what it has where nothing is. */
function amendedTerms(order: OrderState, asked: AmendRequest) {
  const { quantity = order.quantity, limitPrice = order.limitPrice, stopPrice = order.stopPrice } = asked;
  return { ...order, quantity, limitPrice, stopPrice };
}

/** The first reason why an order cannot take new terms, or null. */
function check(unit: OrderUnit, order: OrderState, asked: AmendRequest): Refusal | null {
  if (isEnded(order)) return refuse("order_ended", `Order ${order.id} has ended: it is ${order.status}`);
  const next = amendedTerms(order, asked);
  const { quantity, limitPrice, stopPrice } = next;
  const reference = unit.reference(order.symbol, order.sessionDate);
  const isLarger = quantity > order.quantity;
  const shares = (asked.quantity === undefined ? null : checkQuantity(quantity)) ??
    (isLarger && reference !== null ? checkQuantityCap(quantity, reference) : null) ?? checkPrices(next);
  if (shares !== null) return shares;
  if (reference === null || reference.upper === null) return refuse("no_market_data");
  // A price that stays was valid when it was given.
  const price = checkPriceValues(
    { limitPrice: asked.limitPrice ?? null, stopPrice: asked.stopPrice ?? null },
    reference,
    order.sessionDate,
  );
  if (price !== null) return price;
  if (quantity <= order.filled.quantity) {
    return refuse(
      "quantity_below_filled",
      `Quantity ${quantity} is not above the ${order.filled.quantity} that have filled`,
      `Give at least ${order.filled.quantity + 1}, or cancel the order`,
    );
  }
  const isRepriced = limitPrice !== order.limitPrice || stopPrice !== order.stopPrice;
  if (quantity === order.quantity && !isRepriced) return refuse("nothing_to_amend");
  // New prices or more shares come in as a new order does; fewer keep their place, and only a halt forbids that.
  const taken = takenRefusal(next, reference, { date: order.sessionDate, at: unit.now, phase: unit.phase });
  if (taken !== null && (isRepriced || isLarger || taken.code === "trading_halted")) return taken;
  // Terms that do not count with a split that has begun are about to be counted anew.
  const isAdjusting = notAdjustedFor(unit, order).length > 0;
  if (isAdjusting || order.status === "pending" || order.pendingChange !== null || order.cancelRequested) {
    return refuse("amend_pending", `Order ${order.id} is being changed already`, "Try again in a moment");
  }
  return checkAmount(quantity, worstPrice(next, reference.upper));
}

/** Asks the market for the new terms, once the hold is large enough for both the old and the new. */
export function requestAmend(unit: OrderUnit, order: OrderState, change: PendingChange): void {
  unit.events.push(event("AmendRequested", order.id, change.changeId, unit.now, {
    orderId: order.id,
    symbol: order.symbol,
    sessionDate: order.sessionDate,
    changeId: change.changeId,
    quantity: change.quantity,
    limitPrice: change.limitPrice,
    stopPrice: change.stopPrice,
  }));
}

/** The work of amending the order `id` of an account. */
export function amendWork(accountId: string, id: string, asked: AmendRequest): Work<Touched, OrderUnit, AmendBegun> {
  return {
    eventId: null,
    touched: { orderIds: [id], withReferences: true },
    run(unit) {
      const order = unit.order(id);
      if (order === null || order.accountId !== accountId) {
        return { refusal: refuse("not_found", `There is no order ${id}`) };
      }
      const refusal = check(unit, order, asked);
      if (refusal !== null) return { refusal };
      const next = amendedTerms(order, asked);
      const upper = unit.reference(order.symbol, order.sessionDate)?.upper ?? 0;
      const needed = holdOf(next, upper, order.filled).amount;
      // In the market the old terms may still fill: the hold covers both until the market has answered.
      const holdAmount = isInMarket(order) ? Math.max(needed, order.holdAmount) : needed;
      const { quantity, limitPrice, stopPrice } = next;
      const terms = { changeId: order.changeId + 1, quantity, limitPrice, stopPrice };
      const change: PendingChange = { ...terms, purpose: "amend", holdAmount, heldBefore: order.holdAmount };
      const asking = { ...order, changeId: change.changeId, pendingChange: change, updatedAt: unit.now };
      unit.put(asking, unit.now, "AmendRequested", terms);
      if (isInMarket(order) && holdAmount === order.holdAmount) {
        requestAmend(unit, asking, change);
      } else {
        unit.events.push(event("ReservationChangeRequested", id, change.changeId, unit.now, {
          orderId: id,
          accountId,
          changeId: change.changeId,
          purpose: "amend",
          amount: holdAmount,
          ...countedWith(begunSince(unit, order)),
        }));
      }
      return { order: asking, changeId: change.changeId };
    },
  };
}
