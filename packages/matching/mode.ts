// How a book matches as time passes: call auctions that begin and end, halts, the closing auction's window.
import { type Book, type Live, note, rest, withdraw } from "./book.ts";
import { end } from "./book.ts";
import type { Halt, Mode } from "./types.ts";

/** Begins a volatility interruption that a user's order has set off: orders gather, and the auction is matched when it ends. */
export function interruptTrading(book: Book, at: number): void {
  book.mode = { kind: "gathering", rule: "volatility_auction", until: at + book.rules.interruptionMs(at) };
}

/** Whether orders gather for the closing auction. */
export const isClosing = ({ mode }: Book): boolean => mode.kind === "gathering" && mode.rule === "closing_auction";

/**
 * Begins the closing auction's window (15:20, Reg §23): conditional limit orders become market orders, in the order of their prices and then
 * of their entry, and mid-price orders end, which are for continuous trading alone.
 */
export function beginClosing(book: Book): void {
  const at = book.rules.closingAuctionFrom;
  book.mode = { kind: "gathering", rule: "closing_auction", until: null };
  const orders = [...book.orders.values()].sort((a, b) => a.seq - b.seq);
  for (const live of orders.filter((order) => order.type === "mid_price")) end(book, live, "expired", at);
  for (const live of orders.filter((order) => order.type === "conditional_limit").sort(byPriority)) {
    withdraw(book, live);
    note(book, live);
    live.seq = book.nextSeq++;
    live.enteredAt = at;
    rest(book, live, null);
  }
}

function byPriority(a: Live, b: Live): number {
  const better = (live: Live) => (live.restPrice ?? 0) * (live.side === "buy" ? -1 : 1);
  return better(a) - better(b) || a.seq - b.seq;
}

/** The state that a list of halts puts the symbol in at a moment; null where none of them does. */
export function haltedMode(halts: readonly Halt[], at: number): Mode | null {
  let mode: Mode | null = null;
  for (const { haltedFrom, haltedUntil, auctionUntil } of halts) {
    if (at < haltedFrom) continue;
    if (haltedUntil === null || at < haltedUntil) return { kind: "halted", own: true };
    if (auctionUntil !== null && at >= auctionUntil) continue;
    mode = { kind: "gathering", rule: "reopening_auction", until: auctionUntil };
  }
  return mode;
}

/** The moments at which the clock alone changes the mode, after `from` up to `to`, in order. */
export function turningPoints(book: Book, halts: readonly Halt[], from: number, to: number): number[] {
  const points = new Set<number>();
  const add = (at: number | null) => {
    if (at !== null && at > from && at <= to) points.add(at);
  };
  for (const halt of halts) {
    add(halt.haltedFrom);
    add(halt.haltedUntil);
    add(halt.auctionUntil);
  }
  add(book.rules.closingAuctionFrom);
  if (book.mode.kind === "gathering") add(book.mode.until);
  return [...points].sort((a, b) => a - b);
}
