// Events at the boundary: what came over the wire becomes a typed event, or one line that says what is wrong with it.
import { z } from "zod";
import { EVENT_SCHEMA, type EventData, type EventOf, type EventType, type HogaEvent } from "./catalog.ts";

/** Parses one event. Unknown types, missing fields and wrong values are told in `error`, which names the first of them. */
export function parseEvent(value: unknown): { readonly event: HogaEvent } | { readonly error: string } {
  const parsed = EVENT_SCHEMA.safeParse(value);
  if (parsed.success) return { event: parsed.data };
  return { error: z.prettifyError(parsed.error).split("\n")[0] ?? "The event is not valid" };
}

/** Makes an event. `id` must be derived from the fact itself: `type/subject/n`. */
export function event<T extends EventType>(
  type: T,
  subject: string,
  n: string | number,
  at: number,
  data: EventData<T>,
  trace: { readonly traceparent?: string | undefined } = {},
): EventOf<T> {
  return { id: `${type}/${subject}/${n}`, type, subject, at, trace, data };
}
