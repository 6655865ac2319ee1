// The market took an amendment.
import { z } from "zod";
import { AccountId, Cumulative, Instant, OrderId, Quantity, Side } from "./parts.ts";

export const OrderAmended = z.object({
  orderId: OrderId,
  accountId: AccountId,
  side: Side,
  changeId: z.int().positive(),
  quantity: Quantity,
  limitPrice: z.int().positive().nullable(),
  cumulative: Cumulative,
  amendedAt: Instant,
});
export type OrderAmended = z.infer<typeof OrderAmended>;
