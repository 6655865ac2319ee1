// An order's hold is to be made larger or smaller, for an amendment or because the price band moved before it activates.
import { z } from "zod";
import { AccountId, ActionId, Amount, OrderId } from "./parts.ts";

export const ReservationChangeRequested = z.object({
  orderId: OrderId,
  accountId: AccountId,
  /** Counts the order's changes from 1. */
  changeId: z.int().positive(),
  purpose: z.enum(["amend", "activate"]),
  /** What the hold is to be in all, in the asset that is held. */
  amount: Amount,
  /** The splits and bonus issues after which its shares are counted, where there were any while the order waited. */
  actions: z.array(ActionId).exactOptional(),
});
export type ReservationChangeRequested = z.infer<typeof ReservationChangeRequested>;
