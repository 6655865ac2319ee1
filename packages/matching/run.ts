import type { Level, Slice } from "@hoga/tape";
import type { BookState, Ended, EngineOrder, Fill, MatchRules, StepResult } from "./types.ts";

/** A live order while a step changes it. */
export type Live = { -readonly [Key in keyof EngineOrder]: EngineOrder[Key] };

/** What a step knows of the displayed slice, and what has happened so far: a book in the making, without its orders. */
export interface Run {
  sliceSeq: number;
  last: number | null;
  /** Shares consumed of each displayed level, by price. */
  readonly consumed: { readonly bid: Map<number, number>; readonly ask: Map<number, number> };
  /** Shares of the print used by orders of each side. */
  readonly printUsed: { buy: number; sell: number };
  readonly sliceFills: Map<string, number>;
  readonly fills: Fill[];
  readonly ended: Ended[];
}

/** Begins a step where the book stands. */
export function startRun(book: BookState): Run {
  const run: Run = {
    sliceSeq: book.sliceSeq,
    last: book.last,
    consumed: { bid: new Map(), ask: new Map() },
    printUsed: { buy: book.printUsed, sell: book.printUsedBySells },
    sliceFills: new Map(book.sliceFills),
    fills: [],
    ended: [],
  };
  for (const [side, price, shares] of book.consumed) run.consumed[side].set(price, shares);
  return run;
}

/** Displays the next slice: nothing of it has been used yet. */
export function showSlice(run: Run, slice: Slice, { band }: MatchRules): void {
  const { seq, print } = slice;
  run.sliceSeq = seq;
  if (print !== null && print.price >= band.lower && print.price <= band.upper) run.last = print.price;
  run.consumed.bid.clear();
  run.consumed.ask.clear();
  run.printUsed.buy = 0;
  run.printUsed.sell = 0;
  run.sliceFills.clear();
}

/** Ends a step with these orders in the book. */
export function endRun(run: Run, book: BookState, orders: readonly EngineOrder[], nextEntrySeq: number): StepResult {
  const { sliceSeq, last, consumed, printUsed, sliceFills, fills, ended } = run;
  return {
    book: {
      symbol: book.symbol,
      date: book.date,
      sliceSeq,
      last,
      consumed: [
        ...[...consumed.bid].map(([price, shares]) => ["bid", price, shares] as const),
        ...[...consumed.ask].map(([price, shares]) => ["ask", price, shares] as const),
      ],
      printUsed: printUsed.buy,
      printUsedBySells: printUsed.sell,
      sliceFills: [...sliceFills],
      nextEntrySeq,
      orders,
    },
    fills,
    ended,
  };
}

/** The shares an order still wants. */
export function remaining(order: EngineOrder): number {
  return order.quantity - order.filled;
}

/** Whether an order may trade at `price`: a market order at any, a limit order at its limit or better. */
export function reaches({ side, limitPrice }: EngineOrder, price: number): boolean {
  if (limitPrice === null) return true;
  return side === "buy" ? price <= limitPrice : price >= limitPrice;
}

/** Whether an order could trade at its own price. A limit beyond the day's band never trades. */
export function isTradable({ limitPrice }: EngineOrder, { band }: MatchRules): boolean {
  return limitPrice === null || (limitPrice >= band.lower && limitPrice <= band.upper);
}

/** The levels that orders of a side trade against. */
export function oppositeLevels(side: EngineOrder["side"], slice: Slice): readonly Level[] {
  return side === "buy" ? slice.asks : slice.bids;
}

/** The side of the book on which orders of a side find those levels. */
export function oppositeSide(side: EngineOrder["side"]): "bid" | "ask" {
  return side === "buy" ? "ask" : "bid";
}

/** Shares of a displayed level that are still there. */
export function displayed(run: Run, side: "bid" | "ask", { price, size }: Level): number {
  return Math.max(size - (run.consumed[side].get(price) ?? 0), 0);
}

/** Takes shares of a displayed level: nobody else gets them while the slice is displayed. */
export function consume(run: Run, side: "bid" | "ask", price: number, shares: number): void {
  if (shares <= 0) return;
  run.consumed[side].set(price, (run.consumed[side].get(price) ?? 0) + shares);
}

/** Fills shares of an order. None is no fill. */
export function fill(
  run: Run,
  order: Live,
  what: { readonly quantity: number; readonly price: number; readonly rule: Fill["rule"]; readonly at: number },
  slice: Slice,
): void {
  const { quantity, price, rule, at } = what;
  if (quantity <= 0) return;
  const n = run.sliceFills.get(order.orderId) ?? 0;
  run.sliceFills.set(order.orderId, n + 1);
  order.filled += quantity;
  order.filledAmount += quantity * price;
  const [bid, ask] = [slice.bids[0]?.price ?? null, slice.asks[0]?.price ?? null];
  run.fills.push({
    orderId: order.orderId,
    quantity,
    price,
    at,
    sliceSeq: slice.seq,
    n,
    rule,
    cumulativeQuantity: order.filled,
    cumulativeAmount: order.filledAmount,
    // Before the day's first print the display is all there is to go by.
    quote: { last: run.last ?? bid ?? ask ?? price, bid, ask, at: slice.at },
  });
}
