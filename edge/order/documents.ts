// Orders as callers are told of them.
import type { StoredOrder } from "@hoga/contracts";
import { kstIso } from "@hoga/krx";
import { heldFor, type OrderState } from "@hoga/trading";

/** The public document of an order. */
export function orderDocument(order: OrderState): StoredOrder {
  const { filled } = order;
  return {
    id: order.id,
    clientOrderId: order.clientOrderId,
    accountId: order.accountId,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    timeInForce: order.timeInForce,
    quantity: order.quantity,
    limitPrice: order.limitPrice,
    stopPrice: order.stopPrice,
    status: order.status,
    reason: order.reason,
    filledQuantity: filled.quantity,
    averagePrice: filled.quantity === 0 ? null : Math.round(filled.amount * 100 / filled.quantity) / 100,
    filledAmount: filled.amount,
    commission: filled.commission,
    tax: filled.tax,
    held: heldFor(order),
    createdAt: kstIso(order.createdAt),
    activatesAt: order.awaitsOpen ? kstIso(order.opensAt) : null,
    expiresAt: kstIso(order.closesAt),
    updatedAt: kstIso(order.updatedAt),
  };
}
