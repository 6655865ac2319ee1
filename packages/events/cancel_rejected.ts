// A cancel came too late.
import { z } from "zod";
import { OrderId, Reason } from "./parts.ts";

export const CancelRejected = z.object({
  orderId: OrderId,
  reason: Reason,
});
export type CancelRejected = z.infer<typeof CancelRejected>;
