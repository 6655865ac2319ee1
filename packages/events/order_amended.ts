// The market took an amendment.
import { z } from "zod";
import { AccountId, Cumulative, Instant, OrderId, OrderType, Price, Quantity, Side, StopPrice } from "./parts.ts";

export const OrderAmended = z.object({
  orderId: OrderId,
  accountId: AccountId,
  side: Side,
  /** Events of before there were more types do not tell it: theirs are limit orders, and market orders where they have no price. */
  type: OrderType.default("limit"),
  changeId: z.int().positive(),
  quantity: Quantity,
  limitPrice: Price.nullable(),
  stopPrice: StopPrice,
  cumulative: Cumulative,
  amendedAt: Instant,
});
export type OrderAmended = z.infer<typeof OrderAmended>;
