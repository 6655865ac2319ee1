// The portfolio holds what an order needs.
import { event } from "@hoga/events";
import type { Reacted } from "@hoga/outbox";
import { afterReserved, type OrderState } from "@hoga/trading";
import { accept, activate } from "./activation.ts";
import type { OrderUnit } from "./unit.ts";

/** What a hold of `amount` makes of its order: see `afterReserved`. */
export function holdStands(
  unit: OrderUnit,
  orderId: string,
  amount: number,
  trace: { readonly traceparent?: string | undefined },
): Reacted {
  const order = unit.order(orderId);
  if (order === null) return "too_early";
  const next = afterReserved(order, unit.isActivated(order.sessionDate), unit.now);
  if (next === null) return "done";
  const asset = order.side === "buy" ? "FundsReserved" : "SharesReserved";
  if (next.status === "canceled") {
    unit.put(next, unit.now, "OrderCanceled", { reason: next.reason });
    unit.events.push(event("OrderCanceled", orderId, 1, unit.now, {
      orderId,
      accountId: order.accountId,
      reason: next.reason ?? { code: "canceled_by_user", message: "" },
      endedAt: unit.now,
      cumulative: next.filled,
    }, trace));
    return "done";
  }
  const held: OrderState = { ...next, status: order.awaitsOpen ? "reserved" : "pending" };
  unit.put(held, unit.now, asset, { amount });
  if (next.status === "reserved") return "done";
  // An order whose open passed meanwhile is validated again, like all that waited for it.
  if (order.awaitsOpen) activate(unit, held, trace);
  else accept(unit, held, trace);
  return "done";
}
