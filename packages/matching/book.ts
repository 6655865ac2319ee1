// A book while it lives: its two sides, its orders, and what has happened in it since somebody asked.
import { type Grid, gridOf } from "./grid.ts";
import { append, emptyQueue, emptySide, type Live, type Queue, queueFor, rankOf, remove, type Side } from "./side.ts";
import type { BookRules, Ended, EngineOrder, Fill, Mode, NewOrder, Outcome, QuoteSeen } from "./types.ts";
import type { Slice } from "@hoga/tape";

export type { Live } from "./side.ts";

/** The book of one symbol on one day. Only this package's functions change it. */
export interface Book {
  readonly rules: BookRules;
  readonly grid: Grid;
  readonly bids: Side;
  readonly asks: Side;
  /** Mid-price orders by side, in the order they came. */
  readonly mids: { readonly buy: Queue; readonly sell: Queue };
  /** Stops that wait: buys by rising stop price, sells by falling, the earlier first where equal. */
  readonly stops: { readonly buy: Live[]; readonly sell: Live[] };
  readonly orders: Map<string, Live>;
  /** The lowest and the highest price that has traded since stops were last looked at; null when nothing has. */
  traded: { low: number; high: number } | null;
  /** The slice on display. */
  shown: Slice | null;
  /** Whether the queues have yet to show it: see `passes`. */
  lags: boolean;
  sliceSeq: number;
  matchedTo: number;
  last: number | null;
  auctionPrice: number | null;
  mode: Mode;
  nextSeq: number;
  quote: QuoteSeen | null;
  fills: Fill[];
  ended: Ended[];
  changed: Live[];
}

/** The day's prices before a book that opens later than the market. */
export interface Before {
  readonly last: number | null;
  /** The price of the last call auction. */
  readonly auctionPrice: number | null;
}

/** The book of a symbol's day before anything happened in it: orders gather for the opening auction. `before` is what the day had before it. */
export function openBook(rules: BookRules, before: Before | null = null): Book {
  const { band } = rules;
  // Without market data there is a single price that nothing can have, and nothing is matched.
  const grid = band === null ? gridOf([[Infinity, 1]], 1, 1) : gridOf(rules.ticks, band.lower, band.upper);
  return {
    rules,
    grid,
    bids: emptySide("buy", grid),
    asks: emptySide("sell", grid),
    mids: { buy: emptyQueue(0, -1), sell: emptyQueue(0, -1) },
    stops: { buy: [], sell: [] },
    orders: new Map(),
    traded: null,
    shown: null,
    lags: false,
    sliceSeq: -1,
    matchedTo: 0,
    last: before?.last ?? null,
    auctionPrice: before?.auctionPrice ?? null,
    mode: band === null ? { kind: "halted", own: false } : { kind: "gathering", rule: "opening_auction", until: null },
    nextSeq: 0,
    quote: null,
    fills: [],
    ended: [],
    changed: [],
  };
}

/** A new order as it stands in the book, without a place in it yet. */
export function liveOf(order: NewOrder, seq: number, at: number): Live {
  const live: Live = {
    orderId: order.orderId,
    order: null,
    accountId: order.accountId,
    side: order.side,
    left: order.quantity,
    seq,
    queue: null,
    before: null,
    behind: null,
    type: order.type,
    timeInForce: order.timeInForce,
    limitPrice: order.limitPrice,
    stopPrice: order.stopPrice,
    restPrice: null,
    quantity: order.quantity,
    filled: 0,
    filledAmount: 0,
    fills: 0,
    enteredAt: at,
    listed: false,
    noted: false,
  };
  live.order = live;
  return live;
}

/** A live order as plain data. */
export function engineOrderOf(live: Live): EngineOrder {
  return {
    orderId: live.orderId,
    accountId: live.accountId,
    side: live.side,
    type: live.type,
    timeInForce: live.timeInForce,
    limitPrice: live.limitPrice,
    stopPrice: live.stopPrice,
    restPrice: live.restPrice,
    quantity: live.quantity,
    filled: live.filled,
    filledAmount: live.filledAmount,
    fills: live.fills,
    enteredAt: live.enteredAt,
    entrySeq: live.seq,
  };
}

export const sideOf = (book: Book, side: "buy" | "sell"): Side => side === "buy" ? book.bids : book.asks;
export const oppositeOf = (book: Book, side: "buy" | "sell"): Side => side === "buy" ? book.asks : book.bids;

/** The last price, or the base price before the day's first. */
export const lastOf = (book: Book): number => book.last ?? book.rules.base;

/** Notes a trade at a price: it is the last one now, and may set off stops. */
export function tradedAt(book: Book, price: number): void {
  const { traded } = book;
  if (traded === null) book.traded = { low: price, high: price };
  else if (price < traded.low) traded.low = price;
  else if (price > traded.high) traded.high = price;
  setLast(book, price);
}

export function setLast(book: Book, price: number): void {
  if (book.last === price) return;
  book.last = price;
  book.quote = null;
}

/** Notes that an order changed, so that it is told with the next outcome. */
export function note(book: Book, live: Live): void {
  if (live.noted) return;
  live.noted = true;
  book.changed.push(live);
}

/** Lets an order rest at a price (null: without one, as a market order). A price that cannot trade that day keeps it out of every queue. */
export function rest(book: Book, live: Live, price: number | null): void {
  const side = sideOf(book, live.side);
  list(book, live);
  live.restPrice = price;
  if (price === null) return append(side, side.market, live);
  const rank = rankOf(side, price);
  if (rank >= 0) append(side, queueFor(side, rank, price), live);
}

/** Puts an order among those of the book. */
export function list(book: Book, live: Live): void {
  if (live.listed) return;
  live.listed = true;
  // One look into a large map where asking first would take two.
  const before = book.orders.size;
  book.orders.set(live.orderId, live);
  if (book.orders.size === before) throw new RangeError(`the order is live already: ${live.orderId}`);
}

/** Takes an order out of the queues and out of the book. */
export function drop(book: Book, live: Live): void {
  withdraw(book, live);
  if (!live.listed) return;
  live.listed = false;
  book.orders.delete(live.orderId);
}

/** Takes an order out of its queue; it stays in the book. */
export function withdraw(book: Book, live: Live): void {
  if (live.queue !== null) return remove(sideOf(book, live.side), live);
  if (live.type !== "stop_limit" || live.restPrice !== null) return;
  const stops = book.stops[live.side];
  const at = stops.indexOf(live);
  if (at >= 0) stops.splice(at, 1);
}

/** Ends an order with what it has filled. */
export function end(book: Book, live: Live, reason: Ended["reason"], at: number): void {
  note(book, live);
  drop(book, live);
  book.ended.push({ orderId: live.orderId, reason, at });
}

/** Records that shares of an order traded. Whoever calls takes them out of the queue. */
export function fill(
  book: Book,
  live: Live,
  quantity: number,
  price: number,
  at: number,
  rule: Fill["rule"],
  against: Fill["against"],
): void {
  note(book, live);
  live.filled += quantity;
  live.filledAmount += quantity * price;
  book.fills.push({
    orderId: live.orderId,
    quantity,
    price,
    at,
    sliceSeq: book.sliceSeq,
    n: live.fills++,
    rule,
    against,
    cumulativeQuantity: live.filled,
    cumulativeAmount: live.filledAmount,
    // Before the first slice what was seen is as old as the fill, so it is not kept.
    quote: book.shown === null ? quoteSeen(book, price, at) : book.quote ??= quoteSeen(book, price, at),
  });
}

function quoteSeen(book: Book, price: number, at: number): QuoteSeen {
  const { shown, last } = book;
  const [bid, ask] = [shown?.bids[0]?.price ?? null, shown?.asks[0]?.price ?? null];
  // Before the day's first print the display is all there is to go by.
  return { last: last ?? bid ?? ask ?? price, bid, ask, at: shown?.at ?? at };
}

/** What happened since the last call, and forgets it. */
export function drain(book: Book): Outcome {
  const { fills, ended, changed } = book;
  book.fills = [];
  book.ended = [];
  book.changed = [];
  return {
    fills,
    ended,
    changed: changed.map((live) => {
      live.noted = false;
      return engineOrderOf(live);
    }),
  };
}
