// An order was left unfilled at the close of its session.
import { z } from "zod";
import { AccountId, Cumulative, Instant, OrderId, Reason } from "./parts.ts";

export const OrderExpired = z.object({
  orderId: OrderId,
  accountId: AccountId,
  reason: Reason,
  endedAt: Instant,
  cumulative: Cumulative,
});
export type OrderExpired = z.infer<typeof OrderExpired>;
