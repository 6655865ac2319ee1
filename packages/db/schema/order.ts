// The order service's tables: the order's state machine is the saga's memory.
import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { amount, inboxTable, marketTime, outboxTable } from "./delivery.ts";

export const orderSchema = pgSchema("orders");

export const orders = orderSchema.table("orders", {
  id: text("id").primaryKey(),
  accountId: text("account_id").notNull(),
  clientOrderId: text("client_order_id").notNull(),
  /** Digest of the request: the same key with another body is told apart by it. */
  requestHash: text("request_hash").notNull(),
  symbol: text("symbol").notNull(),
  market: text("market").notNull(),
  kind: text("kind").notNull(),
  side: text("side").notNull(),
  type: text("type").notNull(),
  timeInForce: text("time_in_force").notNull(),
  quantity: amount("quantity").notNull(),
  limitPrice: amount("limit_price"),
  stopPrice: amount("stop_price"),
  status: text("status").notNull(),
  reasonCode: text("reason_code"),
  reasonMessage: text("reason_message"),
  filledQuantity: amount("filled_quantity").notNull(),
  filledAmount: amount("filled_amount").notNull(),
  commission: amount("commission").notNull(),
  tax: amount("tax").notNull(),
  /** What the portfolio holds, or was asked to hold, for the whole order. */
  holdAmount: amount("hold_amount").notNull(),
  sessionDate: date("session_date").notNull(),
  opensAt: marketTime("opens_at").notNull(),
  closesAt: marketTime("closes_at").notNull(),
  /** Whether it was placed while the market was closed, and so waits, or waited, for the opening. */
  awaitsOpen: boolean("awaits_open").notNull(),
  cancelRequested: boolean("cancel_requested").notNull(),
  changeId: integer("change_id").notNull(),
  /** The change of terms that is under way, or null. */
  pendingChange: jsonb("pending_change"),
  createdAt: marketTime("created_at").notNull(),
  updatedAt: marketTime("updated_at").notNull(),
  version: integer("version").notNull(),
}, (table) => [
  uniqueIndex().on(table.accountId, table.clientOrderId),
  index().on(table.accountId, table.createdAt.desc(), table.id.desc()),
  index().on(table.sessionDate).where(sql`status in ('pending', 'reserved')`),
  check("orders_filled", sql`filled_quantity between 0 and quantity`),
]);

export const timeline = orderSchema.table("timeline", {
  orderId: text("order_id").notNull(),
  n: integer("n").notNull(),
  seq: bigserial("seq", { mode: "number" }).notNull(),
  accountId: text("account_id").notNull(),
  at: marketTime("at").notNull(),
  type: text("type").notNull(),
  data: jsonb("data").notNull(),
}, (table) => [
  primaryKey({ columns: [table.orderId, table.n] }),
  index().on(table.accountId, table.seq),
]);

/** The sessions whose reserved orders have been sent to the market. */
export const activations = orderSchema.table("activations", {
  sessionDate: date("session_date").primaryKey(),
  at: marketTime("at").notNull(),
});

export const outbox = outboxTable(orderSchema);
export const inbox = inboxTable(orderSchema);
