// Stop-limit orders (스톱지정가, since 2025-03-04): they wait out of the book until the last price reaches their stop.
import { type Book, lastOf, list, type Live, note } from "./book.ts";

/** Whether the last price has reached an order's stop: a buy's from below, a sell's from above. */
export function isTriggered(book: Book, live: Live): boolean {
  const last = lastOf(book);
  return isReached(live, last, last);
}

const isReached = ({ side, stopPrice }: Live, low: number, high: number): boolean =>
  stopPrice === null || (side === "buy" ? high >= stopPrice : low <= stopPrice);

/** Lets a stop wait, where the last price will come to it first: the nearest first, the earlier first where equal. */
export function addStop(book: Book, live: Live): void {
  const stops = book.stops[live.side];
  list(book, live);
  const distance = (stop: Live) => (stop.stopPrice ?? 0) * (live.side === "buy" ? 1 : -1);
  let low = 0;
  let high = stops.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = stops[middle];
    const isBefore = other !== undefined &&
      (distance(other) < distance(live) || (distance(other) === distance(live) && other.seq < live.seq));
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  stops.splice(low, 0, live);
}

/**
 * Lets every stop that a trade since the last look has reached into the book by `admit`, in the order in which they were placed, each with
 * the time priority of now. Their trades may set off others, which come after them. A trade may have interrupted trading or be the last one
 * before it: its stops join what gathers. What the tape prints while the book itself does not trade sets off none before it trades again.
 */
export function runStops(book: Book, at: number, admit: (live: Live) => void): void {
  for (;;) {
    const { traded, mode } = book;
    book.traded = null;
    if (book.stops.buy.length === 0 && book.stops.sell.length === 0) return;
    if (mode.kind === "halted" || (mode.kind !== "continuous" && traded === null)) return;
    const last = lastOf(book);
    const low = Math.min(traded?.low ?? last, last);
    const high = Math.max(traded?.high ?? last, last);
    const due = [...takeDue(book.stops.buy, low, high), ...takeDue(book.stops.sell, low, high)];
    if (due.length === 0) return;
    for (const live of due.sort((a, b) => a.seq - b.seq)) {
      note(book, live);
      live.seq = book.nextSeq++;
      live.enteredAt = at;
      admit(live);
    }
  }
}

function takeDue(stops: Live[], low: number, high: number): Live[] {
  let count = 0;
  for (const live of stops) {
    if (!isReached(live, low, high)) break;
    count++;
  }
  return stops.splice(0, count);
}
