// Yahoo as a source: one poller for everybody.
import { addDays, ceilToTick, floorToTick, kstDate, priceBand } from "@hoga/krx";
import type { TapeInstrument } from "@hoga/tape";
import { AUCTION_END_MS } from "../display.ts";
import { createLimiter, LimiterClosedError } from "../limiter.ts";
import type { Feed, FeedHost, LiveSession } from "../live.ts";
import { pause } from "../time.ts";
import type { SnapshotUpdate } from "../updates.ts";
import { createYahooClient, type YahooQuote } from "./client.ts";

/** The limit that hoga keeps to, since Yahoo states none: four HTTP requests in any ten seconds. */
export const YAHOO_REQUESTS = { count: 4, withinMs: 10_000 };
/** One request asks for this many symbols at most, and one goes out every five seconds in the session. */
const BATCH = 100;
const QUOTES_MS = 5_000;
/** Before the open, only the base price is to be learnt. */
const QUOTES_BEFORE_OPEN_MS = 60_000;
/** How late Yahoo may be: after the close its day is whole only then. */
const DELAY_MS = 25 * 60_000;
const HISTORY_MS = 5_000;
const HISTORY_DAYS = 140;
/** How long the poller rests after a failure. */
const FAILED_MS = 30_000;
const IDLE_MS = 250;

/** Polls the symbols that the host's interest names. */
export function createYahooFeed(host: FeedHost, options: { readonly fetch: typeof fetch }): Feed {
  const { time, log, interest } = host;
  const stopped = new AbortController();
  const limiter = createLimiter(YAHOO_REQUESTS, time);
  const client = createYahooClient({ time, log, fetch: options.fetch, limiter, signal: stopped.signal });
  const historyOf = new Map<string, string>();
  const triedAt = new Map<string, number>();
  const lastAsked = new Map<string, number>();
  let quotesAt = -Infinity;
  let historyAt = -Infinity;
  let running: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        if (await step()) continue;
        await pause(time, IDLE_MS, stopped.signal);
      } catch (error) {
        if (stopped.signal.aborted || error instanceof LimiterClosedError) return;
        log("warn", "Yahoo could not be asked", { error: String(error), againInMs: FAILED_MS });
        await pause(time, FAILED_MS, stopped.signal);
      }
    }
  }

  /** Asks one thing, if there is anything to ask; false otherwise. */
  async function step(): Promise<boolean> {
    const now = time.now();
    const session = host.session();
    const batch = session === null ? [] : batchAt(session, now);
    if (session !== null && batch.length > 0) {
      quotesAt = now;
      for (const { symbol } of batch) lastAsked.set(symbol, now);
      const quotes = await client.quotes(batch);
      const instruments = new Map(batch.map((instrument) => [instrument.symbol, instrument]));
      for (const quote of quotes) {
        const instrument = instruments.get(quote.symbol);
        if (instrument !== undefined) host.update(snapshotOf(quote, instrument, session, time.now()));
      }
      return true;
    }
    const today = kstDate(now);
    if (now - historyAt < HISTORY_MS) return false;
    // One that Yahoo gave no answer about is tried again after the others.
    const [next] = interest.active(now).filter(({ symbol }) => historyOf.get(symbol) !== today)
      .sort((a, b) => (triedAt.get(a.symbol) ?? 0) - (triedAt.get(b.symbol) ?? 0));
    if (next === undefined) return false;
    historyAt = now;
    triedAt.set(next.symbol, now);
    host.history(next.symbol, await client.daily(next, addDays(today, -HISTORY_DAYS), today));
    historyOf.set(next.symbol, today);
    return true;
  }

  /** The symbols to ask for now: those that were not asked for the longest. None while it is not time. */
  function batchAt({ opensAt, closesAt }: LiveSession, now: number): readonly TapeInstrument[] {
    const symbols = [...interest.active(now)];
    const finalAt = closesAt + DELAY_MS;
    const since = (instrument: TapeInstrument) => lastAsked.get(instrument.symbol) ?? -Infinity;
    if (now >= closesAt) {
      return now < finalAt || now - quotesAt < QUOTES_MS
        ? []
        : symbols.filter((one) => since(one) < finalAt).slice(0, BATCH);
    }
    const isNew = symbols.some((one) => since(one) === -Infinity);
    const due = now - quotesAt >= (now < opensAt && !isNew ? QUOTES_BEFORE_OPEN_MS : QUOTES_MS);
    return due ? symbols.sort((a, b) => since(a) - since(b)).slice(0, BATCH) : [];
  }

  return {
    start() {
      running = run();
    },
    async stop() {
      stopped.abort(new LimiterClosedError());
      limiter.close();
      await running;
    },
    wanted: () => {},
    isAlive: () => false,
  };
}

/**
 * A quote as the state of today's day. One of an earlier date says that nothing has traded today as far as Yahoo knows: its price is the close
 * before. Without a bid and an ask the book is one tick around the last price, within the day's limits, with a three-hundredth of the day's
 * volume on either side.
 */
export function snapshotOf(
  quote: YahooQuote,
  instrument: TapeInstrument,
  { date, closesAt }: LiveSession,
  now: number,
): SnapshotUpdate {
  const { market, kind } = instrument;
  const isToday = kstDate(quote.at) === date;
  const previousClose = isToday ? quote.previousClose : quote.price;
  const base = ceilToTick(previousClose, kind, date, market);
  return {
    kind: "snapshot",
    symbol: quote.symbol,
    // After the close a quote is asked for only once it must be final: the last trade may have been long before.
    at: now >= closesAt ? Math.max(quote.at, closesAt + AUCTION_END_MS) : quote.at,
    askedAt: now,
    price: quote.price,
    range: isToday ? quote.range : null,
    total: isToday ? quote.volume : 0,
    base,
    previousClose,
    halted: false,
    interrupted: false,
    book: isToday ? bookOf(quote, instrument, date, base) : { bids: [], asks: [] },
    indicative: null,
  };
}

function bookOf(
  { price, volume, bid, ask }: YahooQuote,
  instrument: TapeInstrument,
  date: string,
  base: number,
): NonNullable<SnapshotUpdate["book"]> {
  const nominal = Math.max(Math.floor(volume / 300), 1);
  if (bid !== null && ask !== null && bid.price < ask.price) {
    return {
      bids: [{ price: bid.price, size: bid.size ?? nominal }],
      asks: [{ price: ask.price, size: ask.size ?? nominal }],
    };
  }
  const { market, kind } = instrument;
  const { upper, lower } = priceBand(base, instrument, date);
  const below = price > 1 ? floorToTick(price - 1, kind, date, market) : 0;
  const above = ceilToTick(price + 1, kind, date, market);
  return {
    bids: below >= Math.max(lower, 1) ? [{ price: below, size: nominal }] : [],
    asks: above <= upper ? [{ price: above, size: nominal }] : [],
  };
}
