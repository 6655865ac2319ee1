// The market refused an amendment; the order stands as it was, or has ended.
import { z } from "zod";
import { OrderId, Reason } from "./parts.ts";

export const AmendRejected = z.object({
  orderId: OrderId,
  changeId: z.int().positive(),
  reason: Reason,
});
export type AmendRejected = z.infer<typeof AmendRejected>;
