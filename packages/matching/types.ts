// The vocabulary of matching. Times are ms since the epoch, prices whole won, quantities whole shares, dates KST `YYYY-MM-DD`.

/** A live order in the book of one symbol and day. */
export interface EngineOrder {
  readonly orderId: string;
  readonly accountId: string;
  readonly side: "buy" | "sell";
  readonly type: "market" | "limit";
  readonly timeInForce: "day" | "ioc" | "fok";
  /** Null for a market order. */
  readonly limitPrice: number | null;
  /** All the shares ordered, filled ones included. */
  readonly quantity: number;
  readonly filled: number;
  /** What the filled shares cost, in won. */
  readonly filledAmount: number;
  readonly enteredAt: number;
  /** Time priority within the book: the lower came first. An amendment that loses its place gets a new one. */
  readonly entrySeq: number;
  /** Displayed shares at its price that were there before it and have not traded yet. */
  readonly queueAhead: number;
}

/** An order as it comes in. `enteredAt` is the moment of entry when left out. */
export type NewOrder =
  & Omit<EngineOrder, "filled" | "filledAmount" | "enteredAt" | "entrySeq" | "queueAhead">
  & { readonly enteredAt?: number };

/**
 * The book of one symbol on one day, as far as the tape has been applied. It is plain data that survives JSON, and all that the next
 * step needs to know: what was used of the last slice counts for every order that comes while it is displayed.
 */
export interface BookState {
  readonly symbol: string;
  readonly date: string;
  /** The `seq` of the last slice applied, -1 before the first. */
  readonly sliceSeq: number;
  /** The price of the day's last print so far, null before one. */
  readonly last: number | null;
  /** Displayed sizes of that slice already consumed: side of the level, price, shares. */
  readonly consumed: readonly (readonly ["bid" | "ask", number, number])[];
  /** Shares of that slice's print that buy orders have used. In an auction buys and sells may each use all of it. */
  readonly printUsed: number;
  readonly printUsedBySells: number;
  /** How many fills orders had in that slice, so that a later one in the same slice gets the next number. */
  readonly sliceFills: readonly (readonly [orderId: string, count: number])[];
  readonly nextEntrySeq: number;
  /** The live orders, in any order. */
  readonly orders: readonly EngineOrder[];
}

/** Shares of an order that traded at one price. */
export interface Fill {
  readonly orderId: string;
  readonly quantity: number;
  readonly price: number;
  readonly at: number;
  /** With the order, `sliceSeq` and `n` (from 0) name the fill for ever: the same history gives the same names. */
  readonly sliceSeq: number;
  readonly n: number;
  readonly rule: "continuous" | "opening_auction" | "closing_auction";
  /** The order's totals with this fill. */
  readonly cumulativeQuantity: number;
  readonly cumulativeAmount: number;
  /** What was displayed: the last price, the best bid and ask, and since when. */
  readonly quote: {
    readonly last: number;
    readonly bid: number | null;
    readonly ask: number | null;
    readonly at: number;
  };
}

/** An order that left the book with shares unfilled: an IOC or FOK order (`unfilled`), or any at the close (`expired`). */
export interface Ended {
  readonly orderId: string;
  readonly reason: "unfilled" | "expired";
  readonly at: number;
}

/** The book after a step, and what happened in it, in order. An order that was filled wholly has left the book. */
export interface StepResult {
  readonly book: BookState;
  readonly fills: readonly Fill[];
  readonly ended: readonly Ended[];
}

/** The rules of one symbol's day. */
export interface MatchRules {
  /** The price limits: nothing trades outside. */
  readonly band: { readonly upper: number; readonly lower: number };
  /** The tick at a price: a limit price off it is a bug of the caller's. */
  tickOf(price: number): number;
  /** A slice displayed longer ago than this fills no order that comes in. */
  readonly maxQuoteAgeMs: number;
  /** When continuous matching ends and orders wait for the closing auction. */
  readonly closingAuctionFrom: number;
}

/** Why a slice fills nothing: there is none, it is another symbol's, it is too old, or it has a price beyond the day's limits. */
export type QuoteFault = "no_quote" | "wrong_symbol" | "stale_quote" | "outside_band";
