// The account at the end of each trading day, at that day's closes.
import type { Account, History, MarketStatus, StoredDays } from "@hoga/contracts";
import { addDays, kstDate, parseInstant } from "@hoga/krx";
import { fraction } from "./fraction.ts";

type Days = StoredDays["days"];

/** Closing prices in won by symbol and date; null, or nothing, where there was no trade. */
export type Closes = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** What has to be known to value the days: every symbol that was held, on every date. */
export function heldIn(days: Days): { readonly symbols: readonly string[]; readonly dates: readonly string[] } {
  const symbols = days.flatMap((day) => day.positions.filter((one) => one.quantity > 0).map((one) => one.symbol));
  return { symbols: [...new Set(symbols)].sort(), dates: days.map((day) => day.date) };
}

/** The days whose session is over: the last one is left out while its session is still to come or under way. */
export function endedDays(days: Days, status: Pick<MarketStatus, "date" | "phase">): Days {
  const isOver = status.phase === "closed" || status.phase === "after_close";
  return isOver ? days : days.filter((day) => day.date !== status.date);
}

/** The market is never shut for longer (days): holidays around a new year or a harvest festival and the weekends beside them. */
const CLOSURE_DAYS = 14;

/**
 * What the account was worth before the first of `days` (won): its opening cash, or null when the list begins later than the account did.
 * A list of days has a limit, and what came before it is not known.
 */
export function worthBefore(
  days: Days,
  account: Pick<Account, "openingCash" | "createdAt" | "resetAt">,
): number | null {
  const began = parseInstant(account.resetAt ?? account.createdAt);
  const first = days[0]?.date;
  if (began === null || first === undefined) return null;
  return first <= addDays(kstDate(began), CLOSURE_DAYS) ? account.openingCash : null;
}

/**
 * The worth of the account day by day. `days` are in the order of their dates. A day without a close of a symbol takes the last one before;
 * shares that never had one count nothing. The first day is compared with `before` (won); without it, it counts as unchanged.
 */
export function historyDays(days: Days, closes: Closes, before: number | null): History["days"] {
  const lastClose = new Map<string, number>();
  let previous = before;
  return days.map(({ date, cash, positions }) => {
    for (const [symbol, byDate] of Object.entries(closes)) {
      const close = byDate[date];
      if (close !== undefined && close !== null) lastClose.set(symbol, close);
    }
    const marketValue = positions.reduce((total, one) => total + one.quantity * (lastClose.get(one.symbol) ?? 0), 0);
    const netAssets = cash + marketValue;
    const dayPnl = netAssets - (previous ?? netAssets);
    const day = { date, cash, marketValue, netAssets, dayPnl, dayReturn: fraction(dayPnl, previous ?? netAssets) };
    previous = netAssets;
    return day;
  });
}
