// The states that a batch of the execution service's work reads and changes.
import type { CalendarOverride } from "@hoga/krx";
import type { TapeAnswer } from "@hoga/market";
import type { Book } from "@hoga/matching";
import type { Unit } from "@hoga/outbox";
import type { EntryRow } from "./rows.ts";

/** What a piece of work reads: a symbol's book of a day from a moment on, an order's entry, or every book with live orders. */
export interface Touched {
  readonly book?: {
    readonly symbol: string;
    readonly date: string;
    readonly from: number;
    readonly opensAt: number;
    readonly closesAt: number;
    readonly market: EntryRow["market"];
    readonly kind: EntryRow["kind"];
  };
  readonly orderId?: string;
  /** The book that the order is in. */
  readonly in?: { readonly symbol: string; readonly date: string };
  /** Every book that has live orders: of one session, or of all. */
  readonly live?: "all" | { readonly date: string };
}

/** A symbol's book of one day, with the rows of its live orders: what is kept in memory between batches. */
export interface KeptBook {
  readonly symbol: string;
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly market: EntryRow["market"];
  readonly kind: EntryRow["kind"];
  readonly book: Book;
  readonly entries: Map<string, EntryRow>;
  /** What the row has; 0 before there is one. */
  version: number;
  /** Up to when the book was matched when it was written. */
  savedTo: number;
}

/** A book in a batch's hands. `wakes`: the batch lets its time pass up to now. */
export interface OpenBook extends KeptBook {
  readonly tape: TapeAnswer;
  readonly wakes: boolean;
  touched: boolean;
}

/** A trade as it is written. */
export interface TradeRow {
  readonly id: string;
  readonly order_id: string;
  readonly account_id: string;
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly price: number;
  readonly amount: number;
  readonly commission: number;
  readonly tax: number;
  readonly executed_at: number;
  readonly quote: {
    readonly last: number;
    readonly bid: number | null;
    readonly ask: number | null;
    readonly at: number;
    readonly source: string;
  };
  readonly rule: string;
}

export interface ExecutionUnit extends Unit {
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  readonly books: ReadonlyMap<string, OpenBook>;
  /** The entries that the batch asked for by their orders' ids, as read. */
  readonly asked: ReadonlyMap<string, EntryRow>;
  /** Changed entries, and new ones, as they are to be written. */
  readonly changedEntries: Map<string, EntryRow>;
  readonly newEntries: Set<string>;
  readonly trades: TradeRow[];
}

export const bookKey = (symbol: string, date: string): string => `${date}/${symbol}`;

/** An order's entry as this batch has it by now; null when it never came to the market. */
export function findEntry(unit: ExecutionUnit, orderId: string): EntryRow | null {
  return unit.changedEntries.get(orderId) ?? unit.asked.get(orderId) ?? null;
}

/** Keeps a new or changed entry of a book. */
export function putEntry(unit: ExecutionUnit, book: OpenBook, entry: EntryRow): void {
  unit.changedEntries.set(entry.order_id, entry);
  if (entry.live) book.entries.set(entry.order_id, entry);
  else book.entries.delete(entry.order_id);
  book.touched = true;
}
