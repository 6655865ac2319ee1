// The cash or shares of an order could not be held.
import { z } from "zod";
import { OrderId, Reason } from "./parts.ts";

export const ReservationRejected = z.object({
  orderId: OrderId,
  reason: Reason,
});
export type ReservationRejected = z.infer<typeof ReservationRejected>;
