// What was left of an order's hold is free again.
import { z } from "zod";
import { Amount, Asset, OrderId } from "./parts.ts";

export const HoldReleased = z.object({
  orderId: OrderId,
  asset: Asset,
  amount: Amount,
});
export type HoldReleased = z.infer<typeof HoldReleased>;
