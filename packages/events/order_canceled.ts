// An order was canceled by whoever held it.
import { z } from "zod";
import { AccountId, Cumulative, Instant, OrderId, Reason } from "./parts.ts";

export const OrderCanceled = z.object({
  orderId: OrderId,
  accountId: AccountId,
  reason: Reason,
  endedAt: Instant,
  cumulative: Cumulative,
});
export type OrderCanceled = z.infer<typeof OrderCanceled>;
