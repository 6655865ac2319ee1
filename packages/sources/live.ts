// A tape that grows while it is read: what a live source tells, shown, recorded and asked for.
import { addDays, basePrice, type CalendarOverride, CalendarRangeError, isDate, kstDate, tradingDay } from "@hoga/krx";
import {
  createRecordedDay,
  createRecordedTape,
  type DailyBar,
  type GrowingDay,
  type RecordedDay,
  type RecordedStore,
  type Tape,
  type TapeInstrument,
  type TapeSourceName,
} from "@hoga/tape";
import type { Log } from "@hoga/telemetry";
import { createDisplay, type DayWriter, type Display, type Dropped } from "./display.ts";
import { createInterest, type Interest } from "./interest.ts";
import type { Recorder } from "./recorder.ts";
import { every, type Time } from "./time.ts";
import type { SnapshotUpdate, Update } from "./updates.ts";

/** How often time is let pass for what is on display. */
const BEAT_MS = 250;
/** How often the log tells what was not shown. */
const REPORT_MS = 60_000;
/** How long nobody waits again for a symbol that was waited for in vain. */
const VAIN_MS = 60_000;
/** How long before the open a day begins: when orders for its auction are taken, and sources tell its own base price (Enf §35). */
const DAY_BEGINS_MS = 30 * 60_000;

/** A tape over a live source. It follows the symbols that it is asked for: the first answers about one know nothing of it. */
export interface LiveTape extends Tape {
  start(): void;
  /** Closes the source, and writes what is left to record. */
  stop(): Promise<void>;
  /**
   * Asks for instruments and resolves when a base price of each is known, or after `waitMs`. One that was waited for in vain is asked for,
   * but not waited for again for a minute.
   */
  warm(instruments: readonly TapeInstrument[], waitMs: number): Promise<void>;
}

/** A trading day of the exchange. Times are ms since the epoch. */
export interface LiveSession {
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
}

/** What a source is given to work with. */
export interface FeedHost {
  readonly time: Time;
  readonly log: Log;
  readonly interest: Interest;
  /** Today's session, from half an hour before the open; null earlier, and on a day without one. */
  session(): LiveSession | null;
  update(update: Update): void;
  /** The bars of a symbol's days that are over. */
  history(symbol: string, bars: readonly DailyBar[]): void;
}

/** A source of live data. */
export interface Feed {
  start(): void;
  stop(): Promise<void>;
  /** Somebody asks for symbols that were not followed before. */
  wanted(): void;
  /** Whether a change of the symbol would be told at once: then what stands may be told again as of now. */
  isAlive(symbol: string): boolean;
}

export interface LiveOptions {
  readonly source: TapeSourceName;
  readonly time: Time;
  readonly log: Log;
  readonly overrides?: readonly CalendarOverride[];
  /** Where the days are recorded; null keeps them in memory until the next day. */
  readonly recorder: Recorder | null;
  /** Days that were recorded before. */
  readonly recorded?: RecordedStore;
  readonly connect: (host: FeedHost) => Feed;
}

const NO_WRITER: DayWriter = { slice: () => {}, indication: () => {}, final: () => {} };

/** Somebody who waits for base prices. */
interface Waiter {
  readonly look: () => void;
  readonly end: () => void;
}

interface Shown {
  readonly session: LiveSession;
  readonly display: Display;
}

/** Opens a live tape. Nothing is asked of the source before `start`. */
export function createLiveTape(options: LiveOptions): LiveTape {
  const { source, time, log, overrides, recorder } = options;
  const interest = createInterest();
  const shown = new Map<string, Shown>();
  const histories = new Map<string, readonly DailyBar[]>();
  const told = new Map<string, number>();
  const waiters = new Set<Waiter>();
  const unreadable = new Set<string>();
  const vain = new Map<string, number>();
  const dropped = new Map<Dropped, number>();
  const store = liveStore();
  const plain = createRecordedTape(store, { source, ...(overrides === undefined ? {} : { overrides }) });
  const timers: (() => void)[] = [];
  let today: { readonly date: string; readonly session: LiveSession | null } | null = null;
  const feed = options.connect({ time, log, interest, session, update, history });

  function session(): LiveSession | null {
    const now = time.now();
    const date = kstDate(now);
    if (today?.date !== date) today = { date, session: sessionOf(date, overrides) };
    const day = today.session;
    return day === null || now < day.opensAt - DAY_BEGINS_MS ? null : day;
  }

  function liveStore(): RecordedStore {
    return {
      day(symbol, date): RecordedDay | null {
        const here = shown.get(symbol);
        return here?.session.date === date ? here.display.day : options.recorded?.day(symbol, date) ?? null;
      },
      closeBefore: (symbol, date) =>
        histories.get(symbol)?.findLast((bar) => bar.date < date)?.close ??
          options.recorded?.closeBefore(symbol, date) ?? null,
      bar: (symbol, date) =>
        shown.get(symbol)?.session.date === date
          ? null
          : histories.get(symbol)?.find((bar) => bar.date === date) ?? null,
    };
  }

  function update(news: Update): void {
    const open = session();
    if (open === null) return;
    const display = displayOf(open, news);
    if (display === null) return;
    const reason = display.apply(news, arrival(news.symbol));
    if (reason !== null && reason !== "known") dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
    for (const waiter of waiters) waiter.look();
  }

  /** The display of today's day, begun by the first snapshot of it: only that tells the base price and what traded before. */
  function displayOf(today: LiveSession, news: Update): Display | null {
    const here = shown.get(news.symbol);
    if (here?.session.date === today.date) return here.display;
    if (news.kind !== "snapshot") return null;
    const resumed = resume(news.symbol, today.date);
    if (resumed === undefined) return null;
    const day = resumed ?? newDay(today, news);
    const writer = recorder?.begin(day.header, resumed === null) ?? NO_WRITER;
    const total = resumed === null ? news.total : tradedIn(resumed);
    const display = createDisplay(day, today, total, writer);
    shown.set(news.symbol, { session: today, display });
    told.delete(news.symbol);
    return display;
  }

  /** The day as far as it was recorded; undefined when its file cannot be read, so that it is neither shown nor written over. */
  function resume(symbol: string, date: string): GrowingDay | null | undefined {
    const key = `${symbol}|${date}`;
    if (unreadable.has(key)) return undefined;
    try {
      return recorder?.resume(symbol, date) ?? null;
    } catch (error) {
      unreadable.add(key);
      log("error", "a recorded day cannot go on", { symbol, date, error: String(error) });
      return undefined;
    }
  }

  function newDay(
    today: LiveSession,
    { symbol, base, previousClose, range, price, total }: SnapshotUpdate,
  ): GrowingDay {
    const before = store.closeBefore(symbol, today.date);
    const instrument = interest.find(symbol);
    // The close before may be a little off the base price, which is on the tick. After a split or a distribution the base price does not
    // follow from it: then prices are compared with what the source says.
    const follows = before !== null && instrument !== null && basePrice(before, instrument, today.date) === base;
    const hasTraded = time.now() >= today.opensAt && range !== null && total > 0;
    return createRecordedDay({
      symbol,
      date: today.date,
      source,
      base,
      previousClose: follows ? before : previousClose,
      earlier: hasTraded ? { ...range, close: price, volume: total } : null,
    });
  }

  function history(symbol: string, bars: readonly DailyBar[]): void {
    const today = kstDate(time.now());
    histories.set(symbol, bars.filter(({ date }) => date < today).sort((a, b) => (a.date < b.date ? -1 : 1)));
    for (const waiter of waiters) waiter.look();
  }

  const arrival = (symbol: string) => {
    const now = time.now();
    return { now, told: Math.min(told.get(symbol) ?? 0, now) };
  };

  function beat(): void {
    const date = kstDate(time.now());
    for (const [symbol, { session, display }] of shown) {
      // Yesterday's displays are over once the day after them has begun: their files are what is left of them.
      if (session.date < addDays(date, -1)) shown.delete(symbol);
      else display.beat(arrival(symbol), feed.isAlive(symbol));
    }
  }

  function report(): void {
    if (dropped.size === 0) return;
    log("warn", "news was not shown", Object.fromEntries(dropped));
    dropped.clear();
  }

  /** Notes what is asked for, and that it was told as of `at`. */
  function note(instrument: TapeInstrument, date: string, at: number): void {
    const now = time.now();
    if (interest.ask(instrument, now)) feed.wanted();
    if (shown.get(instrument.symbol)?.session.date !== date) return;
    told.set(instrument.symbol, Math.max(told.get(instrument.symbol) ?? 0, Math.min(at, now)));
  }

  return {
    source,
    basePrice(instrument, date) {
      note(instrument, date, 0);
      return plain.basePrice(instrument, date);
    },
    slices(instrument, date, from, to) {
      note(instrument, date, to);
      return plain.slices(instrument, date, from, to);
    },
    sliceAt(instrument, date, at) {
      note(instrument, date, at);
      return plain.sliceAt(instrument, date, at);
    },
    quote(instrument, date, at) {
      note(instrument, date, at);
      return plain.quote(instrument, date, at);
    },
    candles(instrument, date, intervalMs, until) {
      note(instrument, date, until);
      return plain.candles(instrument, date, intervalMs, until);
    },
    dayBar(instrument, date) {
      note(instrument, date, 0);
      return plain.dayBar(instrument, date);
    },
    start() {
      timers.push(every(time, BEAT_MS, beat), every(time, REPORT_MS, report));
      feed.start();
    },
    async stop() {
      for (const stopTimer of timers.splice(0)) stopTimer();
      await feed.stop();
      report();
      await recorder?.stop();
      for (const waiter of waiters) waiter.end();
    },
    warm(instruments, waitMs) {
      const now = time.now();
      const date = kstDate(now);
      for (const instrument of instruments) note(instrument, date, 0);
      const isUnknown = (instrument: TapeInstrument) => plain.basePrice(instrument, date) === null;
      const awaited = instruments.filter((one) => isUnknown(one) && now >= (vain.get(one.symbol) ?? 0));
      if (awaited.length === 0) return Promise.resolve();
      return new Promise((done) => {
        const end = () => {
          for (const { symbol } of awaited.filter(isUnknown)) vain.set(symbol, time.now() + VAIN_MS);
          cancel();
          waiters.delete(waiter);
          done();
        };
        const waiter: Waiter = { end, look: () => !awaited.some(isUnknown) && end() };
        const cancel = time.after(waitMs, end);
        waiters.add(waiter);
      });
    },
  };
}

function tradedIn(day: GrowingDay): number {
  return (day.count === 0 ? day.header.earlier : day.barTo(day.count - 1))?.volume ?? 0;
}

/** The session of a KST date; null when the exchange is closed, or the calendar does not reach. */
function sessionOf(date: string, overrides: readonly CalendarOverride[] | undefined): LiveSession | null {
  if (!isDate(date)) return null;
  try {
    const { opensAt, closesAt } = tradingDay(date, overrides);
    return opensAt === null || closesAt === null ? null : { date, opensAt, closesAt };
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}
