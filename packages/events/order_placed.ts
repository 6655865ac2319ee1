// An order was recorded; its cash or shares are to be reserved.
import { z } from "zod";
import { ActionId, Amount, Asset, OrderTerms, SessionDate } from "./parts.ts";

export const OrderPlaced = z.object({
  terms: OrderTerms,
  /** What the portfolio is asked to hold: the worst case of a buy in won, or the shares of a sell. */
  hold: z.object({ asset: Asset, amount: Amount }),
  /** The session that the order is for. Orders placed before this was told have none. */
  sessionDate: SessionDate.exactOptional(),
  /** The splits and bonus issues that were effective when it was placed: its shares are counted as after them. */
  actions: z.array(ActionId).exactOptional(),
});
export type OrderPlaced = z.infer<typeof OrderPlaced>;
