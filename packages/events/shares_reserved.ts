// The shares of a sell order are held.
import { z } from "zod";
import { Amount, OrderId } from "./parts.ts";

export const SharesReserved = z.object({
  orderId: OrderId,
  /** Shares held. */
  amount: Amount,
});
export type SharesReserved = z.infer<typeof SharesReserved>;
