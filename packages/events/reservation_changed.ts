// An order's hold was changed.
import { z } from "zod";
import { Amount, OrderId } from "./parts.ts";

export const ReservationChanged = z.object({
  orderId: OrderId,
  changeId: z.int().positive(),
  purpose: z.enum(["amend", "activate"]),
  amount: Amount,
});
export type ReservationChanged = z.infer<typeof ReservationChanged>;
