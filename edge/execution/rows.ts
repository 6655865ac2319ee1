// Books and entries as the database keeps them.
import { z } from "zod";
import type { EngineOrder } from "@hoga/matching";
import type { Filled } from "@hoga/trading";

/** How far a symbol's day has been matched; the orders are rows of their own. `matchedTo` is market time: nothing before it is open any more. */
export const StoredBook = z.object({
  sliceSeq: z.number(),
  last: z.number().nullable(),
  consumed: z.array(z.tuple([z.enum(["bid", "ask"]), z.number(), z.number()])),
  printUsed: z.number(),
  printUsedBySells: z.number(),
  sliceFills: z.array(z.tuple([z.string(), z.number()])),
  nextEntrySeq: z.number(),
  matchedTo: z.number(),
});
export type StoredBook = z.infer<typeof StoredBook>;

export const BookRow = z.object({
  symbol: z.string(),
  session_date: z.string(),
  state: StoredBook,
  version: z.number(),
});

export const EntryRow = z.object({
  order_id: z.string(),
  account_id: z.string(),
  symbol: z.string(),
  session_date: z.string(),
  opens_at: z.number(),
  closes_at: z.number(),
  market: z.enum(["KOSPI", "KOSDAQ", "KONEX"]),
  kind: z.enum(["stock", "etf", "etn"]),
  side: z.enum(["buy", "sell"]),
  type: z.enum(["market", "limit"]),
  time_in_force: z.enum(["day", "ioc", "fok"]),
  quantity: z.number(),
  limit_price: z.number().nullable(),
  filled: z.number(),
  filled_amount: z.number(),
  commission: z.number(),
  tax: z.number(),
  entered_at: z.number(),
  entry_seq: z.number(),
  queue_ahead: z.number(),
  change_id: z.number(),
  live: z.boolean(),
});
export type EntryRow = z.infer<typeof EntryRow>;

/** The order as the matching engine knows it. */
export function engineOrderOf(row: EntryRow): EngineOrder {
  return {
    orderId: row.order_id,
    accountId: row.account_id,
    side: row.side,
    type: row.type,
    timeInForce: row.time_in_force,
    limitPrice: row.limit_price,
    quantity: row.quantity,
    filled: row.filled,
    filledAmount: row.filled_amount,
    enteredAt: row.entered_at,
    entrySeq: row.entry_seq,
    queueAhead: row.queue_ahead,
  };
}

/** The row with what matching changed in it. */
export function withEngineOrder(row: EntryRow, order: EngineOrder): EntryRow {
  return {
    ...row,
    quantity: order.quantity,
    limit_price: order.limitPrice,
    filled: order.filled,
    filled_amount: order.filledAmount,
    entry_seq: order.entrySeq,
    queue_ahead: order.queueAhead,
  };
}

/** What has filled of an entry. */
export const filledOf = (row: EntryRow): Filled => ({
  quantity: row.filled,
  amount: row.filled_amount,
  commission: row.commission,
  tax: row.tax,
});
