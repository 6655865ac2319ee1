import { type CalendarOverride, nextTradingDay, tradingDay } from "./calendar.ts";
import { addDays, kstDate, kstMs } from "./kst.ts";

/** The phases of a market day. `closed` is a whole day without trading. */
export type Phase = "closed" | "pre_open" | "opening_auction" | "continuous" | "closing_auction" | "after_close";

/**
 * The market at one moment. Times are ms since the epoch, `date` is the KST date of `now`. `next` is the next change of
 * phase.
 */
export interface MarketStatus {
  readonly now: number;
  readonly date: string;
  readonly isTradingDay: boolean;
  readonly phase: Phase;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly next: { readonly phase: Phase; readonly at: number };
}

/** A regular session: it is open at `opensAt <= now < closesAt`, in ms since the epoch. */
export interface Session {
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
}

/**
 * How long before the open orders for the opening auction are taken: 08:30 for 09:00 (Reg §4), 09:30 on days that open
 * at 10:00.
 */
const OPENING_AUCTION_MS = 30 * 60_000;
/** How long the closing auction lasts: 15:20 to 15:30 (Reg §23), 16:20 to 16:30 on exam day. */
const CLOSING_AUCTION_MS = 10 * 60_000;

/**
 * The phase of the market at `now` (ms since the epoch) and the next change of it, which may be days away.
 *
 * A trading day is `pre_open` from 00:00, `opening_auction` in the 30 minutes before the open, then `continuous`,
 * `closing_auction` in the last 10 minutes and `after_close` until midnight. Throws CalendarRangeError when `now`, or
 * the next phase, is outside 2018 to 2027.
 */
export function marketStatus(now: number, overrides?: readonly CalendarOverride[]): MarketStatus {
  const date = kstDate(now);
  const day = tradingDay(date, overrides);
  const { isTradingDay, opensAt, closesAt } = day;
  const at = (phase: Phase, nextPhase: Phase, nextAt: number): MarketStatus => (
    { now, date, isTradingDay, phase, opensAt, closesAt, next: { phase: nextPhase, at: nextAt } }
  );
  if (opensAt === null || closesAt === null) {
    return at("closed", "pre_open", kstMs(nextTradingDay(date, overrides).date, "00:00"));
  }
  const auction = opensAt - OPENING_AUCTION_MS;
  const closing = closesAt - CLOSING_AUCTION_MS;
  if (now < auction) return at("pre_open", "opening_auction", auction);
  if (now < opensAt) return at("opening_auction", "continuous", opensAt);
  if (now < closing) return at("continuous", "closing_auction", closing);
  if (now < closesAt) return at("closing_auction", "after_close", closesAt);
  const tomorrow = addDays(date, 1);
  const opens = tradingDay(tomorrow, overrides).isTradingDay;
  return at("after_close", opens ? "pre_open" : "closed", kstMs(tomorrow, "00:00"));
}

/**
 * The regular session that is open at `now` (ms since the epoch), or null. Throws CalendarRangeError outside 2018 to
 * 2027.
 */
export function sessionAt(now: number, overrides?: readonly CalendarOverride[]): Session | null {
  const { date, opensAt, closesAt } = tradingDay(kstDate(now), overrides);
  if (opensAt === null || closesAt === null || now < opensAt || now >= closesAt) return null;
  return { date, opensAt, closesAt };
}

/**
 * The session an order placed at `now` (ms since the epoch) belongs to: the one that is open, else the next to open.
 * At the very moment of the close that is already the next one. Throws CalendarRangeError when it would be after 2027.
 */
export function nextSession(now: number, overrides?: readonly CalendarOverride[]): Session {
  let day = tradingDay(kstDate(now), overrides);
  for (;;) {
    const { date, opensAt, closesAt } = day;
    if (opensAt !== null && closesAt !== null && now < closesAt) return { date, opensAt, closesAt };
    day = nextTradingDay(date, overrides);
  }
}
