// What the services behind the gateway answer it: the public documents without what only the gateway knows (names, prices, reasons to wait).
import { z } from "@hono/zod-openapi";
import { AmendOrder, Order, OrderPreview, PlaceOrder, TimelineEntry, Trade } from "./orders.ts";
import { Account, Cash, LedgerEntry } from "./portfolio.ts";
import { Day, MatchRule, Shares, Source, Won } from "./primitives.ts";

export const StoredOrder = Order.omit({ name: true, waitingFor: true });
export type StoredOrder = z.infer<typeof StoredOrder>;
export const StoredOrderPage = z.object({ orders: z.array(StoredOrder), nextCursor: z.string().nullable() });
export const StoredOrders = z.object({ orders: z.array(StoredOrder) });
export const StoredTimeline = z.object({
  order: StoredOrder,
  entries: z.array(TimelineEntry.omit({ message: true })),
});
export type StoredTimeline = z.infer<typeof StoredTimeline>;

/** `POST /orders` of the order service. `waitMs` is how long the answer may wait for the outcome. */
export const PlaceCommand = z.strictObject({
  accountId: z.string(),
  idempotencyKey: z.string(),
  waitMs: z.int().nonnegative(),
  order: PlaceOrder.omit({ accountId: true, clientOrderId: true }),
});
export type PlaceCommand = z.infer<typeof PlaceCommand>;
export const PreviewCommand = PlaceCommand.pick({ accountId: true, order: true });
export type PreviewCommand = z.infer<typeof PreviewCommand>;
export const AmendCommand = AmendOrder.extend({ waitMs: z.int().nonnegative() });

/** A preview before the portfolio was asked what is available. */
export const StoredPreview = OrderPreview.omit({
  name: true,
  availableBefore: true,
  availableAfter: true,
  wouldBe: true,
  reason: true,
}).extend({ wouldBe: z.enum(["reserved", "accepted"]) });
export type StoredPreview = z.infer<typeof StoredPreview>;

export const StoredTrade = Trade.omit({ name: true });
export type StoredTrade = z.infer<typeof StoredTrade>;
export const StoredTradePage = z.object({ trades: z.array(StoredTrade), nextCursor: z.string().nullable() });

/**
 * `GET /entries/{orderId}/standing` of the execution service: how an order stands in the market now. Times are market time in ms. Its book
 * matches at once, gathers orders for the auction `rule` until `until`, or is halted. `restPrice` is where the order rests, null at no price;
 * `sharesAhead` are the shares, the tape's and users', that trade before it at that price; the best prices count users' orders too.
 */
export const Standing = z.object({
  live: z.boolean(),
  mode: z.enum(["continuous", "gathering", "halted"]),
  rule: MatchRule.exclude(["continuous"]).nullable(),
  until: z.int().nullable(),
  restPrice: Won.nullable(),
  stopPrice: Won.nullable(),
  /** Whether its stop was reached; it says nothing of an order without one. */
  triggered: z.boolean(),
  sharesAhead: Shares.nullable(),
  remaining: Shares,
  quote: z.object({ last: Won, bid: Won.nullable(), ask: Won.nullable(), at: z.int(), source: Source }).nullable(),
  bestBid: Won.nullable(),
  bestAsk: Won.nullable(),
  indicative: z.object({ price: Won, size: Shares }).nullable(),
  halt: z.object({ from: z.int(), until: z.int().nullable(), auctionUntil: z.int().nullable() }).nullable(),
});
export type Standing = z.infer<typeof Standing>;

/** One line of an account's stream of order events; `seq` grows. */
export const StreamEntry = z.object({
  seq: z.int(),
  orderId: z.string(),
  at: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export const StreamPage = z.object({ entries: z.array(StreamEntry) });

export const StoredPosition = z.object({
  symbol: z.string(),
  quantity: Shares,
  held: Shares,
  /** Won paid for the shares that are left, without fees. */
  cost: Won,
  realizedPnl: Won,
});
export const StoredPortfolio = z.object({ account: Account, cash: Cash, positions: z.array(StoredPosition) });
export type StoredPortfolio = z.infer<typeof StoredPortfolio>;
export const StoredAccounts = z.object({ accounts: z.array(Account) });
export const StoredLedgerPage = z.object({ entries: z.array(LedgerEntry), nextCursor: z.string().nullable() });

/** The account at the end of each of some days: its cash and its shares. */
export const StoredDays = z.object({
  days: z.array(z.object({
    date: Day,
    cash: Won,
    positions: z.array(z.object({ symbol: z.string(), quantity: Shares })),
  })),
});
export type StoredDays = z.infer<typeof StoredDays>;

/** What one service says of each order, for `reconcile` to compare across services. */
export const AuditRow = z.object({
  orderId: z.string(),
  quantity: z.int(),
  amount: z.int(),
  commission: z.int(),
  tax: z.int(),
});
/** The order service's rows: also whether the order is still open, and what it believes to be held. */
export const OrderAudit = z.object({
  orders: z.array(AuditRow.extend({ status: z.string(), open: z.boolean(), held: z.int() })),
});
/** The execution service's rows: the sums of each order's trades. */
export const TradeAudit = z.object({ orders: z.array(AuditRow.extend({ live: z.boolean() })) });
/** The portfolio's rows from its ledger, what it holds for each order, and what it found wrong in its own books. */
export const LedgerAudit = z.object({
  orders: z.array(AuditRow),
  holds: z.array(z.object({ orderId: z.string(), held: z.int() })),
  checks: z.array(z.object({
    name: z.string(),
    findings: z.array(z.object({ subject: z.string(), expected: z.string(), actual: z.string() })),
  })),
});
