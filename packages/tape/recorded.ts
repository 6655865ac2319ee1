import { basePrice, type CalendarOverride, CalendarRangeError, previousTradingDay, specialQuote } from "@hoga/krx";
import { sessionOf } from "./made_tape.ts";
import { lastAtOrBefore, type RecordedDay } from "./recorded_day.ts";
import type { Bar, Candle, Slice, Tape, TapeInstrument, TapeQuote, TapeSourceName } from "./types.ts";

/** Where recorded days are found. Asked for the same day twice it gives the same day, which may only have grown. */
export interface RecordedStore {
  /** A symbol's day; null when nothing of it was recorded. */
  day(symbol: string, date: string): RecordedDay | null;
  /** The last close (won) known of a date before `date`; null when there is none. */
  closeBefore(symbol: string, date: string): number | null;
  /** The bar of a day that is over, where the source told it; it wins over what was recorded of the day. */
  bar?(symbol: string, date: string): Bar | null;
}

/** How recorded days are played. */
export interface RecordedTapeOptions {
  /** What quotes say of where they come from: the live source while it records, `replay` when days are played again. */
  readonly source: TapeSourceName;
  readonly overrides?: readonly CalendarOverride[];
  /** Answers for the days of a symbol that were not recorded. */
  readonly under?: Tape;
}

/**
 * A tape of recorded days. A recorded day wins over the same day of `under`. On a day that neither knows there are no slices, and the base
 * price is the last recorded close, put up on the tick.
 *
 * Every answer is found by binary search; candles alone read the slices up to `until`. Candles hold what printed while it was recorded; the
 * day's bar also holds what had traded before.
 */
export function createRecordedTape(store: RecordedStore, options: RecordedTapeOptions): Tape {
  const { source, overrides, under } = options;
  const dayOf = ({ symbol }: TapeInstrument, date: string) => store.day(symbol, date);
  const baseFrom = (instrument: TapeInstrument, date: string): number | null => {
    const close = store.closeBefore(instrument.symbol, date);
    return close === null ? null : basePrice(close, instrument, date);
  };
  return {
    source,
    basePrice: (instrument, date) =>
      dayOf(instrument, date)?.header.base ?? under?.basePrice(instrument, date) ?? baseFrom(instrument, date),
    slices(instrument, date, from, to) {
      const day = dayOf(instrument, date);
      return day === null ? under?.slices(instrument, date, from, to) ?? [] : slicesOf(day, from, to);
    },
    sliceAt(instrument, date, at) {
      const day = dayOf(instrument, date);
      if (day === null) return under?.sliceAt(instrument, date, at) ?? null;
      const index = lastAtOrBefore(day.count, day.timeOf, at);
      return index < 0 ? null : day.sliceOf(index);
    },
    quote(instrument, date, at) {
      const day = dayOf(instrument, date);
      if (day === null) {
        return under?.quote(instrument, date, at) ?? quoteWithoutDay(instrument, date, baseFrom(instrument, date), at);
      }
      return quoteOf(day, at) ?? {
        ...quoteBefore(instrument.symbol, date, day.header.base, day.header.previousClose),
        indicative: day.indicativeAt(at),
      };
    },
    candles(instrument, date, intervalMs, until) {
      const day = dayOf(instrument, date);
      if (day === null) return under?.candles(instrument, date, intervalMs, until) ?? [];
      return candlesOf(day, date, intervalMs, until, overrides);
    },
    dayBar(instrument, date) {
      const told = store.bar?.(instrument.symbol, date) ?? null;
      const day = told === null ? dayOf(instrument, date) : null;
      if (day === null) return told ?? under?.dayBar(instrument, date) ?? null;
      return recordedBar(day);
    },
  };

  /** The quote of a day of which no slice is known: after its close what its bar says, before it the price that it starts from. */
  function quoteWithoutDay(
    { symbol }: TapeInstrument,
    date: string,
    base: number | null,
    at: number,
  ): TapeQuote | null {
    const previousClose = store.closeBefore(symbol, date);
    if (base === null || previousClose === null) return null;
    const before = quoteBefore(symbol, date, base, previousClose);
    const bar = store.bar?.(symbol, date) ?? null;
    const session = sessionOf(date, overrides);
    if (bar === null || session === null || at < session.closesAt) return before;
    const { open, high, low, close, volume } = bar;
    return { ...before, at: session.closesAt, last: close, open, high, low, volume };
  }

  /** The quote before a first slice: the price the day starts from, as old as the close before. */
  function quoteBefore(symbol: string, date: string, base: number, previousClose: number): TapeQuote {
    return {
      symbol,
      seq: -1,
      at: closeTimeBefore(date, overrides),
      last: base,
      open: null,
      high: null,
      low: null,
      volume: 0,
      previousClose,
      bids: [],
      asks: [],
      indicative: null,
      source,
    };
  }

  function quoteOf(day: RecordedDay, at: number): TapeQuote | null {
    const index = lastAtOrBefore(day.count, day.timeOf, at);
    if (index < 0) return null;
    const { symbol, seq, at: shownAt, trading, bids, asks } = day.sliceOf(index);
    const bar = day.barTo(index);
    return {
      symbol,
      seq,
      at: shownAt,
      last: bar?.close ?? untradedBar(day, index)?.close ?? day.header.base,
      open: bar?.open ?? null,
      high: bar?.high ?? null,
      low: bar?.low ?? null,
      volume: bar?.volume ?? 0,
      previousClose: day.header.previousClose,
      bids,
      asks,
      indicative: trading === "auction" ? day.indicativeAt(at) : null,
      source,
    };
  }
}

/**
 * The bar of a day on which nothing traded, once its closing auction is over (slice `index`, the last when left out): flat, at what the offers
 * or bids that were left say (기세), else at the base price. Null before that.
 */
function untradedBar(day: RecordedDay, index = day.count - 1): Bar | null {
  const { rule, bids, asks } = day.sliceOf(index);
  if (rule !== "closing_auction") return null;
  const { base } = day.header;
  const quoted = specialQuote({ base, bestBid: bids[0]?.price ?? null, bestAsk: asks[0]?.price ?? null });
  const close = quoted ?? base;
  return { open: close, high: close, low: close, close, volume: 0 };
}

/** A recorded day's bar as far as it is known: null while nothing has traded. */
export function recordedBar(day: RecordedDay): Bar | null {
  return day.final ?? (day.count === 0 ? day.header.earlier : day.barTo(day.count - 1) ?? untradedBar(day));
}

function slicesOf(day: RecordedDay, from: number, to: number): readonly Slice[] {
  const last = lastAtOrBefore(day.count, day.timeOf, to);
  // Times are whole milliseconds, and several slices may share one: those at `from` belong to the answer.
  let index = lastAtOrBefore(day.count, day.timeOf, from - 1) + 1;
  const slices: Slice[] = [];
  for (; index <= last; index++) slices.push(day.sliceOf(index));
  return slices;
}

/** When the last session before a date closed (ms since the epoch); 0 where the calendar does not reach. */
function closeTimeBefore(date: string, overrides: readonly CalendarOverride[] | undefined): number {
  try {
    return previousTradingDay(date, overrides).closesAt ?? 0;
  } catch (error) {
    if (error instanceof CalendarRangeError) return 0;
    throw error;
  }
}

/**
 * The candles of a recorded day's prints up to and at `until`, aligned to the open. The closing auction belongs to the last interval.
 * Throws a RangeError when `intervalMs` is not a positive safe integer.
 */
function candlesOf(
  day: RecordedDay,
  date: string,
  intervalMs: number,
  until: number,
  overrides: readonly CalendarOverride[] | undefined,
): readonly Candle[] {
  if (!Number.isSafeInteger(intervalMs) || intervalMs < 1) {
    throw new RangeError(`a candle's interval must be whole ms above 0: ${intervalMs}`);
  }
  const session = sessionOf(date, overrides);
  if (session === null) return [];
  const { opensAt, closesAt } = session;
  const finalInterval = Math.ceil((closesAt - opensAt) / intervalMs) - 1;
  const candles: { at: number; open: number; high: number; low: number; close: number; volume: number }[] = [];
  for (let index = 0; index < day.count && day.timeOf(index) <= until; index++) {
    const print = day.printOf(index);
    if (print === null) continue;
    const { price, size } = print;
    const interval = Math.min(Math.max(Math.floor((day.timeOf(index) - opensAt) / intervalMs), 0), finalInterval);
    const at = opensAt + interval * intervalMs;
    const current = candles.at(-1);
    if (current === undefined || current.at !== at) {
      candles.push({ at, open: price, high: price, low: price, close: price, volume: size });
      continue;
    }
    current.high = Math.max(current.high, price);
    current.low = Math.min(current.low, price);
    current.close = price;
    current.volume += size;
  }
  return candles;
}
