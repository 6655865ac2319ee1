// Books and entries as the database keeps them.
import { z } from "zod";
import type { BookSnapshot, EngineOrder } from "@hoga/matching";
import type { Filled } from "@hoga/trading";

const AuctionRule = z.enum(["opening_auction", "closing_auction", "volatility_auction", "reopening_auction"]);
const Mode = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("continuous") }),
  z.object({ kind: z.literal("gathering"), rule: AuctionRule, until: z.number().nullable() }),
  z.object({ kind: z.literal("halted"), own: z.boolean() }),
]);

/** How far a symbol's day has been matched; the orders are rows of their own. The defaults read rows of before this engine. */
export const StoredBook = z.object({
  sliceSeq: z.number(),
  matchedTo: z.number(),
  last: z.number().nullable(),
  auctionPrice: z.number().nullable().default(null),
  mode: Mode.default({ kind: "continuous" }),
  nextSeq: z.number().default(1_000_000),
  display: z.array(z.tuple([z.enum(["buy", "sell"]), z.number(), z.number(), z.number()])).default([]),
}) satisfies z.ZodType<BookSnapshot>;

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
  type: z.enum(["limit", "market", "best_limit", "top_limit", "conditional_limit", "mid_price", "stop_limit"]),
  time_in_force: z.enum(["day", "ioc", "fok"]),
  quantity: z.number(),
  limit_price: z.number().nullable(),
  stop_price: z.number().nullable(),
  rest_price: z.number().nullable(),
  filled: z.number(),
  filled_amount: z.number(),
  commission: z.number(),
  tax: z.number(),
  entered_at: z.number(),
  entry_seq: z.number(),
  fills: z.number(),
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
    stopPrice: row.stop_price,
    restPrice: row.rest_price,
    quantity: row.quantity,
    filled: row.filled,
    filledAmount: row.filled_amount,
    fills: row.fills,
    enteredAt: row.entered_at,
    entrySeq: row.entry_seq,
  };
}

/** The row with the terms and the place that matching gave the order. What has filled comes with the fills. */
export function withEngineOrder(row: EntryRow, order: EngineOrder): EntryRow {
  return {
    ...row,
    quantity: order.quantity,
    limit_price: order.limitPrice,
    stop_price: order.stopPrice,
    rest_price: order.restPrice,
    entered_at: order.enteredAt,
    entry_seq: order.entrySeq,
    fills: order.fills,
  };
}

/** What has filled of an entry. */
export const filledOf = (row: EntryRow): Filled => ({
  quantity: row.filled,
  amount: row.filled_amount,
  commission: row.commission,
  tax: row.tax,
});
