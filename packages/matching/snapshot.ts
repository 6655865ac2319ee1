// A book as data, and back.
import type { Slice } from "@hoga/tape";
import { type Book, list, type Live, liveOf, openBook, rest, sideOf } from "./book.ts";
import { catchUpDisplay, markShown, restoreChunk, usable } from "./display.ts";
import { append, queueAt } from "./side.ts";
import { addStop } from "./stops.ts";
import type { BookRules, BookSnapshot, DisplayChunk, EngineOrder } from "./types.ts";

/** The book as plain data, without its orders. */
export function snapshot(book: Book): BookSnapshot {
  catchUpDisplay(book);
  const { sliceSeq, matchedTo, last, auctionPrice, mode, nextSeq } = book;
  return { sliceSeq, matchedTo, last, auctionPrice, mode, nextSeq, display: chunksOf(book) };
}

function chunksOf(book: Book): DisplayChunk[] {
  const chunks: DisplayChunk[] = [];
  for (const side of [book.bids, book.asks]) {
    for (const rank of side.shownRanks) {
      const queue = queueAt(side, rank);
      for (let node = queue?.first ?? null; node !== null; node = node.behind) {
        if (node.order === null) chunks.push([side.side, queue?.price ?? 0, node.seq, node.left]);
      }
    }
  }
  return chunks;
}

/**
 * The book that a snapshot and its live orders stand for. `shown` is the slice of `sliceSeq`: null before the first. What happens to it from
 * then on is what would have happened to the book that was saved.
 */
export function restore(
  rules: BookRules,
  saved: BookSnapshot,
  orders: readonly EngineOrder[],
  shown: Slice | null,
): Book {
  const book = openBook(rules);
  book.sliceSeq = saved.sliceSeq;
  book.matchedTo = saved.matchedTo;
  book.last = saved.last;
  book.auctionPrice = saved.auctionPrice;
  book.mode = saved.mode;
  book.nextSeq = saved.nextSeq;
  book.shown = shown === null ? null : usable(book, shown);
  const steps = [
    ...saved.display.map((chunk) => ({
      seq: chunk[2],
      put: () => restoreChunk(book, chunk[0], chunk[1], chunk[2], chunk[3]),
    })),
    ...orders.map((order) => ({ seq: order.entrySeq, put: () => putBack(book, order) })),
  ].sort((a, b) => a.seq - b.seq);
  for (const step of steps) step.put();
  markShown(book, book.shown);
  return book;
}

function putBack(book: Book, order: EngineOrder): void {
  const live: Live = liveOf(order, order.entrySeq, order.enteredAt);
  live.left = order.quantity - order.filled;
  live.filled = order.filled;
  live.filledAmount = order.filledAmount;
  live.fills = order.fills;
  list(book, live);
  if (order.type === "stop_limit" && order.restPrice === null) return addStop(book, live);
  if (order.type === "mid_price") return append(sideOf(book, live.side), book.mids[live.side], live);
  rest(book, live, order.restPrice);
}
