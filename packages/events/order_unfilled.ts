// An immediate order ended with shares left that found no match.
import { z } from "zod";
import { AccountId, Cumulative, Instant, OrderId, Reason } from "./parts.ts";

export const OrderUnfilled = z.object({
  orderId: OrderId,
  accountId: AccountId,
  reason: Reason,
  endedAt: Instant,
  cumulative: Cumulative,
});
export type OrderUnfilled = z.infer<typeof OrderUnfilled>;
