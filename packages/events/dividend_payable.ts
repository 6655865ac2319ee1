// The day has come on which a dividend is paid.
import { z } from "zod";
import { ActionId, Instant, Symbol6 } from "./parts.ts";

export const DividendPayable = z.object({
  actionId: ActionId,
  symbol: Symbol6,
  /** 00:00 KST of the day of payment. */
  payAt: Instant,
});
export type DividendPayable = z.infer<typeof DividendPayable>;
