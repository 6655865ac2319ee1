// Orders that wait for a session whose day the exchange has changed since they were placed.
import { type CalendarOverride, nextTradingDay, type Session, tradingDay } from "@hoga/krx";
import type { OrderState } from "@hoga/trading";
import type { OrderUnit } from "./unit.ts";

/** The session that an order waits for as the calendar has it now: its own day, or the next one where that has become a holiday. */
function sessionOf(order: OrderState, overrides: readonly CalendarOverride[]): Session {
  const own = tradingDay(order.sessionDate, overrides);
  const { date, opensAt, closesAt } = own.isTradingDay ? own : nextTradingDay(order.sessionDate, overrides);
  if (opensAt === null || closesAt === null) throw new Error(`${date} is a trading day without hours`);
  return { date, opensAt, closesAt };
}

/**
 * Moves waiting orders to the session that the calendar has for them now. It comes before anything is activated, so that no order goes to a
 * market that is closed.
 */
export function keepDates(unit: OrderUnit): void {
  for (const order of unit.waiting()) {
    const { date, opensAt, closesAt } = sessionOf(order, unit.overrides);
    if (date === order.sessionDate && opensAt === order.opensAt && closesAt === order.closesAt) continue;
    const moved = { ...order, sessionDate: date, opensAt, closesAt, updatedAt: Math.max(order.updatedAt, unit.now) };
    unit.put(moved, unit.now, "OrderRescheduled", { sessionDate: date, opensAt, closesAt });
  }
}
