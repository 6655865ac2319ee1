// Orders that come in, change and go.
import {
  type Book,
  drop,
  end,
  engineOrderOf,
  lastOf,
  list,
  type Live,
  liveOf,
  note,
  oppositeOf,
  rest,
  sideOf,
  withdraw,
} from "./book.ts";
import { catchUpDisplay } from "./display.ts";
import { interruptTrading, isClosing } from "./mode.ts";
import { wouldFill } from "./reach.ts";
import { append, priceAt, rankOf } from "./side.ts";
import { addStop, isTriggered, runStops } from "./stops.ts";
import { bestPrice, isFresh, matchMids, midPrice, sweep } from "./sweep.ts";
import type { EngineOrder, NewOrder } from "./types.ts";

/**
 * Enters an order at the time `at`, which must not be before what the book has been matched to.
 *
 * While trading is continuous it takes what rests on the other side, as far as its limit allows, and what is left rests by the rules of its
 * type (KOSPI Market Business Regulation §2(4), Enforcement Rules §3 to §4-3, §10): a market order's rest has no price and precedes limits;
 * a best-limit order gets the best price of the other side for its limit, a top-limit order that of its own; a stop-limit order waits until
 * the last price reaches its stop; a mid-price order waits for somebody who takes the price in the middle. A FOK order takes all or nothing;
 * what an IOC order did not get ends `unfilled`. While a call auction gathers orders, or trading is halted, it rests; types that a call
 * auction does not take end `not_now`. An order that would trade with one of the same account ends `self_trade`.
 *
 * Throws a RangeError when its terms cannot be an order's, and when it comes to rest and is live already.
 */
export function enter(book: Book, order: NewOrder, at: number): void {
  assertTerms(book, order.type, order.quantity, order.limitPrice, order.stopPrice);
  catchUpDisplay(book);
  const live = liveOf(order, book.nextSeq++, at);
  note(book, live);
  // The closing auction takes no conditional limit orders: those that count in it came before (Enforcement Rules §10).
  if (isConverted(book, live)) return end(book, live, "not_now", at);
  admit(book, live, at);
  settle(book, at);
}

/** Takes in an order that has traded elsewhere already: it comes in as new, behind all others, with what it has filled. */
export function adopt(book: Book, order: EngineOrder, at: number): void {
  catchUpDisplay(book);
  const live = liveOf(order, book.nextSeq++, order.enteredAt);
  live.left = order.quantity - order.filled;
  live.filled = order.filled;
  live.filledAmount = order.filledAmount;
  live.fills = order.fills;
  note(book, live);
  if (order.type === "stop_limit" && order.restPrice !== null) admitAt(book, live, order.restPrice, at);
  else if (isPricedAtEntry(order.type) && order.restPrice !== null) admitAt(book, live, order.restPrice, at);
  else if (order.type === "mid_price" && !isClosing(book)) awaitMid(book, live);
  else admit(book, live, at);
  settle(book, at);
}

/** Takes a live order out of the book, whatever is filled of it staying filled; null when it is not live. It is as it was at that moment. */
export function cancel(book: Book, orderId: string): EngineOrder | null {
  const live = book.orders.get(orderId);
  if (live === undefined) return null;
  const order = engineOrderOf(live);
  note(book, live);
  drop(book, live);
  return order;
}

/** New terms of a live order: all its shares, filled ones included, and the prices its type has. */
export interface NewTerms {
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
}

/**
 * Changes a live order. Fewer shares at the same prices keep its place; any other change loses it, and the order comes in anew (Enforcement
 * Rules §17(3)), so it may fill at once. A stop-limit order whose stop was reached is a limit order from then on. A quantity that is not
 * above what is filled is refused; so is, as `not_now`, a new price for a conditional limit order once it counts as a market order, a new stop
 * once it was reached, and a change that loses its place of an order whose type is not taken at that moment. Throws as `enter` does.
 */
export function amend(
  book: Book,
  orderId: string,
  terms: NewTerms,
  at: number,
): "amended" | "order_not_live" | "quantity_not_above_filled" | "not_now" {
  catchUpDisplay(book);
  const live = book.orders.get(orderId);
  if (live === undefined) return "order_not_live";
  const { quantity, limitPrice, stopPrice } = terms;
  if (quantity <= live.filled) return "quantity_not_above_filled";
  assertTerms(book, live.type, quantity, limitPrice, stopPrice);
  const samePrices = limitPrice === live.limitPrice && stopPrice === live.stopPrice;
  const keepsPlace = samePrices && quantity <= live.quantity;
  const wasReached = live.type === "stop_limit" && live.restPrice !== null;
  if (live.type === "conditional_limit" && live.restPrice === null && !samePrices) return "not_now";
  if (wasReached && stopPrice !== live.stopPrice) return "not_now";
  if (!keepsPlace && isForContinuous(live.type) && book.mode.kind !== "continuous") return "not_now";
  note(book, live);
  if (keepsPlace) {
    const fewer = live.quantity - quantity;
    if (live.queue !== null) live.queue.shares -= fewer;
    live.left -= fewer;
    live.quantity = quantity;
    return "amended";
  }
  withdraw(book, live);
  live.left = quantity - live.filled;
  live.quantity = quantity;
  live.limitPrice = limitPrice;
  live.stopPrice = stopPrice;
  live.restPrice = null;
  live.enteredAt = at;
  live.seq = book.nextSeq++;
  if (wasReached) admitAt(book, live, limitPrice, at);
  else admit(book, live, at);
  settle(book, at);
  return "amended";
}

/** What a trade may have set off: stops whose price was reached, mid-price orders that can meet now. */
export function settle(book: Book, at: number): void {
  do {
    runStops(book, at, (live) => admitAt(book, live, live.limitPrice, at));
    if (book.mode.kind === "continuous") matchMids(book, at);
  } while (book.traded !== null);
}

/** Whether a type is taken in continuous trading alone (Enforcement Rules §10, §13). */
const isForContinuous = (type: EngineOrder["type"]): boolean => isPricedAtEntry(type) || type === "mid_price";
const isPricedAtEntry = (type: EngineOrder["type"]): boolean => type === "best_limit" || type === "top_limit";

/** Lets an order into the book by the rules of its type and of the moment. */
function admit(book: Book, live: Live, at: number): void {
  if (isForContinuous(live.type) && book.mode.kind !== "continuous") return end(book, live, "not_now", at);
  switch (live.type) {
    case "stop_limit":
      if (!isTriggered(book, live)) return addStop(book, live);
      return admitAt(book, live, live.limitPrice, at);
    case "best_limit":
    case "top_limit":
      return admitAt(book, live, priceAtEntry(book, live, at), at);
    case "mid_price":
      return admitMid(book, live, at);
    default:
      return admitAt(book, live, live.limitPrice, at);
  }
}

/** Lets an order in that has a limit, or none (null). */
function admitAt(book: Book, live: Live, limit: number | null, at: number): void {
  if (book.mode.kind !== "continuous") {
    if (live.timeInForce !== "day") return end(book, live, "not_now", at);
    return rest(book, live, isConverted(book, live) ? null : limit);
  }
  // A price that nothing can have that day trades with nothing.
  const isPossible = limit === null || rankOf(sideOf(book, live.side), limit) >= 0;
  const isWhole = live.timeInForce !== "fok" || wouldFill(book, live, limit, at);
  const swept = isPossible && isWhole ? sweep(book, live, limit, at) : "done";
  if (live.left === 0) return drop(book, live);
  if (swept === "self") return end(book, live, "self_trade", at);
  if (live.timeInForce !== "day") end(book, live, "unfilled", at);
  else rest(book, live, limit);
  if (swept === "interrupts") interruptTrading(book, at);
}

/** A conditional limit order counts as a market order in the closing auction. */
function isConverted(book: Book, live: Live): boolean {
  return live.type === "conditional_limit" && isClosing(book);
}

/**
 * The limit that a best-limit order (the best of the other side) or a top-limit order (the best of its own) gets at its entry. Without a
 * quote there: for a best-limit order its own side's best, one tick worse for it; without that too, and for a top-limit order, the last price.
 */
function priceAtEntry(book: Book, live: Live, at: number): number {
  const fresh = isFresh(book, at);
  const own = sideOf(book, live.side);
  const best = bestPrice(own, fresh);
  // A mid-price trade may have left the last price between two ticks: the next one above counts, as in a call auction (D).
  const last = book.grid.ceil(lastOf(book));
  if (live.type === "top_limit") return best ?? last;
  const opposite = bestPrice(oppositeOf(book, live.side), fresh);
  if (opposite !== null) return opposite;
  return best === null ? last : priceAt(own, Math.max(rankOf(own, best) - 1, 0));
}

/** A mid-price order trades with those of the other side at the price in the middle, and waits for one with what is left. */
function admitMid(book: Book, live: Live, at: number): void {
  const price = midPrice(book, isFresh(book, at));
  const isTaken = live.timeInForce !== "fok" || (price !== null && sharesOfOthers(book, live) >= live.left);
  if (isTaken) {
    awaitMid(book, live);
    matchMids(book, at);
  }
  // It may have ended already, as one that would have traded with its own account.
  const hasEnded = isTaken && !live.listed;
  if (!hasEnded && live.timeInForce !== "day") end(book, live, "unfilled", at);
}

/** Lets a mid-price order wait for one of the other side. One that waits stays where it is while trading is interrupted. */
function awaitMid(book: Book, live: Live): void {
  list(book, live);
  append(sideOf(book, live.side), book.mids[live.side], live);
}

/** Shares of the other side's mid-price orders before the first of the same account. */
function sharesOfOthers(book: Book, live: Live): number {
  let shares = 0;
  let node = book.mids[live.side === "buy" ? "sell" : "buy"].first;
  for (; node !== null && node.accountId !== live.accountId; node = node.behind) shares += node.left;
  return shares;
}

/** Asserts what every order must be: whole shares, and exactly the prices of its type, on the tick. */
function assertTerms(
  book: Book,
  type: NewOrder["type"],
  quantity: number,
  limitPrice: number | null,
  stopPrice: number | null,
): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
  const hasLimit = type === "limit" || type === "conditional_limit" || type === "stop_limit";
  if (hasLimit === (limitPrice === null)) throw new RangeError(`not a ${type} order's price: ${limitPrice}`);
  if ((type === "stop_limit") === (stopPrice === null)) {
    throw new RangeError(`not a ${type} order's stop: ${stopPrice}`);
  }
  if (limitPrice !== null && !isOnGrid(book, limitPrice)) {
    throw new RangeError(`not a price on the tick: ${limitPrice}`);
  }
  if (stopPrice !== null && !isOnGrid(book, stopPrice)) throw new RangeError(`not a price on the tick: ${stopPrice}`);
}

function isOnGrid({ grid, rules }: Book, price: number): boolean {
  if (grid.rungOf(price) >= 0) return true;
  if (!Number.isSafeInteger(price) || price < 1) return false;
  const tick = rules.ticks.find(([below]) => price < below)?.[1] ?? 1;
  return price % tick === 0;
}
