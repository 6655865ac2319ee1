// Somebody wants an order canceled that is in the market.
import { z } from "zod";
import { OrderId, SessionDate, Symbol6 } from "./parts.ts";

export const CancelRequested = z.object({
  orderId: OrderId,
  symbol: Symbol6,
  sessionDate: SessionDate,
});
export type CancelRequested = z.infer<typeof CancelRequested>;
