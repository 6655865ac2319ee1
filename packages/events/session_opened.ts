// A trading session opened.
import { z } from "zod";
import { Instant, SessionDate } from "./parts.ts";

export const SessionOpened = z.object({
  date: SessionDate,
  opensAt: Instant,
  closesAt: Instant,
});
export type SessionOpened = z.infer<typeof SessionOpened>;
