// An order was recorded; its cash or shares are to be reserved.
import { z } from "zod";
import { Amount, Asset, OrderTerms } from "./parts.ts";

export const OrderPlaced = z.object({
  terms: OrderTerms,
  /** What the portfolio is asked to hold: the worst case of a buy in won, or the shares of a sell. */
  hold: z.object({ asset: Asset, amount: Amount }),
});
export type OrderPlaced = z.infer<typeof OrderPlaced>;
