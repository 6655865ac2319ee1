// The execution service's tables: the books, the orders in them, the trades.
import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, jsonb, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import { amount, inboxTable, marketTime, outboxTable } from "./delivery.ts";

export const executionSchema = pgSchema("execution");

/** How far a symbol's day has been matched. Its version serialises all that happens in the book; `live` says whether orders are in it. */
export const books = executionSchema.table("books", {
  symbol: text("symbol").notNull(),
  sessionDate: date("session_date").notNull(),
  state: jsonb("state").notNull(),
  version: integer("version").notNull(),
  live: boolean("live").notNull().default(true),
}, (table) => [
  primaryKey({ columns: [table.symbol, table.sessionDate] }),
  index().on(table.sessionDate).where(sql`live`),
]);

/** Every order that ever entered a book. */
export const entries = executionSchema.table("entries", {
  orderId: text("order_id").primaryKey(),
  accountId: text("account_id").notNull(),
  symbol: text("symbol").notNull(),
  sessionDate: date("session_date").notNull(),
  opensAt: marketTime("opens_at").notNull(),
  closesAt: marketTime("closes_at").notNull(),
  market: text("market").notNull(),
  kind: text("kind").notNull(),
  side: text("side").notNull(),
  type: text("type").notNull(),
  timeInForce: text("time_in_force").notNull(),
  quantity: amount("quantity").notNull(),
  limitPrice: amount("limit_price"),
  stopPrice: amount("stop_price"),
  /** The price at which it rests in the book; null for what has none: a market order, or a stop that has not been triggered. */
  restPrice: amount("rest_price"),
  filled: amount("filled").notNull(),
  filledAmount: amount("filled_amount").notNull(),
  commission: amount("commission").notNull(),
  tax: amount("tax").notNull(),
  enteredAt: marketTime("entered_at").notNull(),
  entrySeq: integer("entry_seq").notNull(),
  /** Written by the release before, whose books kept their place in the queue by order; nothing reads it any more. */
  queueAhead: amount("queue_ahead"),
  /** How many fills it has had: the next one's number. */
  fills: integer("fills").notNull().default(0),
  changeId: integer("change_id").notNull(),
  live: boolean("live").notNull(),
}, (table) => [
  index().on(table.symbol, table.sessionDate).where(sql`live`),
  check("entries_filled", sql`filled between 0 and quantity`),
]);

export const trades = executionSchema.table("trades", {
  id: text("id").primaryKey(),
  orderId: text("order_id").notNull(),
  accountId: text("account_id").notNull(),
  symbol: text("symbol").notNull(),
  side: text("side").notNull(),
  quantity: amount("quantity").notNull(),
  price: amount("price").notNull(),
  amount: amount("amount").notNull(),
  commission: amount("commission").notNull(),
  tax: amount("tax").notNull(),
  executedAt: marketTime("executed_at").notNull(),
  quote: jsonb("quote").notNull(),
  rule: text("rule").notNull(),
}, (table) => [
  index().on(table.accountId, table.executedAt.desc(), table.id.desc()),
  index().on(table.orderId),
  check("trades_amounts", sql`quantity > 0 and price > 0 and amount = quantity * price`),
]);

export const outbox = outboxTable(executionSchema);
export const inbox = inboxTable(executionSchema);
