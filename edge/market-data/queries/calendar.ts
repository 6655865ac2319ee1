// The market's hours and price limits as documents.
import type { z } from "zod";
import { type Calendar, type Limits, type MarketStatus, PRICE_MAX } from "@hoga/contracts";
import {
  addDays,
  type CalendarOverride,
  FIRST_YEAR,
  type InstrumentKind,
  isDate,
  kstDate,
  kstIso,
  LAST_YEAR,
  type Market,
  marketStatus,
  PRICE_RULES_SINCE,
  priceBand,
  tradingDay,
} from "@hoga/krx";
import { type Outcome, refused } from "../outcome.ts";

type CalendarDocument = z.infer<typeof Calendar>;
type LimitsDocument = z.infer<typeof Limits>;

/** The market at `now` (ms since the epoch). Throws CalendarRangeError outside the years of the calendar. */
export function statusAt(
  now: number,
  overrides: readonly CalendarOverride[],
  installation: Pick<MarketStatus, "clock" | "feed">,
): MarketStatus {
  const { opensAt, closesAt, next, ...status } = marketStatus(now, overrides);
  return {
    ...status,
    now: kstIso(now),
    opensAt: isoOrNull(opensAt),
    closesAt: isoOrNull(closesAt),
    next: { phase: next.phase, at: kstIso(next.at) },
    ...installation,
  };
}

/**
 * One day or all days of one year, this year by default. A refusal names the wrong value, and for a year without a calendar the years that
 * have one. Throws CalendarRangeError as the calendar does.
 */
export function calendarOf(
  params: { readonly year?: string; readonly date?: string },
  now: number,
  overrides: readonly CalendarOverride[],
): Outcome<CalendarDocument> {
  const { year, date } = params;
  if (year !== undefined && date !== undefined) return refused("invalid_request", "Ask for a year or a date, not both");
  if (date !== undefined) {
    if (!isDate(date)) return refused("invalid_request", `date must be a date (YYYY-MM-DD), not "${date}"`);
    return { value: { days: [dayDocument(date, overrides)] } };
  }
  const asked = year ?? kstDate(now).slice(0, 4);
  if (!/^\d{4}$/.test(asked)) return refused("invalid_request", `year must be a year (YYYY), not "${asked}"`);
  if (Number(asked) < FIRST_YEAR || Number(asked) > LAST_YEAR) {
    return refused(
      "invalid_request",
      `There is no trading calendar for ${asked}: it covers ${FIRST_YEAR} to ${LAST_YEAR}`,
    );
  }
  const days: CalendarDocument["days"] = [];
  for (let day = `${asked}-01-01`; day.startsWith(asked); day = addDays(day, 1)) days.push(dayDocument(day, overrides));
  return { value: { days } };
}

const LIMIT_MARKETS: ReadonlyMap<string, { readonly market: Market; readonly kind: InstrumentKind }> = new Map([
  ["kospi", { market: "KOSPI", kind: "stock" }],
  ["kosdaq", { market: "KOSDAQ", kind: "stock" }],
  ["konex", { market: "KONEX", kind: "stock" }],
  ["etf", { market: "KOSPI", kind: "etf" }],
]);

/** The price limits of an ordinary stock or fund around a base price, on KOSPI and today by default. A refusal names the wrong value. */
export function limitsOf(
  params: { readonly base?: string; readonly market?: string; readonly date?: string },
  now: number,
): Outcome<LimitsDocument> {
  const { base: text = "", market: name = "kospi", date = kstDate(now) } = params;
  const base = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const instrument = LIMIT_MARKETS.get(name.toLowerCase());
  if (base < 1 || base > PRICE_MAX) {
    return refused("invalid_request", `base must be whole won from 1 to ${PRICE_MAX}, not "${text}"`);
  }
  if (instrument === undefined) {
    return refused("invalid_request", `market must be kospi, kosdaq, konex or etf, not "${name}"`);
  }
  if (!isDate(date)) return refused("invalid_request", `date must be a date (YYYY-MM-DD), not "${date}"`);
  if (date < PRICE_RULES_SINCE) {
    return refused(
      "invalid_request",
      `date must be ${PRICE_RULES_SINCE} or later, not "${date}": no price limits are known before`,
    );
  }
  return { value: { ...priceBand(base, instrument, date) } };
}

function dayDocument(date: string, overrides: readonly CalendarOverride[]): CalendarDocument["days"][number] {
  const day = tradingDay(date, overrides);
  return { ...day, opensAt: isoOrNull(day.opensAt), closesAt: isoOrNull(day.closesAt) };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : kstIso(ms);
}
