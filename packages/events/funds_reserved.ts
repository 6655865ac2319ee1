// The cash of a buy order is held.
import { z } from "zod";
import { Amount, OrderId } from "./parts.ts";

export const FundsReserved = z.object({
  orderId: OrderId,
  /** Won held. */
  amount: Amount,
});
export type FundsReserved = z.infer<typeof FundsReserved>;
