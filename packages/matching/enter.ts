import type { Slice } from "@hoga/tape";
import { quoteFault } from "./quote_fault.ts";
import {
  consume,
  displayed,
  endRun,
  fill,
  type Live,
  oppositeLevels,
  oppositeSide,
  reaches,
  remaining,
  type Run,
  startRun,
} from "./run.ts";
import type { BookState, EngineOrder, Fill, MatchRules, NewOrder, StepResult } from "./types.ts";

/** Shares that an incoming order can have at once. */
interface Offer {
  readonly price: number;
  readonly shares: number;
  readonly rule: Fill["rule"];
}

/**
 * Enters an order at the time `at`, while `slice` is displayed: the one of `book.sliceSeq`, or null before the first.
 *
 * It takes the displayed opposite levels from the best on, each at its price, as far as its limit allows and earlier orders have left
 * them. While the opening auction's slice is displayed, it first meets the auction's print at its one price. A FOK order takes all or
 * nothing; what an IOC order did not get ends `unfilled`; the rest of any other order rests, behind the shares displayed at its price.
 * Nothing fills while the slice is at fault (`quoteFault`) or from `closingAuctionFrom` on: then the order rests, and IOC and FOK end.
 * Before the first slice it is the same: the order rests for the opening auction, which IOC and FOK may not take part in.
 *
 * Throws a RangeError when the slice is not the book's, the order is live already, or its numbers cannot be an order's.
 */
export function enter(
  book: BookState,
  order: NewOrder,
  slice: Slice | null,
  at: number,
  rules: MatchRules,
): StepResult {
  assertDisplayed(book, slice);
  assertTerms(order, rules);
  const { orderId, accountId, side, type, timeInForce, limitPrice, quantity, enteredAt = at } = order;
  if (book.orders.some((live) => live.orderId === orderId)) {
    throw new RangeError(`the order is live already: ${orderId}`);
  }
  const live: Live = {
    ...{ orderId, accountId, side, type, timeInForce, limitPrice, quantity, enteredAt },
    filled: 0,
    filledAmount: 0,
    entrySeq: book.nextEntrySeq,
    queueAhead: 0,
  };
  return place(book, book.orders, live, slice, at, rules);
}

/**
 * Changes a live order's quantity (all its shares, filled ones included) and limit price (null for a market order).
 *
 * A smaller quantity at the same price keeps its place; any other change loses it, and the order comes in anew (Enforcement Rules §17(3)),
 * so it may fill at once. A quantity that is not above what is filled is refused. Throws as `enter` does.
 */
export function amend(
  book: BookState,
  orderId: string,
  change: { readonly quantity: number; readonly limitPrice: number | null },
  slice: Slice | null,
  at: number,
  rules: MatchRules,
): StepResult | { readonly refused: "order_not_live" | "quantity_not_above_filled" } {
  assertDisplayed(book, slice);
  const order = book.orders.find((live) => live.orderId === orderId);
  if (order === undefined) return { refused: "order_not_live" };
  const { quantity, limitPrice } = change;
  const amended: Live = { ...order, quantity, limitPrice };
  if (quantity <= order.filled) return { refused: "quantity_not_above_filled" };
  assertTerms(amended, rules);
  if (limitPrice === order.limitPrice && quantity <= order.quantity) {
    const orders = book.orders.map((live) => live === order ? amended : live);
    return { book: { ...book, orders }, fills: [], ended: [] };
  }
  const others = book.orders.filter((live) => live !== order);
  const anew: Live = { ...amended, enteredAt: at, entrySeq: book.nextEntrySeq, queueAhead: 0 };
  return place(book, others, anew, slice, at, rules);
}

/** Matches an incoming order and puts what should rest among the others. */
function place(
  book: BookState,
  others: readonly EngineOrder[],
  order: Live,
  slice: Slice | null,
  at: number,
  rules: MatchRules,
): StepResult {
  const run = startRun(book);
  const orders = [...others];
  if (slice !== null) take(run, order, offersTo(run, order, slice, book.symbol, at, rules), slice, at);
  if (remaining(order) > 0) {
    if (order.timeInForce === "day") {
      order.queueAhead = slice === null ? 0 : displayedAhead(run, order, slice, book.symbol, rules);
      orders.push(order);
    } else {
      run.ended.push({ orderId: order.orderId, reason: "unfilled", at });
    }
  }
  return endRun(run, book, orders, book.nextEntrySeq + 1);
}

/** What an incoming order can have now, best first. A FOK order that cannot have all it wants is offered nothing. */
function offersTo(
  run: Run,
  order: EngineOrder,
  slice: Slice,
  symbol: string,
  at: number,
  rules: MatchRules,
): readonly Offer[] {
  const isOver = Math.max(at, slice.at) >= rules.closingAuctionFrom || slice.rule === "closing_auction";
  if (isOver || quoteFault(slice, symbol, at, rules) !== null) return [];
  const offers: Offer[] = [];
  const { print } = slice;
  if (slice.rule === "opening_auction" && print !== null && reaches(order, print.price)) {
    const shares = Math.max(print.size - run.printUsed[order.side], 0);
    offers.push({ price: print.price, shares, rule: "opening_auction" });
  }
  for (const level of oppositeLevels(order.side, slice)) {
    if (!reaches(order, level.price)) break;
    offers.push({ price: level.price, shares: displayed(run, oppositeSide(order.side), level), rule: "continuous" });
  }
  const shares = offers.reduce((sum, offer) => sum + offer.shares, 0);
  return order.timeInForce === "fok" && shares < remaining(order) ? [] : offers;
}

function take(run: Run, order: Live, offers: readonly Offer[], slice: Slice, at: number): void {
  for (const { price, shares, rule } of offers) {
    const quantity = Math.min(shares, remaining(order));
    if (quantity === 0) continue;
    // An order that comes with an event's time may be older than the slice; its fill is not.
    fill(run, order, { quantity, price, rule, at: Math.max(at, slice.at) }, slice);
    if (rule === "continuous") consume(run, oppositeSide(order.side), price, quantity);
    else run.printUsed[order.side] += quantity;
  }
}

/** The shares displayed at an order's price on its own side. An old slice still says best who came first. */
function displayedAhead(run: Run, order: EngineOrder, slice: Slice, symbol: string, rules: MatchRules): number {
  const fault = quoteFault(slice, symbol, slice.at, rules);
  if (order.limitPrice === null || fault !== null) return 0;
  const side = order.side === "buy" ? "bid" : "ask";
  const level = (side === "bid" ? slice.bids : slice.asks).find(({ price }) => price === order.limitPrice);
  return level === undefined ? 0 : displayed(run, side, level);
}

function assertDisplayed(book: BookState, slice: Slice | null): void {
  const seq = slice?.seq ?? -1;
  if (seq !== book.sliceSeq) throw new RangeError(`the book is at slice ${book.sliceSeq}, not at ${seq}`);
}

function assertTerms(order: Pick<EngineOrder, "type" | "limitPrice" | "quantity">, { tickOf }: MatchRules): void {
  const { type, limitPrice, quantity } = order;
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`not a quantity: ${quantity}`);
  if ((type === "limit") === (limitPrice === null)) throw new RangeError(`not a ${type} order's price: ${limitPrice}`);
  if (limitPrice === null) return;
  const valid = Number.isSafeInteger(limitPrice) && limitPrice > 0 && limitPrice % tickOf(limitPrice) === 0;
  if (!valid) throw new RangeError(`not a price on the tick: ${limitPrice}`);
}
