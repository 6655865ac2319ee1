// Waits for what becomes of an order, as long as its caller wants to.
import type { Sql } from "@hoga/db";
import type { DeliveryMode, Pause } from "@hoga/outbox";
import { isEnded, type OrderState, type OrderType } from "@hoga/trading";
import { findOrder } from "./queries/orders.ts";

/** How often the order is looked at while QStash carries its events (real milliseconds). */
const POLL_MS = 20;

/** The types that trade as soon as they come in, if there is anything to trade with. */
const IMMEDIATE: ReadonlySet<OrderType> = new Set<OrderType>(["market", "best_limit"]);

/** Whether there is nothing more to wait for: the order has ended, waits for the open, or rests in the market as a limit order does. */
function isSettled(order: OrderState): boolean {
  if (isEnded(order) || order.status === "reserved") return order.pendingChange === null;
  if (order.status === "pending" || order.pendingChange !== null || order.cancelRequested) return false;
  return !IMMEDIATE.has(order.type) && order.timeInForce === "day";
}

/** Whether `work` settled within `ms` real milliseconds: what goes on after that goes on by itself. */
async function settledWithin(work: Promise<void>, ms: number, pause: Pause): Promise<boolean> {
  const waiting = new AbortController();
  let settled = false;
  const settling = work.then(() => {
    settled = true;
    waiting.abort();
  });
  await Promise.race([settling, pause(ms, waiting.signal)]);
  return settled;
}

/**
 * The order once its outcome is known, or as it is after `waitMs`. With direct delivery the outcome is there when the events have been
 * delivered; QStash's is looked for. `isKnown` says when that is, where it is not that the order has settled.
 */
export async function outcomeOf(
  ports: { readonly sql: Sql; readonly delivery: DeliveryMode; readonly pause: Pause },
  order: OrderState,
  delivered: Promise<void>,
  waitMs: number,
  isKnown: (order: OrderState) => boolean | Promise<boolean> = isSettled,
): Promise<OrderState> {
  if (waitMs === 0) return order;
  const arrived = await settledWithin(delivered, waitMs, ports.pause);
  let latest = await findOrder(ports.sql, order.id) ?? order;
  if (arrived && ports.delivery === "direct" && latest.status !== "pending") return latest;
  for (let waited = 0; waited < waitMs && !await isKnown(latest); waited += POLL_MS) {
    await ports.pause(POLL_MS);
    latest = await findOrder(ports.sql, order.id) ?? latest;
  }
  return latest;
}
