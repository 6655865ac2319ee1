// An order's hold could not be made larger; it stands as it was.
import { z } from "zod";
import { OrderId, Reason } from "./parts.ts";

export const ReservationChangeRejected = z.object({
  orderId: OrderId,
  changeId: z.int().positive(),
  purpose: z.enum(["amend", "activate"]),
  reason: Reason,
});
export type ReservationChangeRejected = z.infer<typeof ReservationChangeRejected>;
