// The tape's display in the book: its shares are put into the queues as if somebody had ordered them, so that one rule serves all.
import type { Level, Print, Slice } from "@hoga/tape";
import { type Book, drop, fill, type Live, sideOf, tradedAt } from "./book.ts";
import {
  append,
  bestUserRank,
  nextRank,
  type Queue,
  queueAt,
  queueFor,
  rankOf,
  reduce,
  remove,
  type Resting,
  type Side,
} from "./side.ts";
import { midPrice, tradeResting } from "./sweep.ts";

/** Whether every price of a slice is one that can trade that day. One that is not makes the whole slice doubtful. */
function isWithinBand({ print, bids, asks }: Slice, { grid }: Book): boolean {
  const inside = ({ price }: { readonly price: number }) => price >= grid.lower && price <= grid.upper;
  return (print === null || inside(print)) && bids.every(inside) && asks.every(inside);
}

/** Shares of the tape's display as they rest in a queue. */
function chunk(side: Side, shares: number, seq: number): Resting {
  return {
    orderId: "",
    order: null,
    accountId: "",
    side: side.side,
    left: shares,
    seq,
    queue: null,
    before: null,
    behind: null,
  };
}

/** Puts a chunk back where a snapshot says it stood: behind what came before it. Queues are refilled in the order of `seq`. */
export function restoreChunk(book: Book, side: "buy" | "sell", price: number, seq: number, shares: number): void {
  const into = sideOf(book, side);
  const rank = rankOf(into, price);
  if (rank < 0) return;
  append(into, queueFor(into, rank, price), chunk(into, shares, seq));
  if (!into.shownRanks.includes(rank)) into.shownRanks.push(rank);
}

/**
 * Makes the queues show what the slice displays. More shares at a price come behind all that is there; fewer leave from the back, so that
 * nobody who waits loses by it. At a price beyond the displayed levels, where orders wait, what was ahead of them stays ahead and is not
 * traded with. `used` (by side and price) has been traded already.
 */
export function showDisplay(book: Book, slice: Slice, used: ReadonlyMap<string, number>): void {
  showSide(book, book.bids, slice.bids, used);
  showSide(book, book.asks, slice.asks, used);
}

const NOTHING_USED: ReadonlyMap<string, number> = new Map();

/**
 * Whether a slice of continuous trading can do nothing to the orders of a book: each waits at a limit that the display does not come to and
 * the print does not reach. Then the queues need not show it: where nobody waits, a later display puts the
 * same there whatever was shown in between. Most slices of most books pass so.
 */
export function passes(book: Book, slice: Slice): boolean {
  const { bids, asks, mids, stops, grid } = book;
  if (bids.market.first !== null || asks.market.first !== null) return false;
  if (mids.buy.first !== null || mids.sell.first !== null || stops.buy.length > 0 || stops.sell.length > 0) {
    return false;
  }
  const [highestBid, lowestBid] = [slice.bids[0]?.price, slice.bids.at(-1)?.price];
  const [lowestAsk, highestAsk] = [slice.asks[0]?.price, slice.asks.at(-1)?.price];
  if (lowestBid === undefined || highestBid === undefined || lowestAsk === undefined || highestAsk === undefined) {
    return false;
  }
  // A doubtful slice shows nothing: levels are in the order of their prices, so that the outer ones tell of all.
  if (lowestBid < grid.lower || highestBid > grid.upper || lowestAsk < grid.lower || highestAsk > grid.upper) {
    return false;
  }
  const [deepestBid, deepestAsk] = [rankOf(bids, lowestBid), rankOf(asks, highestAsk)];
  // A price off the tick has no rank to hold an order's against.
  if (deepestBid < 0 || deepestAsk < 0) return false;
  if (bestUserRank(bids) <= deepestBid || bestUserRank(asks) <= deepestAsk) return false;
  const { print } = slice;
  // A print between the lowest displayed bid and the highest displayed ask is within the limits, and nearer than any order.
  return print === null || (print.price >= lowestBid && print.price <= highestAsk);
}

/** Lets the queues show the slice on display, where slices have passed. */
export function catchUpDisplay(book: Book): void {
  if (!book.lags) return;
  book.lags = false;
  if (book.shown !== null) showDisplay(book, book.shown, NOTHING_USED);
}

/** After a restore: which prices are on display, and where display is remembered that is not. */
export function markShown(book: Book, slice: Slice | null): void {
  for (const [side, levels] of [[book.bids, slice?.bids ?? []], [book.asks, slice?.asks ?? []]] as const) {
    const ranks = new Set(side.shownRanks);
    for (const { price } of levels) {
      const rank = rankOf(side, price);
      if (rank < 0) continue;
      queueFor(side, rank, price).shown = true;
      ranks.add(rank);
    }
    side.shownRanks = [...ranks];
  }
}

/** The slice as it may be shown: one doubtful price makes the whole of it doubtful, and it shows nothing. */
export function usable(book: Book, slice: Slice): Slice {
  return isWithinBand(slice, book) ? slice : { ...slice, print: null, bids: [], asks: [] };
}

/** The slice on display with the shares that are left of it, and without its print, which has traded. */
export function leftOnDisplay(book: Book, slice: Slice): Slice {
  const left = (side: Side, levels: readonly Level[]): Level[] =>
    levels.map(({ price, size }) => {
      const rank = rankOf(side, price);
      return { price, size: rank < 0 ? size : queueAt(side, rank)?.displayed ?? 0 };
    });
  return { ...slice, print: null, bids: left(book.bids, slice.bids), asks: left(book.asks, slice.asks) };
}

export const usedKey = (side: "buy" | "sell", price: number): string => `${side}${price}`;

function showSide(book: Book, side: Side, levels: readonly Level[], used: ReadonlyMap<string, number>): void {
  const before = side.shownRanks;
  for (const rank of before) {
    const queue = queueAt(side, rank);
    if (queue !== undefined) queue.shown = false;
  }
  let deepest = -1;
  side.shownRanks = [];
  for (const { price, size } of levels) {
    const rank = rankOf(side, price);
    if (rank < 0) continue;
    const queue = queueFor(side, rank, price);
    queue.shown = true;
    deepest = Math.max(deepest, rank);
    side.shownRanks.push(rank);
    reconcile(book, side, queue, Math.max(size - (used.get(usedKey(side.side, price)) ?? 0), 0));
  }
  for (const rank of before) {
    const queue = queueAt(side, rank);
    if (queue === undefined || queue.shown) continue;
    if (levels.length > 0 && rank > deepest && queue.shares > 0) side.shownRanks.push(rank);
    else reconcile(book, side, queue, 0);
  }
}

/** Lets the display of a queue be `shares`. */
function reconcile(book: Book, side: Side, queue: Queue, shares: number): void {
  const more = shares - queue.displayed;
  if (more > 0) {
    const { last } = queue;
    if (last !== null && last.orderId === "") {
      last.left += more;
      queue.displayed += more;
    } else {
      // Between the number of the last order that came and the next one's.
      append(side, queue, chunk(side, more, book.nextSeq - 0.5));
    }
    return;
  }
  let fewer = -more;
  for (let node = queue.last; node !== null && fewer > 0;) {
    const before: Resting | null = node.before;
    if (node.order === null) {
      const shares = Math.min(node.left, fewer);
      fewer -= shares;
      reduce(side, node, shares);
    }
    node = before;
  }
}

/**
 * Plays a print of continuous trading: its shares trade with the orders that wait on the other side than its aggressor's. Orders at better
 * prices fill at their own, since the price went through them; at the print's price the queue trades from the front, the display included.
 * Orders without a price come first, market orders at the print's price; but at the price limit they take their turn by time.
 */
export function playPrint(book: Book, { print, at }: Slice): void {
  if (print === null) return;
  const side = sideOf(book, print.side === "buy" ? "sell" : "buy");
  const beyond = (price: number) => side.side === "sell" ? price > print.price : price < print.price;
  let left = print.size;
  if (side.best !== 0) left = playUnpriced(book, side, print, left, at);
  for (let rank = side.best; rank < side.grid.size && left > 0; rank = nextRank(side, rank + 1)) {
    const queue = queueAt(side, rank);
    if (queue === undefined) continue;
    if (beyond(queue.price)) break;
    const through = queue.price !== print.price;
    for (let node = queue.first; node !== null && left > 0;) {
      if (rank === 0) left = playMarket(book, side, print, left, node.seq, at);
      const behind: Resting | null = node.behind;
      if (node.order === null && through) {
        remove(side, node);
      } else {
        const shares = Math.min(node.left, left);
        left -= shares;
        if (node.order === null) reduce(side, node, shares);
        else if (shares > 0) tradeResting(book, side, node, shares, queue.price, at, "tape");
      }
      node = behind;
    }
    if (rank === 0) left = playUnpriced(book, side, print, left, at);
  }
  tradedAt(book, print.price);
}

/** Lets the market orders that came before `before` trade with a print, at its price. Returns the shares that are left of it. */
function playMarket(book: Book, side: Side, print: Print, size: number, before: number, at: number): number {
  let left = size;
  for (let first = side.market.first; left > 0 && first !== null && first.seq < before; first = side.market.first) {
    const shares = Math.min(first.left, left);
    left -= shares;
    tradeResting(book, side, first, shares, print.price, at, "tape");
  }
  return left;
}

/** Lets the orders without a price trade with a print: market orders, then mid-price orders at the price in the middle, if the print reached it. */
function playUnpriced(book: Book, side: Side, print: Print, size: number, at: number): number {
  let left = playMarket(book, side, print, size, Infinity, at);
  const mids = book.mids[side.side];
  const mid = mids.first === null ? null : midPrice(book, true);
  if (mid === null || (side.side === "sell" ? mid > print.price : mid < print.price)) return left;
  while (left > 0 && mids.first !== null) {
    const shares = Math.min(mids.first.left, left);
    left -= shares;
    tradeResting(book, side, mids.first, shares, mid, at, "tape");
  }
  return left;
}

/**
 * Lets what is displayed trade with the orders that it crosses: market orders at the displayed price, limit orders at their own, as they
 * were there earlier (KOSPI Market Business Regulation §24).
 */
export function crossDisplay(book: Book, slice: Slice, at: number): void {
  crossSide(book, book.bids, book.asks, slice.asks, at);
  crossSide(book, book.asks, book.bids, slice.bids, at);
}

/** The orders of `side` against the display of the other one. */
function crossSide(book: Book, side: Side, opposite: Side, levels: readonly Level[], at: number): void {
  if (side.market.first === null && !hasOrders(side)) return;
  for (const { price } of levels) {
    const rank = rankOf(opposite, price);
    const queue = rank < 0 ? undefined : queueAt(opposite, rank);
    if (queue === undefined) continue;
    for (let node = queue.first; node !== null;) {
      const behind: Resting | null = node.behind;
      while (node.order === null && node.left > 0) {
        const order = firstReaching(side, price);
        if (order === null) return;
        const shares = Math.min(order.left, node.left);
        const traded = order.restPrice ?? price;
        reduce(opposite, node, shares);
        fill(book, order, shares, traded, at, "continuous", "tape");
        reduce(side, order, shares);
        if (order.left === 0) drop(book, order);
        tradedAt(book, traded);
      }
      node = behind;
    }
  }
}

const hasOrders = (side: Side): boolean => side.best < side.grid.size;

/** The first order of a side that may trade at `price`: a market order, else the best limit that reaches it; at the price limit, the earlier. */
function firstReaching(side: Side, price: number): Live | null {
  const market = side.market.first;
  const limit = firstLimit(side, price);
  const isLimitNext = limit !== null && (market === null || (limit.queue?.rank === 0 && limit.seq < market.seq));
  return (isLimitNext ? limit : market)?.order ?? null;
}

function firstLimit(side: Side, price: number): Resting | null {
  for (let rank = side.best; rank < side.grid.size; rank = nextRank(side, rank + 1)) {
    const queue = queueAt(side, rank);
    if (queue === undefined) continue;
    if (side.side === "buy" ? queue.price < price : queue.price > price) return null;
    if (queue.shares === 0) continue;
    for (let node = queue.first; node !== null; node = node.behind) {
      if (node.order !== null) return node;
    }
  }
  return null;
}
