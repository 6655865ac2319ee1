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

/** Ends every order that is left, as the close does: orders do not outlive their session. */
export function closeBook(book: BookState, at: number): StepResult {
  const run = startRun(book);
  for (const { orderId } of book.orders.toSorted((a, b) => a.entrySeq - b.entrySeq)) {
    run.ended.push({ orderId, reason: "expired", at });
  }
  return endRun(run, book, [], book.nextEntrySeq);
}
