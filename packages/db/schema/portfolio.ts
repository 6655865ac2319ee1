// The portfolio service's tables: accounts and the double-entry ledger.
import { sql } from "drizzle-orm";
import { boolean, check, date, index, integer, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";
import { amount, inboxTable, marketTime, outboxTable } from "./delivery.ts";

export const portfolioSchema = pgSchema("portfolio");

export const accounts = portfolioSchema.table("accounts", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  name: text("name").notNull(),
  openingCash: amount("opening_cash").notNull(),
  generation: integer("generation").notNull(),
  createdAt: marketTime("created_at").notNull(),
  resetAt: marketTime("reset_at"),
}, (table) => [index().on(table.userId)]);

/** What an account owns of one asset (`KRW` or a symbol). `pending` of `posted` is held for open orders: the difference is free. */
export const balances = portfolioSchema.table("balances", {
  accountId: text("account_id").notNull(),
  asset: text("asset").notNull(),
  posted: amount("posted").notNull(),
  pending: amount("pending").notNull(),
  /** Won paid for the shares that are left, without fees; 0 for cash. */
  cost: amount("cost").notNull(),
  realizedPnl: amount("realized_pnl").notNull(),
  version: integer("version").notNull(),
}, (table) => [
  primaryKey({ columns: [table.accountId, table.asset] }),
  index().on(table.asset, table.accountId).where(sql`asset <> 'KRW'`),
  check("balances_pending", sql`pending >= 0`),
  check("balances_no_overdraft", sql`posted - pending >= 0`),
  check("balances_cost", sql`cost >= 0`),
]);

/** Append-only: one debit, one credit. A ledger account is `<account>:<asset>` or `house:<purpose>:<asset>`. */
export const transfers = portfolioSchema.table("transfers", {
  id: text("id").primaryKey(),
  debit: text("debit").notNull(),
  credit: text("credit").notNull(),
  asset: text("asset").notNull(),
  amount: amount("amount").notNull(),
  kind: text("kind").notNull(),
  /** Whose ledger it shows in, in which order, and what was left of the asset after it. */
  accountId: text("account_id").notNull(),
  seq: integer("seq").notNull(),
  balanceAfter: amount("balance_after").notNull(),
  generation: integer("generation").notNull(),
  orderId: text("order_id"),
  tradeId: text("trade_id"),
  at: marketTime("at").notNull(),
  settlesOn: date("settles_on"),
}, (table) => [
  check("transfers_amount", sql`amount > 0`),
  check("transfers_sides", sql`debit <> credit`),
  index().on(table.accountId, table.at.desc(), table.id.desc()),
  index().on(table.accountId, table.settlesOn).where(sql`asset = 'KRW'`),
]);

export const reservations = portfolioSchema.table("reservations", {
  orderId: text("order_id").primaryKey(),
  accountId: text("account_id").notNull(),
  asset: text("asset").notNull(),
  /** What the order trades, and in which session; null for orders of before these were kept. */
  symbol: text("symbol"),
  sessionDate: date("session_date"),
  /** The market time as of which its shares are counted: a split or bonus issue that began later has yet to change them. */
  countedAt: marketTime("counted_at").notNull().default(0),
  amount: amount("amount").notNull(),
  consumed: amount("consumed").notNull(),
  released: amount("released").notNull(),
  changeId: integer("change_id").notNull(),
  ended: boolean("ended").notNull(),
  version: integer("version").notNull(),
}, (table) => [
  check("reservations_amounts", sql`consumed >= 0 and released >= 0 and consumed + released <= amount`),
  index().on(table.accountId).where(sql`not ended or consumed + released < amount`),
]);

/** The corporate actions that have begun, as the portfolio heard of them. */
export const corporateActions = portfolioSchema.table("corporate_actions", {
  id: text("id").primaryKey(),
  symbol: text("symbol").notNull(),
  /** `cash_dividend`, `split` or `bonus_issue`. */
  kind: text("kind").notNull(),
  exDate: date("ex_date").notNull(),
  exAt: marketTime("ex_at").notNull(),
  /** `numerator` shares stand for `denominator` of before; null for a dividend. */
  numerator: integer("numerator"),
  denominator: integer("denominator"),
  amountPerShare: amount("amount_per_share"),
  /** The base price of the ex-date, for fractions of a share; null where it is not known. */
  base: amount("base"),
  /** When a dividend became payable; null until then. */
  payAt: marketTime("pay_at"),
}, (table) => [index().on(table.symbol)]);

/** What an account owned when a corporate action began: one row for each account and action, written once with its effect. */
export const entitlements = portfolioSchema.table("entitlements", {
  actionId: text("action_id").notNull(),
  accountId: text("account_id").notNull(),
  /** The account's generation then: one that was started over since has given up what had not been paid. */
  generation: integer("generation").notNull(),
  quantity: amount("quantity").notNull(),
  /** Whether all that it brings has been posted. */
  settled: boolean("settled").notNull(),
}, (table) => [
  primaryKey({ columns: [table.actionId, table.accountId] }),
  check("entitlements_quantity", sql`quantity > 0`),
]);

export const outbox = outboxTable(portfolioSchema);
export const inbox = inboxTable(portfolioSchema);
