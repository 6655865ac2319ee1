// What callers send and get about orders and trades.
import { z } from "@hono/zod-openapi";
import { Waiting } from "./explain.ts";
import { Day, MatchRule, OrderStatus, OrderType, Shares, Side, Source, Time, TimeInForce, Won } from "./primitives.ts";

/** An idempotency key or client order id: what a caller chose to name one order by, for ever. */
export const ClientOrderId = z.string().min(1).max(255).regex(/^[\x21-\x7e]+$/, "printable ASCII without spaces");

/** Quantities and prices are checked by the trading rules, so that a wrong one is told with its own code. */
export const PlaceOrder = z.strictObject({
  symbol: z.string().min(1).max(64),
  side: Side,
  type: OrderType.optional().openapi({
    description:
      "limit when a limitPrice is given and market otherwise, unless told. limit, conditional_limit and stop_limit need a " +
      "limitPrice, stop_limit a stopPrice as well; the other types take no price.",
  }),
  timeInForce: TimeInForce.optional().openapi({
    description: "day by default; ioc and fok go with limit, market, best_limit and mid_price in continuous trading.",
  }),
  quantity: z.number(),
  limitPrice: z.number().nullable().optional(),
  stopPrice: z.number().nullable().optional().openapi({
    description:
      "The last price at which a stop_limit order becomes a limit order: at or above it for a buy, at or below it for a sell.",
  }),
  clientOrderId: ClientOrderId.optional(),
  accountId: z.string().min(1).max(64).optional(),
}).openapi("PlaceOrder");
export type PlaceOrder = z.infer<typeof PlaceOrder>;

export const AmendOrder = z.strictObject({
  quantity: z.number().optional(),
  limitPrice: z.number().optional(),
  stopPrice: z.number().optional(),
}).openapi("AmendOrder");
export type AmendOrder = z.infer<typeof AmendOrder>;

export const Reason = z.object({ code: z.string(), message: z.string() }).openapi("Reason");

export const Order = z.object({
  id: z.string(),
  clientOrderId: z.string(),
  accountId: z.string(),
  symbol: z.string(),
  name: z.string(),
  side: Side,
  type: OrderType,
  timeInForce: TimeInForce,
  quantity: Shares,
  /** Won; null for the types that have none. */
  limitPrice: Won.nullable(),
  /** Won; null but for stop_limit. */
  stopPrice: Won.nullable(),
  status: OrderStatus,
  reason: Reason.nullable(),
  filledQuantity: Shares,
  averagePrice: z.number().nullable(),
  filledAmount: Won,
  commission: Won,
  tax: Won,
  held: z.object({ asset: z.string(), amount: z.int().nonnegative() }),
  waitingFor: z.string().nullable(),
  createdAt: Time,
  activatesAt: Time.nullable(),
  expiresAt: Time,
  updatedAt: Time,
}).openapi("Order");
export type Order = z.infer<typeof Order>;

export const OrderPage = z.object({ orders: z.array(Order), nextCursor: z.string().nullable() }).openapi("OrderPage");
export type OrderPage = z.infer<typeof OrderPage>;

/**
 * What an order would cost, asked before it is placed. `estimatedPrice` is its limit, or what its type would get from the prices displayed
 * now: market and best_limit the best price of the other side, top_limit that of its own side, mid_price the middle of the two; the base price
 * where nothing is displayed. `held` is the worst case.
 */
export const OrderPreview = z.object({
  symbol: z.string(),
  name: z.string(),
  side: Side,
  type: OrderType,
  timeInForce: TimeInForce,
  quantity: Shares,
  limitPrice: Won.nullable(),
  stopPrice: Won.nullable(),
  estimatedPrice: Won.nullable(),
  amount: Won,
  commission: Won,
  tax: Won,
  held: z.object({ asset: z.string(), amount: z.int().nonnegative() }),
  availableBefore: z.int(),
  availableAfter: z.int(),
  wouldBe: z.enum(["reserved", "accepted", "rejected"]),
  reason: Reason.nullable(),
  activatesAt: Time.nullable(),
  expiresAt: Time,
  warnings: z.array(z.string()),
}).openapi("OrderPreview");
export type OrderPreview = z.infer<typeof OrderPreview>;

export const TimelineEntry = z.object({
  at: Time,
  type: z.string(),
  message: z.string(),
  data: z.record(z.string(), z.unknown()),
}).openapi("TimelineEntry");
export const Timeline = z.object({
  order: Order,
  entries: z.array(TimelineEntry),
  /** Why an open order has not filled: as a sentence, and for programs. */
  waitingFor: z.string().nullable(),
  waiting: Waiting.nullable(),
}).openapi("Timeline");
export type Timeline = z.infer<typeof Timeline>;

export const Trade = z.object({
  id: z.string(),
  orderId: z.string(),
  accountId: z.string(),
  symbol: z.string(),
  name: z.string(),
  side: Side,
  quantity: Shares,
  price: Won,
  amount: Won,
  commission: Won,
  tax: Won,
  executedAt: Time,
  quote: z.object({ last: Won, bid: Won.nullable(), ask: Won.nullable(), at: Time, source: Source }),
  rule: MatchRule,
}).openapi("Trade");
export type Trade = z.infer<typeof Trade>;
export const TradePage = z.object({ trades: z.array(Trade), nextCursor: z.string().nullable() }).openapi("TradePage");

export const CancelAll = z.object({ orders: z.array(Order) }).openapi("CancelAll");
export { Day };
