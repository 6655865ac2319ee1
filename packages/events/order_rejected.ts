// An order whose hold stood was turned down when it was to go to the market.
import { z } from "zod";
import { AccountId, Cumulative, OrderId, Reason } from "./parts.ts";

export const OrderRejected = z.object({
  orderId: OrderId,
  accountId: AccountId,
  reason: Reason,
  cumulative: Cumulative,
});
export type OrderRejected = z.infer<typeof OrderRejected>;
