// Shares of an order traded.
import { z } from "zod";
import { Amount, Cumulative, Instant, OrderTerms, Quantity, SessionDate } from "./parts.ts";

export const TradeExecuted = z.object({
  tradeId: z.string().min(1).max(100),
  terms: OrderTerms,
  quantity: Quantity,
  /** Won a share. */
  price: z.int().positive(),
  amount: Amount,
  commission: Amount,
  tax: Amount,
  executedAt: Instant,
  sessionDate: SessionDate,
  settlesOn: SessionDate,
  rule: z.enum([
    "continuous",
    "opening_auction",
    "closing_auction",
    "volatility_auction",
    "reopening_auction",
  ]),
  /** The quote that made the price: what a person is shown who asks why. */
  quote: z.object({
    last: Amount,
    bid: Amount.nullable(),
    ask: Amount.nullable(),
    at: Instant,
    source: z.enum(["sim", "replay", "kis", "yahoo"]),
  }),
  cumulative: Cumulative,
  /** Shares left to fill. None left: the order is filled, and its hold is released to the won. */
  leavesQuantity: z.int().nonnegative(),
});
export type TradeExecuted = z.infer<typeof TradeExecuted>;
