// Sessions around a moment.
import {
  type CalendarOverride,
  kstDate,
  previousTradingDay,
  type Session,
  type TradingDay,
  tradingDay,
} from "@hoga/krx";

/** The session of a day, or null when it has none. */
export function sessionOf({ date, opensAt, closesAt }: TradingDay): Session | null {
  return opensAt === null || closesAt === null ? null : { date, opensAt, closesAt };
}

/**
 * The last session whose opening (`opensAt`) or close (`closesAt`) is at or before `at` (ms since the epoch). Throws CalendarRangeError
 * when there is none in the years of the calendar.
 */
export function latestSession(
  at: number,
  edge: "opensAt" | "closesAt",
  overrides: readonly CalendarOverride[],
): Session {
  const date = kstDate(at);
  let session = sessionOf(tradingDay(date, overrides));
  if (session === null || session[edge] > at) session = sessionOf(previousTradingDay(date, overrides));
  if (session === null) throw new TypeError(`a trading day without hours before ${date}`);
  return session;
}
