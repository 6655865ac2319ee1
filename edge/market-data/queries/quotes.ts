// Quotes and books as they stand at a moment.
import type { Book, Quote } from "@hoga/contracts";
import {
  type CalendarOverride,
  type Instrument,
  kstIso,
  type MarketStatus,
  marketStatus,
  previousTradingDay,
  priceBand,
} from "@hoga/krx";
import type { Interruption } from "@hoga/market";
import type { Tape, TapeQuote } from "@hoga/tape";
import { type Outcome, refused } from "../outcome.ts";
import { interruptionsOf } from "../state/interruptions.ts";
import { type Lang, nameIn } from "./instruments.ts";

/** What quotes are made from. */
export interface QuoteSource {
  readonly tape: Tape;
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  readonly lang: Lang;
  /** The trading halts and circuit breakers that are known; none when left out. */
  readonly interruptions?: readonly Interruption[];
}

/** The trading day that quotes tell of at a moment: today, or the last one when today has no session. */
interface View {
  readonly date: string;
  readonly status: MarketStatus;
  readonly isOpen: boolean;
}

type Trading = Quote["trading"];

/**
 * The quotes of `instruments`. Before the open they stand at the previous close, in the session they follow the tape, after it they are the
 * day's last state; there are bids and asks only while the session is open, and an indicative price only while a call auction gathers
 * orders. Instruments without market data are left out, unless nothing is left then: that is refused. Throws CalendarRangeError when `now` is outside the years of the calendar.
 */
export function quotesOf(instruments: readonly Instrument[], source: QuoteSource): Outcome<readonly Quote[]> {
  const view = viewOf(source);
  const quotes = instruments.flatMap((instrument) => quoteOf(instrument, source, view) ?? []);
  const [first] = instruments;
  return first !== undefined && quotes.length === 0 ? noData(first) : { value: quotes };
}

/** The book of an instrument: up to ten levels a side while the session is open, none outside it. Throws as {@linkcode quotesOf}. */
export function bookOf(instrument: Instrument, source: QuoteSource): Outcome<Book> {
  const view = viewOf(source);
  const quote = source.tape.quote(instrument, view.date, source.now);
  if (quote === null) return noData(instrument);
  return {
    value: {
      symbol: instrument.symbol,
      name: nameIn(instrument, source.lang),
      at: kstIso(quote.at),
      source: quote.source,
      last: lastOf(quote),
      asks: view.isOpen ? [...quote.asks] : [],
      bids: view.isOpen ? [...quote.bids] : [],
    },
  };
}

function viewOf({ now, overrides }: QuoteSource): View {
  const status = marketStatus(now, overrides);
  return {
    date: status.isTradingDay ? status.date : previousTradingDay(status.date, overrides).date,
    status,
    isOpen: status.phase === "continuous" || status.phase === "closing_auction",
  };
}

function quoteOf(instrument: Instrument, source: QuoteSource, view: View): Quote | null {
  const { tape, now, lang } = source;
  const quote = tape.quote(instrument, view.date, now);
  const base = tape.basePrice(instrument, view.date);
  if (quote === null || base === null) return null;
  const { previousClose } = quote;
  const last = lastOf(quote);
  const band = priceBand(base, instrument, view.date);
  const trading = tradingOf(instrument, source, view);
  const indicative = trading === "auction" ? quote.indicative : null;
  return {
    symbol: instrument.symbol,
    name: nameIn(instrument, lang),
    last,
    change: last - previousClose,
    changeRate: changeRate(last, previousClose),
    open: quote.open,
    high: quote.high,
    low: quote.low,
    volume: quote.volume,
    previousClose,
    upperLimit: band.upper,
    lowerLimit: band.lower,
    bid: view.isOpen ? quote.bids[0]?.price ?? null : null,
    ask: view.isOpen ? quote.asks[0]?.price ?? null : null,
    indicativePrice: indicative?.price ?? null,
    indicativeVolume: indicative?.size ?? null,
    trading,
    at: kstIso(quote.at),
    ageMs: Math.max(now - quote.at, 0),
    source: quote.source,
    phase: view.status.phase,
  };
}

/** How an instrument trades at this moment. In a session in which the tape shows nothing of it, it does not trade. */
function tradingOf(instrument: Instrument, { tape, now, interruptions = [] }: QuoteSource, view: View): Trading {
  const { phase } = view.status;
  if (phase !== "opening_auction" && !view.isOpen) return "closed";
  const stops = interruptionsOf(interruptions, instrument, view.date).map((stop) => stoppedTrading(stop, now));
  if (stops.includes("halted")) return "halted";
  if (stops.includes("auction") || phase === "opening_auction") return "auction";
  return tape.sliceAt(instrument, view.date, now)?.trading ?? "halted";
}

/** What an interruption of today makes of trading at `now`; null before it begins and once it is over. */
function stoppedTrading({ haltedFrom, haltedUntil, auctionUntil }: Interruption, now: number): Trading | null {
  if (now < haltedFrom) return null;
  if (haltedUntil === null || auctionUntil === null || now < haltedUntil) return "halted";
  return now < auctionUntil ? "auction" : null;
}

/** Until something has traded the tape stands at the base price, which may be a tick above the close that people know. */
function lastOf(quote: TapeQuote): number {
  return quote.open === null ? quote.previousClose : quote.last;
}

/** The change as a fraction of the previous close, rounded half up to six decimals. */
function changeRate(last: number, previousClose: number): number {
  // Adding zero makes a plain 0 of the -0 that a small loss is rounded to.
  return Math.round((last - previousClose) * 1_000_000 / previousClose) / 1_000_000 + 0;
}

function noData({ symbol }: Instrument) {
  return refused("no_market_data", `There is no market data for ${symbol}`);
}
