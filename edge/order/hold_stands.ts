// The portfolio holds what an order needs.
import { event } from "@hoga/events";
import type { Reacted } from "@hoga/outbox";
import { afterReserved } from "@hoga/trading";
import { accept } from "./activation.ts";
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
  unit.put({ ...next, status: next.status === "reserved" ? "reserved" : "pending" }, unit.now, asset, { amount });
  if (next.status === "accepted") accept(unit, next, trace);
  return "done";
}
