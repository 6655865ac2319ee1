// A trading session closed.
import { z } from "zod";
import { Instant, SessionDate } from "./parts.ts";

export const SessionClosed = z.object({
  date: SessionDate,
  opensAt: Instant,
  closesAt: Instant,
});
export type SessionClosed = z.infer<typeof SessionClosed>;
