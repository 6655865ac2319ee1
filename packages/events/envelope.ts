// What every event carries, whatever happened.
import { z } from "zod";

/** Where the cause of an event stands in a trace (W3C `traceparent`), so that a delivery hours later still belongs to it. */
export const TraceContext = z.object({ traceparent: z.string().optional() });

/**
 * An event on its way. `id` is derived from what happened (never random): the same fact told twice has the same id, and an inbox drops the
 * second. `at` is market time in epoch milliseconds.
 */
export const Envelope = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(64),
  /** What it happened to: an order's id, or a trading date for session events. */
  subject: z.string().min(1).max(100),
  at: z.int(),
  trace: TraceContext,
  data: z.unknown(),
});
export type Envelope = z.infer<typeof Envelope>;
