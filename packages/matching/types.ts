// The vocabulary of matching. Times are ms since the epoch, prices whole won, quantities whole shares, dates KST `YYYY-MM-DD`.
import type { TickTable } from "@hoga/krx";
import type { Slice } from "@hoga/tape";

/**
 * The exchange's order types (KOSPI Market Business Regulation §2(4)): limit (지정가), market (시장가), best limit (최유리지정가), top limit
 * (최우선지정가), conditional limit (조건부지정가), mid-price (중간가) and stop-limit (스톱지정가).
 */
export type OrderType =
  | "limit"
  | "market"
  | "best_limit"
  | "top_limit"
  | "conditional_limit"
  | "mid_price"
  | "stop_limit";

/** A live order in the book of one symbol and day. */
export interface EngineOrder {
  readonly orderId: string;
  readonly accountId: string;
  readonly side: "buy" | "sell";
  readonly type: OrderType;
  readonly timeInForce: "day" | "ioc" | "fok";
  /** The limit of a limit, conditional limit or stop-limit order; null for the other types. */
  readonly limitPrice: number | null;
  /** The last price that turns a stop-limit order into a limit order; null for the other types. */
  readonly stopPrice: number | null;
  /** The price at which it rests; null while it rests at none: market and mid-price orders, and stops that wait. */
  readonly restPrice: number | null;
  /** All the shares ordered, filled ones included. */
  readonly quantity: number;
  readonly filled: number;
  /** What the filled shares cost, in won. */
  readonly filledAmount: number;
  /** How many fills it has had. */
  readonly fills: number;
  readonly enteredAt: number;
  /** Time priority within the book: the lower came first. A change that loses its place gets a new one. */
  readonly entrySeq: number;
}

/** An order as it comes in. */
export type NewOrder = Pick<
  EngineOrder,
  "orderId" | "accountId" | "side" | "type" | "timeInForce" | "limitPrice" | "stopPrice" | "quantity"
>;

/** Shares of an order that traded at one price. */
export interface Fill {
  readonly orderId: string;
  readonly quantity: number;
  readonly price: number;
  readonly at: number;
  readonly sliceSeq: number;
  /** The number of the fill within its order, from 0: the same history gives the same numbers. */
  readonly n: number;
  readonly rule: Slice["rule"];
  /** Who was on the other side: the tape, or another user's order. In a call auction there is no telling: the tape. */
  readonly against: "tape" | "order";
  /** The order's totals with this fill. */
  readonly cumulativeQuantity: number;
  readonly cumulativeAmount: number;
  /** What was displayed: the last price, the best bid and ask, and since when. */
  readonly quote: QuoteSeen;
}

export interface QuoteSeen {
  readonly last: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly at: number;
}

/**
 * Why an order left the book with shares unfilled: nothing could fill an IOC or FOK order (`unfilled`), the session or the time for its type
 * is over (`expired`), it would have traded with its own account (`self_trade`), or its type is not taken at that moment (`not_now`).
 */
export interface Ended {
  readonly orderId: string;
  readonly reason: "unfilled" | "expired" | "self_trade" | "not_now";
  readonly at: number;
}

/** What happened in a book, in order. */
export interface Outcome {
  readonly fills: readonly Fill[];
  readonly ended: readonly Ended[];
  /** Every order that came, changed or left, as it is now. One that was filled wholly, ended or was cancelled has left the book. */
  readonly changed: readonly EngineOrder[];
}

/** A stretch of the day in which the symbol does not trade as usual. See {@linkcode BookRules}. */
export interface Halt {
  readonly haltedFrom: number;
  /** Orders for the reopening call auction gather from here on; null: not again that day. */
  readonly haltedUntil: number | null;
  /** When that auction is matched and continuous trading goes on. */
  readonly auctionUntil: number | null;
}

/** The rules of one symbol's day. */
export interface BookRules {
  readonly symbol: string;
  readonly date: string;
  readonly ticks: TickTable;
  /** The price limits, both valid prices: nothing trades outside. Null without market data: then nothing trades at all. */
  readonly band: { readonly upper: number; readonly lower: number } | null;
  /** The day's base price, which stands in for the last price until there is one. */
  readonly base: number;
  readonly opensAt: number;
  readonly closesAt: number;
  /** When continuous matching ends and orders gather for the closing auction. */
  readonly closingAuctionFrom: number;
  /** A slice displayed longer ago than this fills no order that comes in. */
  readonly maxQuoteAgeMs: number;
  /**
   * Whether a trade at `price` would set off a volatility interruption, given the last price and the price of the last call auction.
   * It is asked before an order trades with what rests in the book.
   */
  interrupts(price: number, last: number, auctionPrice: number, at: number): boolean;
  /** How long (ms) the interruption set off at `at` lasts. */
  interruptionMs(at: number): number;
}

/** How a book matches: at once, gathering for a call auction, or not at all. */
export type Mode =
  | { readonly kind: "continuous" }
  | {
    readonly kind: "gathering";
    readonly rule: Exclude<Slice["rule"], "continuous">;
    /** When a gathering that the book itself began is matched; null where the tape says when. */
    readonly until: number | null;
  }
  | {
    readonly kind: "halted";
    /** Whether an interruption that the book was told of halts it, and not the tape. */
    readonly own: boolean;
  };

/** The tape's shares in a queue, and their place among the orders. */
export type DisplayChunk = readonly [side: "buy" | "sell", price: number, seq: number, shares: number];

/** A book as plain data that survives JSON. With its orders and the tape it is all that a book needs to go on. */
export interface BookSnapshot {
  /** The `seq` of the last slice applied, -1 before the first. */
  readonly sliceSeq: number;
  /** Up to when it has been matched, ms since the epoch; 0 for never. */
  readonly matchedTo: number;
  readonly last: number | null;
  /** The price of the last call auction; null before one. */
  readonly auctionPrice: number | null;
  readonly mode: Mode;
  readonly nextSeq: number;
  readonly display: readonly DisplayChunk[];
}
