// An incoming order against what rests on the other side: the best price first, at one price the earlier first.
import { type Book, drop, end, fill, lastOf, type Live, oppositeOf, sideOf, tradedAt } from "./book.ts";
import { nextRank, priceAt, type Queue, queueAt, rankOf, reduce, type Resting, type Side } from "./side.ts";

/** How an order's sweep ended: it took all it could, it would have traded with its own account, or the next trade would interrupt trading. */
export type Swept = "done" | "self" | "interrupts";

/** Whether the display is young enough to trade with at `at`. */
export function isFresh(book: Book, at: number): boolean {
  return book.shown !== null && at - book.shown.at <= book.rules.maxQuoteAgeMs;
}

/** The best price of a side with something to trade with; null where there is none. Market and mid-price orders have no price. */
export function bestPrice(side: Side, fresh: boolean): number | null {
  for (let rank = side.best; rank < side.grid.size; rank = nextRank(side, rank + 1)) {
    const queue = queueAt(side, rank);
    if (queue !== undefined && tradable(queue, fresh) > 0) return queue.price;
  }
  return null;
}

const tradable = (queue: Queue, fresh: boolean): number => queue.shares + (fresh && queue.shown ? queue.displayed : 0);

/** The mid-price: between the best bid and the best ask, rounded down to the won; null while a side has no quote. */
export function midPrice(book: Book, fresh: boolean): number | null {
  const bid = bestPrice(book.bids, fresh);
  const ask = bestPrice(book.asks, fresh);
  return bid === null || ask === null ? null : Math.floor((bid + ask) / 2);
}

/**
 * Trades an incoming order with the other side as far as `limit` allows (won; null: any price), each time at the resting order's price
 * (KOSPI Market Business Regulation §24). The order's own queue is not touched: it has none yet.
 */
export function sweep(book: Book, taker: Live, limit: number | null, at: number): Swept {
  const side = oppositeOf(book, taker.side);
  const fresh = isFresh(book, at);
  const worst = limit === null ? side.grid.size - 1 : rankOf(side, limit);
  while (taker.left > 0) {
    if (side.market.first !== null || book.mids[side.side].first !== null) {
      const swept = withoutPrice(book, taker, side, limit, fresh, at);
      if (swept === "next") continue;
      if (swept !== "none") return swept;
    }
    const queue = bestQueue(side, worst, fresh);
    if (queue === null) return "done";
    if (interrupts(book, queue.price, lastOf(book), at)) return "interrupts";
    if (!trade(book, taker, side, queue, queue.price, fresh, at)) return "self";
  }
  return "done";
}

/** The queue of the best price up to the rank `worst` with something to trade with. */
function bestQueue(side: Side, worst: number, fresh: boolean): Queue | null {
  for (let rank = side.best; rank <= worst; rank = nextRank(side, rank + 1)) {
    const queue = queueAt(side, rank);
    if (queue !== undefined && tradable(queue, fresh) > 0) return queue;
  }
  return null;
}

/** Whether a trade at `price` after one at `last` would interrupt trading. */
export function interrupts(book: Book, price: number, last: number, at: number): boolean {
  return price !== last && book.rules.interrupts(price, last, book.auctionPrice ?? book.rules.base, at);
}

/**
 * Trades the incoming order with a queue at one price. False: the next in line is of the same account, and the order must not go on.
 * The incoming order's shares at that price are one fill from the tape and one from other orders, however many those were. At the price
 * limit the queue's turn ends where a market order came before the next in line.
 */
function trade(
  book: Book,
  taker: Live,
  side: Side,
  queue: Queue,
  price: number,
  fresh: boolean,
  at: number,
): boolean {
  const turnEnds = queue.rank === 0 && side.market.first !== null ? side.market.first.seq : Infinity;
  let fromTape = 0;
  let fromOrders = 0;
  let mine = false;
  let node: Resting | null = queue.first;
  while (node !== null && taker.left > 0 && node.seq < turnEnds) {
    const next: Resting | null = node.behind;
    const shares = Math.min(node.left, taker.left);
    if (node.order === null) {
      if (fresh && queue.shown) {
        fromTape += shares;
        taker.left -= shares;
        reduce(side, node, shares);
      }
    } else {
      if (node.accountId === taker.accountId) {
        mine = true;
        break;
      }
      fromOrders += shares;
      taker.left -= shares;
      tradeResting(book, side, node, shares, price, at, "order");
    }
    node = next;
  }
  if (fromOrders > 0) fill(book, taker, fromOrders, price, at, "continuous", "order");
  if (fromTape > 0) fill(book, taker, fromTape, price, at, "continuous", "tape");
  if (fromOrders + fromTape > 0) tradedAt(book, price);
  return !mine;
}

/** Fills shares of an order that rests; one that is filled wholly leaves the book. */
export function tradeResting(
  book: Book,
  side: Side,
  node: Resting,
  shares: number,
  price: number,
  at: number,
  against: "tape" | "order",
  rule: Parameters<typeof fill>[5] = "continuous",
): void {
  const live = node.order;
  if (live === null) throw new Error("the tape's display is no order");
  fill(book, live, shares, price, at, rule, against);
  reduce(side, node, shares);
  if (node.left === 0) drop(book, live);
}

/**
 * Trades with the orders that rest without a price, where they come before those that have one: market orders first (Enforcement Rules
 * §10), then mid-price orders, whose price is better than any of their side. "next": some shares traded, look again. "none": those with a
 * price are next.
 */
function withoutPrice(
  book: Book,
  taker: Live,
  side: Side,
  limit: number | null,
  fresh: boolean,
  at: number,
): Swept | "next" | "none" {
  const market = side.market.first;
  if (market !== null && !isPreceded(side, market, fresh)) {
    const price = marketPrice(side, limit, bestPrice(side, fresh), lastOf(book));
    if (interrupts(book, price, lastOf(book), at)) return "interrupts";
    return one(book, taker, side, market, price, at);
  }
  const mid = book.mids[side.side].first;
  if (mid === null) return "none";
  const own = bestPrice(sideOf(book, taker.side), fresh);
  const price = midWithin(taker, limit, own, bestPrice(side, fresh));
  if (price === null) return "none";
  if (interrupts(book, price, lastOf(book), at)) return "interrupts";
  return one(book, taker, side, mid, price, at);
}

/** Whether something at the price limit of its side came before the market order: there the two have the same priority, so time decides. */
function isPreceded(side: Side, market: Resting, fresh: boolean): boolean {
  const queue = side.best === 0 ? queueAt(side, 0) : undefined;
  if (queue === undefined) return false;
  for (let node = queue.first; node !== null && node.seq < market.seq; node = node.behind) {
    if (node.order !== null || (fresh && queue.shown)) return true;
  }
  return false;
}

function one(book: Book, taker: Live, side: Side, node: Resting, price: number, at: number): Swept | "next" {
  if (node.accountId === taker.accountId) return "self";
  const shares = Math.min(node.left, taker.left);
  taker.left -= shares;
  tradeResting(book, side, node, shares, price, at, "order");
  fill(book, taker, shares, price, at, "continuous", "order");
  tradedAt(book, price);
  return "next";
}

/**
 * The price at which a resting market order counts (Enforcement Rules §10): for a buy the highest limit among the offers, or one tick above
 * the best bid, or the last price where there is no bid; within the price limits. A sell mirrors it. `limit` is the incoming order's: null
 * for a market order, which brings no limit. `best` and `last` are the best price of its side and the last one.
 */
export function marketPrice(side: Side, limit: number | null, best: number | null, last: number): number {
  const { grid } = side;
  const own = best === null
    ? side.side === "buy" ? grid.ceil(last) : grid.floor(last)
    : priceAt(side, Math.max(rankOf(side, best) - 1, 0));
  if (limit === null) return own;
  return side.side === "buy" ? Math.max(own, limit) : Math.min(own, limit);
}

/** The mid-price between two best prices, for an incoming order with a limit; null where there is none, or none that suits the limit. */
export function midWithin(taker: Live, limit: number | null, own: number | null, best: number | null): number | null {
  if (own === null || best === null) return null;
  const price = Math.floor((own + best) / 2);
  return limit === null || (taker.side === "buy" ? price <= limit : price >= limit) ? price : null;
}

/** Mid-price orders of the two sides trade with each other, the earlier first, as long as there is a mid-price. */
export function matchMids(book: Book, at: number): void {
  const { buy, sell } = book.mids;
  while (buy.first !== null && sell.first !== null) {
    const price = midPrice(book, isFresh(book, at));
    if (price === null) return;
    const [bid, ask] = [buy.first, sell.first];
    if (bid.accountId === ask.accountId) {
      const later = (bid.seq > ask.seq ? bid : ask).order;
      if (later === null) throw new Error("the tape has no mid-price orders");
      end(book, later, "self_trade", at);
      continue;
    }
    const shares = Math.min(bid.left, ask.left);
    tradeResting(book, sideOf(book, "buy"), bid, shares, price, at, "order");
    tradeResting(book, sideOf(book, "sell"), ask, shares, price, at, "order");
    tradedAt(book, price);
  }
}
