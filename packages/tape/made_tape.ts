import { type CalendarOverride, CalendarRangeError, previousTradingDay, type TradingDay, tradingDay } from "@hoga/krx";
import { candlesOf, quoteOf } from "./candles.ts";
import { joinBars, makeDay } from "./day.ts";
import { indicativeOf } from "./indicative.ts";
import { Lru } from "./lru.ts";
import { type MadeDay, OPENING_AUCTION_MS, sliceOf, slotAt, slotTime } from "./made_day.ts";
import { instrumentKey } from "./sim_bars.ts";
import type { Bar, Candle, Slice, Tape, TapeInstrument, TapeQuote, TapeSourceName } from "./types.ts";

/** What a source of made days knows: bars and the closes before them. */
export interface BarSource {
  readonly source: TapeSourceName;
  readonly seed: number;
  readonly overrides: readonly CalendarOverride[] | undefined;
  /** What a date starts from, whether the exchange is open on it or not; null where nothing is known of the symbol then. */
  before(instrument: TapeInstrument, date: string): Before | null;
  /** The bar of a trading day; null where there is none. */
  bar(instrument: TapeInstrument, date: string): Bar | null;
  /** Minute bars of the session, rising; empty where there are none. */
  minutes(instrument: TapeInstrument, session: Session): readonly Candle[];
}

/** The prices that a day starts from, in won: the last close before it, and the base price, which is that close put up on the tick. */
export interface Before {
  readonly previousClose: number;
  readonly base: number;
}

/** A regular session of one KST date. */
export interface Session {
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
}

/**
 * How many made days are kept: enough for one day of every listed issue, so that a market of all of them is made once a session. A day
 * takes about 43 kB, all of them 140 MB; only days that are asked for are made.
 */
const DAYS_KEPT = 3_200;
const SESSIONS_KEPT = 512;

/** A tape whose days are made from bars. */
export function createMadeTape(bars: BarSource): Tape {
  const days = new Lru<MadeDay | null>(DAYS_KEPT);
  const sessions = new Lru<Session | null>(SESSIONS_KEPT);
  const sessionOn = (date: string) => sessions.get(date, () => sessionOf(date, bars.overrides));

  function dayOf(instrument: TapeInstrument, date: string): MadeDay | null {
    return days.get(`${date}|${instrumentKey(instrument)}`, () => {
      const session = sessionOn(date);
      const bar = session && bars.bar(instrument, date);
      const before = bar && bars.before(instrument, date);
      if (!session || !bar || !before) return null;
      const minutes = bars.minutes(instrument, session);
      return makeDay({ instrument, session, bar, base: before.base, seed: bars.seed, minutes });
    });
  }

  return {
    source: bars.source,
    basePrice: (instrument, date) => bars.before(instrument, date)?.base ?? null,
    slices(instrument, date, from, to) {
      const day = dayOf(instrument, date);
      return day === null ? [] : slicesBetween(day, from, to);
    },
    sliceAt(instrument, date, at) {
      const day = dayOf(instrument, date);
      const slot = day === null ? -1 : slotAt(day, at);
      return day === null || slot < 0 ? null : sliceOf(day, slot);
    },
    quote(instrument, date, at) {
      const before = bars.before(instrument, date);
      if (before === null) return null;
      // Long before the open the day has nothing to tell, and need not be made.
      const session = sessionOn(date);
      const day = session === null || at < session.opensAt - OPENING_AUCTION_MS ? null : dayOf(instrument, date);
      const quote = day && quoteOf(day, at, { ...before, source: bars.source });
      if (quote !== null) return quote;
      return { ...quoteBefore(bars, instrument, date, before), indicative: day && indicativeOf(day, at) };
    },
    candles(instrument, date, intervalMs, until) {
      const day = dayOf(instrument, date);
      return day === null ? [] : candlesOf(day, intervalMs, until);
    },
    dayBar(instrument, date) {
      const session = sessionOn(date);
      const bar = session && bars.bar(instrument, date);
      if (!session || !bar) return null;
      const minutes = bars.minutes(instrument, session);
      const { open, high, low, close, volume } = minutes.length > 0 ? joinBars(minutes) : bar;
      return { open, high, low, close, volume };
    },
  };
}

/** The session of a KST date; null when the exchange is closed, or when the date is outside the years of the calendar. */
export function sessionOf(date: string, overrides: readonly CalendarOverride[] | undefined): Session | null {
  const day = orNull(() => tradingDay(date, overrides));
  if (day === null || day.opensAt === null || day.closesAt === null) return null;
  return { date, opensAt: day.opensAt, closesAt: day.closesAt };
}

function slicesBetween(day: MadeDay, from: number, to: number): readonly Slice[] {
  const last = slotAt(day, to);
  let slot = Math.max(slotAt(day, from), 0);
  if (slotTime(day, slot) < from) slot++;
  const slices: Slice[] = [];
  for (; slot <= last; slot++) slices.push(sliceOf(day, slot));
  return slices;
}

/** The quote of a moment before the day's first slice, or of a day without any: the price it starts from, as old as the close before. */
function quoteBefore(bars: BarSource, { symbol }: TapeInstrument, date: string, before: Before): TapeQuote {
  const previous = orNull(() => previousTradingDay(date, bars.overrides));
  return {
    symbol,
    seq: -1,
    at: previous?.closesAt ?? 0,
    last: before.base,
    open: null,
    high: null,
    low: null,
    volume: 0,
    previousClose: before.previousClose,
    bids: [],
    asks: [],
    indicative: null,
    source: bars.source,
  };
}

/** A day of the calendar, or null where the calendar does not reach. */
function orNull(look: () => TradingDay): TradingDay | null {
  try {
    return look();
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}
