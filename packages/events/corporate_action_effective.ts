// The ex-date of a corporate action has begun.
import { z } from "zod";
import { ActionId, Amount, Instant, Ratio, SessionDate, Symbol6 } from "./parts.ts";

export const CorporateActionEffective = z.object({
  actionId: ActionId,
  symbol: Symbol6,
  kind: z.enum(["cash_dividend", "split", "bonus_issue"]),
  exDate: SessionDate,
  /** 00:00 KST of the ex-date: what is owned at that moment counts. */
  exAt: Instant,
  /** How many shares stand for how many from then on; null for a dividend. */
  ratio: Ratio.nullable(),
  /** Won a share before tax; null for all but a dividend. */
  amountPerShare: Amount.nullable(),
  /** The base price of the ex-date (won), by which fractions of a share are paid out; null where there is no market data. */
  base: z.int().positive().nullable(),
  /** The action of the symbol before this one, which has to have been heard of first. */
  previousId: ActionId.nullable(),
});
export type CorporateActionEffective = z.infer<typeof CorporateActionEffective>;
