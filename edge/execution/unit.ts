// The states that a batch of the execution service's work reads and changes.
import type { CalendarOverride } from "@hoga/krx";
import type { TapeAnswer } from "@hoga/market";
import type { BookState } from "@hoga/matching";
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
  };
  readonly orderId?: string;
  /** Every book that has live orders: of one session, or of all. */
  readonly live?: "all" | { readonly date: string };
}

/**
 * A symbol's book of one day in a batch's hands. `version` is what the row had when it was read; 0 for a new one. `wakes`: the batch lets the
 * book's time pass up to now.
 */
export interface OpenBook {
  readonly symbol: string;
  readonly date: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly tape: TapeAnswer;
  readonly version: number;
  readonly wakes: boolean;
  state: BookState;
  matchedTo: number;
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
  /** Entries by order id, as read; changed ones are replaced, new ones added. */
  readonly entries: Map<string, EntryRow>;
  readonly changedEntries: Set<string>;
  readonly newEntries: Set<string>;
  readonly trades: TradeRow[];
}

export const bookKey = (symbol: string, date: string): string => `${date}/${symbol}`;

/** Keeps a changed entry. */
export function putEntry(unit: ExecutionUnit, entry: EntryRow): void {
  unit.entries.set(entry.order_id, entry);
  if (!unit.newEntries.has(entry.order_id)) unit.changedEntries.add(entry.order_id);
}
