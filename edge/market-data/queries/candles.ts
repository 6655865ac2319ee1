// Candles of minutes and days, never of a price that is still to come.
import {
  type CalendarOverride,
  CalendarRangeError,
  type Instrument,
  isDate,
  kstDate,
  kstIso,
  kstMs,
  parseInstant,
  previousTradingDay,
  type TradingDay,
  tradingDays,
} from "@hoga/krx";
import type { Bar, Candle, Tape } from "@hoga/tape";
import type { SymbolAction } from "../adjusted_tape.ts";
import { type Outcome, refused } from "../outcome.ts";
import { latestSession } from "./days.ts";

export type Interval = "1m" | "5m" | "1d";

/** Which candles: those that start from `from` to `to`, both included (ms since the epoch). Null stands for the default. */
export interface CandleQuery {
  readonly interval: Interval;
  readonly from: number | null;
  readonly to: number | null;
}

/** What candles are made from. */
export interface CandleSource {
  readonly tape: Tape;
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  /** The splits and bonus issues that have begun; none when left out. */
  readonly actions?: readonly SymbolAction[];
}

/** How many candles one answer may hold. */
export const CANDLES_MAX = 2_000;
/** How many days there are by default. */
const DAYS = 60;
const INTERVALS: Readonly<Record<Interval, number | null>> = { "1m": 60_000, "5m": 300_000, "1d": null };

/** Reads the parameters of a request. `from` and `to` are KST dates, whole, or instants; a refusal names the wrong one. */
export function parseCandleQuery(
  params: { readonly interval?: string; readonly from?: string; readonly to?: string },
): Outcome<CandleQuery> {
  const { interval = "1m" } = params;
  if (!isInterval(interval)) return refused("invalid_request", `interval must be 1m, 5m or 1d, not "${interval}"`);
  const from = params.from === undefined ? null : instantOf(params.from, "00:00");
  const to = params.to === undefined ? null : instantOf(params.to, "23:59:59.999");
  for (const [name, text, value] of [["from", params.from, from], ["to", params.to, to]] as const) {
    if (text === undefined || value !== null) continue;
    return refused("invalid_request", `${name} must be a date (YYYY-MM-DD) or an ISO 8601 time, not "${text}"`);
  }
  if (from !== null && to !== null && from > to) {
    return refused("invalid_request", `from (${params.from}) is after to (${params.to})`);
  }
  return { value: { interval, from, to } };
}

/**
 * The candles of a query, rising in time. Without `from` minutes begin with the last session that has opened by `to`, days with the 60th
 * day before; without `to` they go on until now. An interval or a day without a trade has none. Asking for more than {@linkcode CANDLES_MAX} is
 * refused. Days of before a split or a bonus issue are told in shares of today (수정주가), so that a chart of them has no step; minutes are as
 * they traded. Throws CalendarRangeError outside the years of the calendar.
 */
export function candlesOf(
  instrument: Instrument,
  query: CandleQuery,
  source: CandleSource,
): Outcome<readonly Candle[]> {
  const until = Math.min(query.to ?? Infinity, source.now);
  const from = query.from ?? defaultStart(query.interval, until, source.overrides);
  const candles: Candle[] = [];
  const days = from > until ? [] : tradingDays(kstDate(from), kstDate(until), source.overrides);
  for (const day of days) {
    for (const candle of candlesOfDay(instrument, query.interval, day, source)) {
      if (candle.at >= from && candle.at <= until) candles.push(candle);
    }
    if (candles.length > CANDLES_MAX) {
      return refused(
        "invalid_request",
        `There are more than ${CANDLES_MAX} candles from ${kstIso(from)} to ${day.date}: ask for a shorter time`,
      );
    }
  }
  return { value: candles };
}

function candlesOfDay(
  instrument: Instrument,
  interval: Interval,
  day: TradingDay,
  source: CandleSource,
): readonly Candle[] {
  const { tape, now } = source;
  const { date, opensAt, closesAt } = day;
  const width = INTERVALS[interval];
  if (opensAt === null || closesAt === null || now < opensAt) return [];
  if (width !== null) return tape.candles(instrument, date, width, now);
  if (now >= closesAt) {
    const bar = tape.dayBar(instrument, date);
    return bar === null ? [] : [{ at: opensAt, ...inSharesOfToday(bar, instrument, date, source) }];
  }
  const quote = tape.quote(instrument, date, now);
  if (quote === null || quote.open === null || quote.high === null || quote.low === null) return [];
  const { open, high, low, last, volume } = quote;
  return [{ at: opensAt, open, high, low, close: last, volume }];
}

/**
 * A day's bar with its prices over the ratios of the changes since, rounded to the won, and its volume times them. A live source's own bars
 * stay as it tells them. What funds and stocks pay out is not taken off.
 */
function inSharesOfToday(
  { open, high, low, close, volume }: Bar,
  { symbol }: Instrument,
  date: string,
  { tape, actions = [] }: CandleSource,
): Bar {
  const since = actions.filter((action) => action.symbol === symbol && date < action.exDate);
  const shares = tape.source === "sim" || tape.source === "replay"
    ? since.reduce((all, { ratio }) => all * ratio.numerator / ratio.denominator, 1)
    : 1;
  const price = (won: number) => Math.max(Math.round(won / shares), 1);
  return {
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    volume: Math.round(volume * shares),
  };
}

function defaultStart(interval: Interval, until: number, overrides: readonly CalendarOverride[]): number {
  const last = latestSession(until, "opensAt", overrides);
  if (interval !== "1d") return last.opensAt;
  let date = last.date;
  try {
    for (let day = 1; day < DAYS; day++) date = previousTradingDay(date, overrides).date;
  } catch (error) {
    // The calendar begins less than sixty days before.
    if (!(error instanceof CalendarRangeError)) throw error;
  }
  return kstMs(date, "00:00");
}

/** The instant that a text names, at `time` of a bare date; null when it names none of a year that a KST date can be written of. */
function instantOf(text: string, time: string): number | null {
  const date = text.trim();
  const instant = isDate(date) ? kstMs(date, time) : parseInstant(text);
  return instant !== null && isDate(kstDate(instant)) ? instant : null;
}

function isInterval(text: string): text is Interval {
  return Object.hasOwn(INTERVALS, text);
}
