// Somebody wants an order amended that is in the market.
import { z } from "zod";
import { OrderId, Price, Quantity, SessionDate, StopPrice, Symbol6 } from "./parts.ts";

export const AmendRequested = z.object({
  orderId: OrderId,
  symbol: Symbol6,
  sessionDate: SessionDate,
  changeId: z.int().positive(),
  quantity: Quantity,
  limitPrice: Price.nullable(),
  stopPrice: StopPrice,
});
export type AmendRequested = z.infer<typeof AmendRequested>;
