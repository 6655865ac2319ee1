// The pieces that the public documents are made of.
import { z } from "@hono/zod-openapi";

/** Whole won; negative only where a sum may be (profit and loss). */
export const Won = z.int();
/** Whole shares, never negative. */
export const Shares = z.int().nonnegative();
/** ISO 8601 with the offset of Korea. */
export const Time = z.iso.datetime({ offset: true });
export const Day = z.iso.date();

export const Side = z.enum(["buy", "sell"]);
/**
 * The exchange's order types: limit (지정가), market (시장가), best_limit (최유리지정가), top_limit (최우선지정가), conditional_limit
 * (조건부지정가), mid_price (중간가) and stop_limit (스톱지정가).
 */
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
export const OrderStatus = z.enum([
  "pending",
  "reserved",
  "accepted",
  "partially_filled",
  "filled",
  "canceled",
  "rejected",
  "expired",
]);
export const Phase = z.enum(["closed", "pre_open", "opening_auction", "continuous", "closing_auction", "after_close"]);
export const MatchRule = z.enum([
  "continuous",
  "opening_auction",
  "closing_auction",
  "volatility_auction",
  "reopening_auction",
]);
export const Source = z.enum(["sim", "replay", "kis", "yahoo"]);
export const Market = z.enum(["KOSPI", "KOSDAQ", "KONEX"]);
export const Kind = z.enum(["stock", "etf", "etn"]);

export type Side = z.infer<typeof Side>;
export type OrderType = z.infer<typeof OrderType>;
export type TimeInForce = z.infer<typeof TimeInForce>;
export type OrderStatus = z.infer<typeof OrderStatus>;
export type MatchRule = z.infer<typeof MatchRule>;

/** The largest quantity or price a request may name: sums of products of two stay safe integers. */
export const QUANTITY_MAX = 1_000_000_000;
export const PRICE_MAX = 100_000_000;
