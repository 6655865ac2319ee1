// Orders as the database keeps them.
import { z } from "zod";
import { OrderType } from "@hoga/contracts";
import type { OrderState } from "@hoga/trading";

/** A row of `orders.orders` as `to_jsonb` gives it. */
export const OrderRow = z.object({
  id: z.string(),
  account_id: z.string(),
  client_order_id: z.string(),
  request_hash: z.string(),
  symbol: z.string(),
  market: z.enum(["KOSPI", "KOSDAQ", "KONEX"]),
  kind: z.enum(["stock", "etf", "etn"]),
  side: z.enum(["buy", "sell"]),
  type: OrderType,
  time_in_force: z.enum(["day", "ioc", "fok"]),
  quantity: z.number(),
  limit_price: z.number().nullable(),
  stop_price: z.number().nullable(),
  status: z.enum(["pending", "reserved", "accepted", "partially_filled", "filled", "canceled", "rejected", "expired"]),
  reason_code: z.string().nullable(),
  reason_message: z.string().nullable(),
  filled_quantity: z.number(),
  filled_amount: z.number(),
  commission: z.number(),
  tax: z.number(),
  hold_amount: z.number(),
  session_date: z.string(),
  opens_at: z.number(),
  closes_at: z.number(),
  awaits_open: z.boolean(),
  cancel_requested: z.boolean(),
  change_id: z.number(),
  pending_change: z.object({
    changeId: z.number(),
    purpose: z.enum(["amend", "activate", "restore"]),
    quantity: z.number(),
    limitPrice: z.number().nullable(),
    // Changes of before there were stop limit orders do not tell it.
    stopPrice: z.number().nullable().default(null),
    holdAmount: z.number(),
    heldBefore: z.number().optional(),
  }).nullable(),
  created_at: z.number(),
  updated_at: z.number(),
  version: z.number(),
});
export type OrderRow = z.infer<typeof OrderRow>;

/** The order that a row stands for. */
export function orderOf(row: OrderRow): OrderState {
  return {
    id: row.id,
    accountId: row.account_id,
    clientOrderId: row.client_order_id,
    requestHash: row.request_hash,
    symbol: row.symbol,
    market: row.market,
    kind: row.kind,
    side: row.side,
    type: row.type,
    timeInForce: row.time_in_force,
    quantity: row.quantity,
    limitPrice: row.limit_price,
    stopPrice: row.stop_price,
    status: row.status,
    reason: row.reason_code === null ? null : { code: row.reason_code, message: row.reason_message ?? "" },
    filled: { quantity: row.filled_quantity, amount: row.filled_amount, commission: row.commission, tax: row.tax },
    holdAmount: row.hold_amount,
    sessionDate: row.session_date,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    awaitsOpen: row.awaits_open,
    cancelRequested: row.cancel_requested,
    changeId: row.change_id,
    pendingChange: row.pending_change,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The row that stands for an order; `version` is the one it is written with. */
export function rowOf(order: OrderState, version: number): OrderRow {
  return {
    id: order.id,
    account_id: order.accountId,
    client_order_id: order.clientOrderId,
    request_hash: order.requestHash,
    symbol: order.symbol,
    market: order.market,
    kind: order.kind,
    side: order.side,
    type: order.type,
    time_in_force: order.timeInForce,
    quantity: order.quantity,
    limit_price: order.limitPrice,
    stop_price: order.stopPrice,
    status: order.status,
    reason_code: order.reason?.code ?? null,
    reason_message: order.reason?.message ?? null,
    filled_quantity: order.filled.quantity,
    filled_amount: order.filled.amount,
    commission: order.filled.commission,
    tax: order.filled.tax,
    hold_amount: order.holdAmount,
    session_date: order.sessionDate,
    opens_at: order.opensAt,
    closes_at: order.closesAt,
    awaits_open: order.awaitsOpen,
    cancel_requested: order.cancelRequested,
    change_id: order.changeId,
    pending_change: order.pendingChange,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    version,
  };
}
