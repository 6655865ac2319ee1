// Accounts are still to be given what a corporate action brings: they are worked through in parts, and each part ends with this event.
import { z } from "zod";
import { ActionId } from "./parts.ts";

export const CorporateActionContinued = z.object({
  actionId: ActionId,
  /** What is due: the effect of the ex-date, or the payment. */
  step: z.enum(["ex", "pay"]),
  /** The accounts whose ids sort after this one; the first part goes on after the empty text. */
  after: z.string().max(64),
});
export type CorporateActionContinued = z.infer<typeof CorporateActionContinued>;
