// Pieces that several events share.
import { z } from "zod";

export const OrderId = z.string().min(1).max(64);
export const AccountId = z.string().min(1).max(64);
export const Symbol6 = z.string().length(6);
export const Side = z.enum(["buy", "sell"]);
export const OrderType = z.enum([
  "limit",
  "market",
  "best_limit",
  "top_limit",
  "conditional_limit",
  "mid_price",
  "stop_limit",
]);
export const TimeInForce = z.enum(["day", "ioc", "fok"]);
export const Market = z.enum(["KOSPI", "KOSDAQ", "KONEX"]);
export const Kind = z.enum(["stock", "etf", "etn"]);
/** Shares, at least one. */
export const Quantity = z.int().positive();
/** Won a share. */
export const Price = z.int().positive();
/** The last price that makes a limit order of a stop limit order; null for the other types. Events of before there were any do not tell it. */
export const StopPrice = Price.nullable().default(null);
/** Won, never negative. */
export const Amount = z.int().nonnegative();
/** What a hold is made of: `KRW`, or a symbol for shares. */
export const Asset = z.string().min(3).max(6);
export const Instant = z.int();
export const SessionDate = z.iso.date();
export const ActionId = z.string().min(1).max(64);
/** `numerator` shares stand for `denominator` of before. */
export const Ratio = z.object({ numerator: z.int().positive(), denominator: z.int().positive() });

/**
 * All that has filled of an order when the event was emitted. Whoever releases a hold subtracts this, not what it has itself seen, so that a
 * trade event still on its way can change nothing.
 */
export const Cumulative = z.object({
  quantity: z.int().nonnegative(),
  amount: Amount,
  commission: Amount,
  tax: Amount,
});
export type Cumulative = z.infer<typeof Cumulative>;

export const Reason = z.object({ code: z.string(), message: z.string() });

/** The terms under which an order trades. */
export const OrderTerms = z.object({
  orderId: OrderId,
  accountId: AccountId,
  symbol: Symbol6,
  market: Market,
  kind: Kind,
  side: Side,
  type: OrderType,
  timeInForce: TimeInForce,
  quantity: Quantity,
  /** Won; null for the types that have none. */
  limitPrice: Price.nullable(),
  stopPrice: StopPrice,
});
export type OrderTerms = z.infer<typeof OrderTerms>;
