// PATCH /orders/{id}: new price or quantity for what is left of an order.
import { event } from "@hoga/events";
import type { Work } from "@hoga/outbox";
import {
  checkAmount,
  checkLimitPrice,
  checkQuantity,
  holdOf,
  isEnded,
  isInMarket,
  type OrderState,
  type PendingChange,
  type Refusal,
  refuse,
} from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

/** What was begun: the order and the number of its change, whose outcome the timeline tells. */
export type AmendBegun = { readonly order: OrderState; readonly changeId: number } | { readonly refusal: Refusal };

export interface AmendRequest {
  readonly quantity?: number | undefined;
  readonly limitPrice?: number | undefined;
}

/** The first reason why an order cannot take new terms, or null. */
function check(unit: OrderUnit, order: OrderState, asked: AmendRequest): Refusal | null {
  if (isEnded(order)) return refuse("order_ended", `Order ${order.id} has ended: it is ${order.status}`);
  if (asked.quantity !== undefined) {
    const quantity = checkQuantity(asked.quantity);
    if (quantity !== null) return quantity;
  }
  if (asked.limitPrice !== undefined && order.type === "market") return refuse("price_not_allowed");
  const quantity = asked.quantity ?? order.quantity;
  const limitPrice = asked.limitPrice ?? order.limitPrice;
  const reference = unit.reference(order.symbol, order.sessionDate);
  if (reference === null || reference.upper === null) return refuse("no_market_data");
  if (asked.limitPrice !== undefined) {
    const price = checkLimitPrice(asked.limitPrice, reference, order.sessionDate);
    if (price !== null) return price;
  }
  if (quantity <= order.filled.quantity) {
    return refuse(
      "quantity_below_filled",
      `Quantity ${quantity} is not above the ${order.filled.quantity} that have filled`,
      `Give at least ${order.filled.quantity + 1}, or cancel the order`,
    );
  }
  if (quantity === order.quantity && limitPrice === order.limitPrice) return refuse("nothing_to_amend");
  if (order.status === "pending" || order.pendingChange !== null || order.cancelRequested) {
    return refuse("amend_pending", `Order ${order.id} is being changed already`, "Try again in a moment");
  }
  return checkAmount(quantity, limitPrice ?? reference.upper);
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
      const quantity = asked.quantity ?? order.quantity;
      const limitPrice = asked.limitPrice ?? order.limitPrice;
      const upper = unit.reference(order.symbol, order.sessionDate)?.upper ?? 0;
      const needed = holdOf({ ...order, quantity, limitPrice }, upper, order.filled).amount;
      // In the market the old terms may still fill: the hold covers both until the market has answered.
      const holdAmount = isInMarket(order) ? Math.max(needed, order.holdAmount) : needed;
      const change = { changeId: order.changeId + 1, purpose: "amend" as const, quantity, limitPrice, holdAmount };
      const asking = { ...order, changeId: change.changeId, pendingChange: change, updatedAt: unit.now };
      unit.put(asking, unit.now, "AmendRequested", { changeId: change.changeId, quantity, limitPrice });
      if (isInMarket(order) && holdAmount === order.holdAmount) {
        requestAmend(unit, asking, change);
      } else {
        unit.events.push(event("ReservationChangeRequested", id, change.changeId, unit.now, {
          orderId: id,
          accountId,
          changeId: change.changeId,
          purpose: "amend",
          amount: holdAmount,
        }));
      }
      return { order: asking, changeId: change.changeId };
    },
  };
}
