// The tape's vocabulary: what a source of market data says, whatever the source.
// Times are epoch milliseconds; prices are whole won; quantities are whole shares; dates are KST `YYYY-MM-DD`.

/** One price level of a book: the price in won and the shares displayed there. */
export interface Level {
  readonly price: number;
  readonly size: number;
}

/** Where market data came from. It is stamped on every quote and on every trade made from it. */
export type TapeSourceName = "sim" | "replay" | "kis" | "yahoo";

/** What traded in a slice: every share of a slice trades at one price. `side` is the aggressor's: a buy lifted the ask. */
export interface Print {
  readonly price: number;
  readonly size: number;
  readonly side: "buy" | "sell";
}

/** What a call auction would give if it ended now (예상체결가, 예상체결수량): won, and shares of both sides together. */
export interface Indicative {
  readonly price: number;
  readonly size: number;
}

/**
 * One moment of a symbol's tape: what printed at `at` (if anything) and the book displayed from `at` until the next slice.
 *
 * `rule` says how the print was matched. An `opening_auction` slice is the first of the day and a `closing_auction` slice the last; a
 * `volatility_auction` ends a volatility interruption, a `reopening_auction` a halt: their print is the auction's, and orders meet it at
 * that one price. `asks` rise from the best, `bids` fall from the best; at most ten each;
 * a side may be empty (an issue locked at its limit).
 */
export interface Slice {
  readonly symbol: string;
  /** Position within the day, from 0, without gaps. With `symbol` and the date it names the slice for ever. */
  readonly seq: number;
  readonly at: number;
  readonly rule: "opening_auction" | "continuous" | "closing_auction" | "volatility_auction" | "reopening_auction";
  /**
   * How orders are matched from this slice to the next: at once, gathered for a call auction (before the close, and while a volatility
   * interruption lasts), or not at all.
   */
  readonly trading: "continuous" | "auction" | "halted";
  readonly print: Print | null;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
}

/** A day's bar. `volume` is shares. */
export interface Bar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** A bar of an intraday interval, or of a day, that starts at `at`. */
export interface Candle extends Bar {
  readonly at: number;
}

/** What the tape must know of an instrument to make its day. */
export interface TapeInstrument {
  readonly symbol: string;
  readonly market: "KOSPI" | "KOSDAQ" | "KONEX";
  readonly kind: "stock" | "etf" | "etn";
  /** The price (won) from which a made-up history starts, or null to derive one from the symbol. */
  readonly referencePrice: number | null;
  /** Listed shares, or null when unknown: sets the scale of a made-up volume. */
  readonly listedShares: number | null;
  /** The multiple of the market that a fund follows: 2, -1 or -2; 1, or absent, for everything else. */
  readonly leverage?: number;
  /** The industry whose issues move together; one is derived from the symbol where it is null or absent. */
  readonly industry?: string | null;
  /** The KST date of its listing, and whether it is about to be delisted: both widen the price limits and stop interruptions. */
  readonly listedOn?: string | null;
  readonly delisting?: boolean;
}

/** A symbol's state of the day so far, as a quote shows it. */
export interface TapeQuote {
  readonly symbol: string;
  readonly seq: number;
  /** When the last slice was displayed. Its age is the caller's `now` minus this. */
  readonly at: number;
  readonly last: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly volume: number;
  readonly previousClose: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** While a call auction gathers orders; null otherwise. */
  readonly indicative: Indicative | null;
  readonly source: TapeSourceName;
}

/**
 * A source of market data. Every method is a pure function of its arguments for `sim` and `replay`: any process may ask for any moment,
 * again and again, and is told the same.
 */
export interface Tape {
  readonly source: TapeSourceName;
  /** The base price (기준가) of a trading day: the close before it, put on the tick. Null where the source knows nothing of the symbol then. */
  basePrice(instrument: TapeInstrument, date: string): number | null;
  /** The slices with `from <= at <= to` of one trading day, in order. Empty on a day without trading. */
  slices(instrument: TapeInstrument, date: string, from: number, to: number): readonly Slice[];
  /** The last slice displayed at or before `at` on that trading day; null before the first. */
  sliceAt(instrument: TapeInstrument, date: string, at: number): Slice | null;
  /** The day as seen at `at`; before the first slice a quote with only `last` = base price; null where the source knows nothing. */
  quote(instrument: TapeInstrument, date: string, at: number): TapeQuote | null;
  /** Intraday candles of `intervalMs` of one day, up to `until`. Starts are aligned to the session's opening. */
  candles(instrument: TapeInstrument, date: string, intervalMs: number, until: number): readonly Candle[];
  /** The whole day's bar; null on a day without trading. The caller must not show it before the close. */
  dayBar(instrument: TapeInstrument, date: string): Bar | null;
}
