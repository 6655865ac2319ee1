// DELETE /orders/{id} and DELETE /orders: asks whoever holds an order to end it.
import { event } from "@hoga/events";
import type { Work } from "@hoga/outbox";
import { canceledByUser, ended, isEnded, isInMarket, type OrderState, type Refusal, refuse } from "@hoga/trading";
import type { OrderUnit, Touched } from "../unit.ts";

export type Changed = { readonly order: OrderState } | { readonly refusal: Refusal };

/** Cancels one order within a batch: at once where this service holds it, by asking where another does. */
export function cancelIn(unit: OrderUnit, order: OrderState): Changed {
  if (isEnded(order)) {
    return { refusal: refuse("order_ended", `Order ${order.id} has ended: it is ${order.status}`) };
  }
  if (order.cancelRequested) return { order };
  if (order.status === "reserved") {
    const canceled = ended(order, "canceled", canceledByUser, order.filled, unit.now);
    unit.put(canceled, unit.now, "OrderCanceled", { reason: canceledByUser });
    unit.events.push(event("OrderCanceled", order.id, 1, unit.now, {
      orderId: order.id,
      accountId: order.accountId,
      reason: canceledByUser,
      endedAt: unit.now,
      cumulative: order.filled,
    }));
    return { order: canceled };
  }
  const asked = { ...order, cancelRequested: true, updatedAt: unit.now };
  const line = unit.put(asked, unit.now, "CancelRequested");
  // An order whose hold is still being asked for is ended when the answer comes: see `afterReserved`.
  if (isInMarket(order)) {
    unit.events.push(event("CancelRequested", order.id, line, unit.now, {
      orderId: order.id,
      symbol: order.symbol,
      sessionDate: order.sessionDate,
    }));
  }
  return { order: asked };
}

/** The work of canceling the order `id` of an account. */
export function cancelWork(accountId: string, id: string): Work<Touched, OrderUnit, Changed> {
  return {
    eventId: null,
    touched: { orderIds: [id] },
    run(unit) {
      const order = unit.order(id);
      if (order === null || order.accountId !== accountId) {
        return { refusal: refuse("not_found", `There is no order ${id}`) };
      }
      return cancelIn(unit, order);
    },
  };
}
