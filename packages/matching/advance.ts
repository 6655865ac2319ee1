import type { Slice } from "@hoga/tape";
import { isWithinBand } from "./quote_fault.ts";
import {
  consume,
  displayed,
  endRun,
  fill,
  isTradable,
  type Live,
  oppositeLevels,
  oppositeSide,
  reaches,
  remaining,
  type Run,
  showSlice,
  startRun,
} from "./run.ts";
import type { BookState, EngineOrder, MatchRules, StepResult } from "./types.ts";

/** The resting orders of one side while slices pass. */
interface Queue {
  readonly side: EngineOrder["side"];
  /** In priority: market orders, then the better limit, then the earlier entry. */
  orders: Live[];
  hasMarket: boolean;
  /** The best limit price, null when no limit order rests. */
  top: number | null;
}

/**
 * Applies slices of the tape to the resting orders, each at its own time. Slices up to `book.sliceSeq` and those of another symbol are
 * passed over, so that a doubled call changes nothing, and pieces in a row give what the whole gives at once.
 *
 * An auction's slice fills orders whose limit allows its print's price at that price, market orders first, while the print's size lasts;
 * buys and sells may each use all of it. A continuous slice first fills what crosses the displayed opposite side: market orders at the
 * displayed prices, limit orders at their own, as they were there earlier (KOSPI Market Business Regulation §24). Then its print: one
 * that goes through a limit fills it at the limit; one at the limit fills it after the shares that were displayed before it. Only prints
 * of sellers fill buys, and of buyers sells. From `closingAuctionFrom` on only the closing auction matches. A slice with a price
 * outside the band fills nothing.
 */
export function advance(book: BookState, slices: readonly Slice[], rules: MatchRules): StepResult {
  const run = startRun(book);
  const queues = [queueOf(book, "buy"), queueOf(book, "sell")];
  for (const slice of slices) {
    if (slice.symbol !== book.symbol || slice.seq <= run.sliceSeq) continue;
    showSlice(run, slice, rules);
    if (slice.rule === "continuous" && slice.at >= rules.closingAuctionFrom) continue;
    for (const queue of queues) {
      if (!canTrade(queue, slice) || !isWithinBand(slice, rules)) continue;
      const fillsBefore = run.fills.length;
      if (slice.rule === "continuous") {
        matchDisplay(run, queue, slice, rules);
        matchPrint(run, queue, slice, rules);
      } else {
        matchAuction(run, queue, slice, rules);
      }
      if (run.fills.length > fillsBefore) settle(queue, queue.orders.filter((order) => remaining(order) > 0));
    }
  }
  const orders = queues.flatMap((queue) => queue.orders).sort((a, b) => a.entrySeq - b.entrySeq);
  return endRun(run, book, orders, book.nextEntrySeq);
}

function queueOf(book: BookState, side: EngineOrder["side"]): Queue {
  const orders: Live[] = book.orders.filter((order) => order.side === side).map((order) => ({ ...order }));
  const queue: Queue = { side, orders: [], hasMarket: false, top: null };
  settle(queue, orders.sort(byPriority));
  return queue;
}

function settle(queue: Queue, orders: Live[]): void {
  queue.orders = orders;
  queue.hasMarket = orders[0]?.limitPrice === null;
  queue.top = orders.find((order) => order.limitPrice !== null)?.limitPrice ?? null;
}

/** Priority among orders of one side: market orders, then the better price, then the earlier entry. */
function byPriority(a: EngineOrder, b: EngineOrder): number {
  if (a.limitPrice === b.limitPrice) return a.entrySeq - b.entrySeq;
  if (a.limitPrice === null) return -1;
  if (b.limitPrice === null) return 1;
  return a.side === "buy" ? b.limitPrice - a.limitPrice : a.limitPrice - b.limitPrice;
}

/** Whether any order of the queue can trade in the slice. Most slices pass here without a look at any single order. */
function canTrade(queue: Queue, slice: Slice): boolean {
  const { side, top, hasMarket } = queue;
  const { print } = slice;
  const topReaches = (price: number) => top !== null && (side === "buy" ? price <= top : price >= top);
  if (slice.rule !== "continuous") return print !== null && (hasMarket || topReaches(print.price));
  const best = oppositeLevels(side, slice)[0];
  if (best !== undefined && (hasMarket || topReaches(best.price))) return true;
  return print !== null && print.side !== side && topReaches(print.price);
}

function matchAuction(run: Run, queue: Queue, slice: Slice, rules: MatchRules): void {
  const { print, rule } = slice;
  if (print === null) return;
  for (const order of queue.orders) {
    const left = print.size - run.printUsed[queue.side];
    if (left <= 0 || !reaches(order, print.price)) return;
    if (!isTradable(order, rules)) continue;
    const quantity = Math.min(left, remaining(order));
    fill(run, order, { quantity, price: print.price, rule, at: slice.at }, slice);
    run.printUsed[queue.side] += quantity;
  }
}

function matchDisplay(run: Run, queue: Queue, slice: Slice, rules: MatchRules): void {
  const levels = oppositeLevels(queue.side, slice);
  const side = oppositeSide(queue.side);
  let rank = 0;
  for (const order of queue.orders) {
    if (!isTradable(order, rules)) continue;
    let atLimit = 0;
    for (; rank < levels.length && remaining(order) > atLimit; rank++) {
      const level = levels[rank];
      if (level === undefined || !reaches(order, level.price)) break;
      const quantity = Math.min(displayed(run, side, level), remaining(order) - atLimit);
      consume(run, side, level.price, quantity);
      if (order.limitPrice === null) {
        fill(run, order, { quantity, price: level.price, rule: "continuous", at: slice.at }, slice);
      } else {
        atLimit += quantity;
      }
      // Shares are left at this level: the next order begins with them.
      if (displayed(run, side, level) > 0) break;
    }
    if (order.limitPrice !== null && atLimit > 0) {
      fill(run, order, { quantity: atLimit, price: order.limitPrice, rule: "continuous", at: slice.at }, slice);
      order.queueAhead = 0;
    }
  }
}

function matchPrint(run: Run, queue: Queue, slice: Slice, rules: MatchRules): void {
  const { print } = slice;
  if (print === null || print.side === queue.side) return;
  let left = print.size;
  // Displayed shares at the print's price that traded before the orders behind them: the same for all of those orders.
  let displayTraded = 0;
  for (const order of queue.orders) {
    if (order.limitPrice === null || remaining(order) === 0 || !isTradable(order, rules)) continue;
    if (!reaches(order, print.price)) return;
    if (order.limitPrice === print.price) {
      const ahead = Math.min(Math.max(order.queueAhead - displayTraded, 0), left);
      displayTraded += ahead;
      left -= ahead;
      order.queueAhead = Math.max(order.queueAhead - displayTraded, 0);
    } else {
      // The price went through the limit, so nothing displayed there is left in front.
      order.queueAhead = 0;
    }
    const quantity = order.queueAhead > 0 ? 0 : Math.min(left, remaining(order));
    fill(run, order, { quantity, price: order.limitPrice, rule: "continuous", at: slice.at }, slice);
    run.printUsed[queue.side] += quantity;
    left -= quantity;
  }
}
