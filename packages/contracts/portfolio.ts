// What callers get about accounts, cash, positions and the ledger.
import { z } from "@hono/zod-openapi";
import { Day, Shares, Time, Won } from "./primitives.ts";
import { Order, Trade } from "./orders.ts";
import { MarketStatus, Quote } from "./market.ts";

export const Account = z.object({
  id: z.string(),
  name: z.string(),
  openingCash: Won,
  generation: z.int().positive(),
  createdAt: Time,
  resetAt: Time.nullable(),
}).openapi("Account");
export type Account = z.infer<typeof Account>;
export const AccountList = z.object({ accounts: z.array(Account), defaultAccountId: z.string() }).openapi(
  "AccountList",
);

/** Opening cash between one won and a trillion. */
export const NewAccount = z.strictObject({
  name: z.string().min(1).max(40),
  openingCash: z.int().min(1).max(1_000_000_000_000).optional(),
}).openapi("NewAccount");
export const ResetAccount = z.strictObject({
  openingCash: z.int().min(1).max(1_000_000_000_000).optional(),
}).openapi("ResetAccount");

/**
 * `balance` counts every fill so far; `available` (주문가능금액) is what of it no order holds, the proceeds of sells that have yet to settle
 * included. `settled` (예수금) is what has settled by today, `settledD1` and `settledD2` what will have by the next two trading days.
 * `withdrawable` (출금가능금액) is settled cash that no order holds and no purchase of these days will take.
 */
export const Cash = z.object({
  balance: Won,
  held: Won,
  available: Won,
  settled: Won,
  settledD1: Won,
  settledD2: Won,
  withdrawable: Won,
}).openapi("Cash");

export const Position = z.object({
  symbol: z.string(),
  name: z.string(),
  quantity: Shares,
  held: Shares,
  sellable: Shares,
  averageCost: z.number(),
  last: Won.nullable(),
  marketValue: Won,
  unrealizedPnl: Won,
  unrealizedReturn: z.number(),
  realizedPnl: Won,
}).openapi("Position");
export type Position = z.infer<typeof Position>;

export const Portfolio = z.object({
  accountId: z.string(),
  cash: Cash,
  positions: z.array(Position),
  totals: z.object({ netAssets: Won, marketValue: Won, unrealizedPnl: Won, realizedPnl: Won }),
}).openapi("Portfolio");
export type Portfolio = z.infer<typeof Portfolio>;

/** One line of the account's ledger: `amount` is signed, positive when the asset came in. */
export const LedgerEntry = z.object({
  id: z.string(),
  at: Time,
  kind: z.enum(["deposit", "withdrawal", "trade", "commission", "tax", "dividend", "split", "bonus"]),
  asset: z.string(),
  amount: z.int(),
  balanceAfter: z.int(),
  orderId: z.string().nullable(),
  tradeId: z.string().nullable(),
  settlesOn: Day.nullable(),
}).openapi("LedgerEntry");
export type LedgerEntry = z.infer<typeof LedgerEntry>;
export const LedgerPage = z.object({ entries: z.array(LedgerEntry), nextCursor: z.string().nullable() }).openapi(
  "LedgerPage",
);

/** The account at the end of a trading day; `dayReturn` against the day before, as a fraction. */
export const EquityDay = z.object({
  date: Day,
  cash: Won,
  marketValue: Won,
  netAssets: Won,
  dayPnl: Won,
  dayReturn: z.number(),
}).openapi("EquityDay");
export const History = z.object({ days: z.array(EquityDay) }).openapi("History");
export type History = z.infer<typeof History>;

export const Dashboard = z.object({
  market: MarketStatus,
  portfolio: Portfolio,
  openOrders: z.array(Order),
  recentTrades: z.array(Trade),
  quotes: z.array(Quote),
}).openapi("Dashboard");
export type Dashboard = z.infer<typeof Dashboard>;

/** What `reconcile` proves, and what is off: an empty `findings` means that the books balance. `count` is a check's findings. */
export const Reconciliation = z.object({
  balanced: z.boolean(),
  checkedAt: Time,
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), count: z.int().nonnegative() })),
  findings: z.array(z.object({
    check: z.string(),
    subject: z.string(),
    expected: z.string(),
    actual: z.string(),
    message: z.string(),
  })),
}).openapi("Reconciliation");
export type Reconciliation = z.infer<typeof Reconciliation>;
