// One side of a book: queues of resting orders by price, and the best price found through a bit for each.
import type { Grid } from "./grid.ts";
import type { EngineOrder } from "./types.ts";

/**
 * What rests in a queue: an order, or shares of the tape's display. One shape for both, since price-time priority knows no
 * difference between them.
 */
export interface Resting {
  readonly orderId: string;
  /** The order itself; null for the tape's display. */
  order: Live | null;
  readonly accountId: string;
  readonly side: "buy" | "sell";
  /** Shares left to fill. */
  left: number;
  /** Time priority within the book: the lower came first. */
  seq: number;
  queue: Queue | null;
  before: Resting | null;
  behind: Resting | null;
}

/** A user's order in the book. */
export interface Live extends Resting {
  readonly type: EngineOrder["type"];
  readonly timeInForce: EngineOrder["timeInForce"];
  limitPrice: number | null;
  stopPrice: number | null;
  /** See `EngineOrder.restPrice`. */
  restPrice: number | null;
  quantity: number;
  filled: number;
  filledAmount: number;
  fills: number;
  enteredAt: number;
  /** Whether it is among the book's orders: one that fills as it comes in never is. */
  listed: boolean;
  /** Whether it is in the book's `changed` already. */
  noted: boolean;
}

/** What rests at one price, the first to trade in front. */
export interface Queue {
  /** Won; 0 for a queue without a price: market orders. */
  readonly price: number;
  /** Its place in the side, the best price lowest; -1 without a price. */
  readonly rank: number;
  first: Resting | null;
  last: Resting | null;
  /** Shares of users' orders in it. */
  shares: number;
  /** Shares of the tape's display in it. */
  displayed: number;
  /** Whether the tape shows this price now: what it showed there before still has its place, but nobody can trade with it. */
  shown: boolean;
}

/** One side of a book. Ranks count from the best possible price (0) to the worst: a bid's from the upper limit down, an ask's from the lower up. */
export interface Side {
  readonly side: "buy" | "sell";
  readonly grid: Grid;
  /** A bit for each rank whose queue holds anything. */
  readonly bits: Uint32Array;
  /** Queues by rank, in pages that are made when they are first needed. */
  readonly pages: (Queue | undefined)[][];
  /** Market orders, which have no price. */
  readonly market: Queue;
  /** The lowest rank that holds anything; the size of the grid where none does. */
  best: number;
  /** The ranks where the tape's display stands, or stood when it was last seen there. */
  shownRanks: number[];
}

const PAGE_BITS = 6;
const PAGE = 1 << PAGE_BITS;

export function emptyQueue(price: number, rank: number): Queue {
  return { price, rank, first: null, last: null, shares: 0, displayed: 0, shown: false };
}

/** A side with nothing in it. */
export function emptySide(side: "buy" | "sell", grid: Grid): Side {
  return {
    side,
    grid,
    bits: new Uint32Array((grid.size >> 5) + 1),
    pages: [],
    market: emptyQueue(0, -1),
    best: grid.size,
    shownRanks: [],
  };
}

/** The rank of a price on a side; -1 when it is no valid price within the limits. */
export function rankOf(side: Side, price: number): number {
  const rung = side.grid.rungOf(price);
  if (rung < 0) return -1;
  return side.side === "sell" ? rung : side.grid.size - 1 - rung;
}

/** The price of a rank. */
export function priceAt(side: Side, rank: number): number {
  return side.grid.priceOf(side.side === "sell" ? rank : side.grid.size - 1 - rank);
}

/** The queue at a rank, where there has been one. */
export function queueAt(side: Side, rank: number): Queue | undefined {
  return side.pages[rank >> PAGE_BITS]?.[rank & (PAGE - 1)];
}

/** The queue at a rank, made when there is none yet. */
export function queueFor(side: Side, rank: number, price: number): Queue {
  const number = rank >> PAGE_BITS;
  let page = side.pages[number];
  if (page === undefined) {
    while (side.pages.length <= number) side.pages.push([]);
    page = side.pages[number] ?? [];
  }
  let queue = page[rank & (PAGE - 1)];
  if (queue === undefined) {
    while (page.length <= (rank & (PAGE - 1))) page.push(undefined);
    queue = emptyQueue(price, rank);
    page[rank & (PAGE - 1)] = queue;
  }
  return queue;
}

/** Puts something at the end of a queue. */
export function append(side: Side, queue: Queue, node: Resting): void {
  const { last } = queue;
  node.queue = queue;
  node.before = last;
  node.behind = null;
  if (last === null) {
    queue.first = node;
    if (queue.rank >= 0) mark(side, queue.rank);
  } else {
    last.behind = node;
  }
  queue.last = node;
  if (node.order === null) queue.displayed += node.left;
  else queue.shares += node.left;
}

/** Takes something out of its queue. Nothing happens when it is in none. */
export function remove(side: Side, node: Resting): void {
  const { queue, before, behind } = node;
  if (queue === null) return;
  if (before === null) queue.first = behind;
  else before.behind = behind;
  if (behind === null) queue.last = before;
  else behind.before = before;
  if (node.order === null) queue.displayed -= node.left;
  else queue.shares -= node.left;
  node.queue = null;
  node.before = null;
  node.behind = null;
  if (queue.first === null && queue.rank >= 0) unmark(side, queue.rank);
}

/** Takes shares from something in a queue, and the whole of it out when none are left. */
export function reduce(side: Side, node: Resting, shares: number): void {
  const { queue } = node;
  if (queue === null) return;
  if (shares >= node.left) {
    remove(side, node);
    node.left = 0;
    return;
  }
  node.left -= shares;
  if (node.order === null) queue.displayed -= shares;
  else queue.shares -= shares;
}

/** The first rank at or after `rank` that holds anything; the size of the grid where none does. */
export function nextRank(side: Side, rank: number): number {
  const { bits, grid } = side;
  if (rank >= grid.size) return grid.size;
  let word = rank >> 5;
  let left = (bits[word] ?? 0) & (-1 << (rank & 31));
  while (left === 0) {
    if (++word >= bits.length) return grid.size;
    left = bits[word] ?? 0;
  }
  return (word << 5) + 31 - Math.clz32(left & -left);
}

/** The first rank at which a user's order rests; the size of the grid where none does. */
export function bestUserRank(side: Side): number {
  for (let rank = side.best; rank < side.grid.size; rank = nextRank(side, rank + 1)) {
    if ((queueAt(side, rank)?.shares ?? 0) > 0) return rank;
  }
  return side.grid.size;
}

function mark(side: Side, rank: number): void {
  const word = rank >> 5;
  side.bits[word] = (side.bits[word] ?? 0) | (1 << (rank & 31));
  if (rank < side.best) side.best = rank;
}

function unmark(side: Side, rank: number): void {
  const word = rank >> 5;
  side.bits[word] = (side.bits[word] ?? 0) & ~(1 << (rank & 31));
  if (rank === side.best) side.best = nextRank(side, rank);
}
