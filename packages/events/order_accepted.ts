// An order goes to the market.
import { z } from "zod";
import { Instant, OrderTerms, SessionDate } from "./parts.ts";

export const OrderAccepted = z.object({
  terms: OrderTerms,
  /** When it enters the book: the moment of acceptance, or the opening for an order that waited for it. */
  enteredAt: Instant,
  sessionDate: SessionDate,
  opensAt: Instant,
  closesAt: Instant,
});
export type OrderAccepted = z.infer<typeof OrderAccepted>;
