import { endRun, startRun } from "./run.ts";
import type { BookState, EngineOrder, StepResult } from "./types.ts";

/** The book of a symbol and a KST date before anything happened in it. */
export function emptyBook(symbol: string, date: string): BookState {
  return {
    symbol,
    date,
    sliceSeq: -1,
    last: null,
    consumed: [],
    printUsed: 0,
    printUsedBySells: 0,
    sliceFills: [],
    nextEntrySeq: 0,
    orders: [],
  };
}

/** Takes a live order out of the book, whatever is filled of it staying filled. `order` is as it was at that moment. */
export function cancel(
  book: BookState,
  orderId: string,
): { readonly book: BookState; readonly order: EngineOrder } | { readonly refused: "order_not_live" } {
  const order = book.orders.find((live) => live.orderId === orderId);
  if (order === undefined) return { refused: "order_not_live" };
  return { book: { ...book, orders: book.orders.filter((live) => live !== order) }, order };
}

/**
 * Lets the orders of `late`, which was matched by itself up to the same slice, join those of `book` behind them. What either has used of the
 * slice is used for both. Throws a RangeError when the two do not stand at the same slice.
 */
export function joinBooks(book: BookState, late: BookState): BookState {
  if (book.sliceSeq !== late.sliceSeq) {
    throw new RangeError(`the book is at slice ${book.sliceSeq}, the late orders are at ${late.sliceSeq}`);
  }
  const consumed = new Map<string, BookState["consumed"][number]>();
  for (const [side, price, shares] of [...book.consumed, ...late.consumed]) {
    const key = `${side} ${price}`;
    consumed.set(key, [side, price, shares + (consumed.get(key)?.[2] ?? 0)]);
  }
  const joining = late.orders.toSorted((a, b) => a.entrySeq - b.entrySeq)
    .map((order, n) => ({ ...order, entrySeq: book.nextEntrySeq + n }));
  return {
    ...book,
    consumed: [...consumed.values()],
    printUsed: book.printUsed + late.printUsed,
    printUsedBySells: book.printUsedBySells + late.printUsedBySells,
    sliceFills: [...book.sliceFills, ...late.sliceFills],
    nextEntrySeq: book.nextEntrySeq + joining.length,
    orders: [...book.orders, ...joining],
  };
}

/** Ends every order that is left, as the close does: orders do not outlive their session. */
export function closeBook(book: BookState, at: number): StepResult {
  const run = startRun(book);
  for (const { orderId } of book.orders.toSorted((a, b) => a.entrySeq - b.entrySeq)) {
    run.ended.push({ orderId, reason: "expired", at });
  }
  return endRun(run, book, [], book.nextEntrySeq);
}
