// From outcomes to HTTP: what every route does with a request and its answer.
import type { Context } from "hono";
import type { z } from "zod";
import { refuse } from "@hoga/contracts";
import { CalendarRangeError } from "@hoga/krx";
import { problemResponse } from "@hoga/outbox";
import { type Outcome, refused } from "./outcome.ts";

/** Answers with the document that `work` makes, or with the problem why there is none; a time outside the calendar is one too. */
export async function answer<T extends object>(
  c: Context,
  work: () => Outcome<T> | Promise<Outcome<T>>,
): Promise<Response> {
  try {
    const outcome = await work();
    return "refusal" in outcome ? problemResponse(c, outcome.refusal) : c.json(outcome.value);
  } catch (error) {
    if (!(error instanceof CalendarRangeError)) throw error;
    return problemResponse(c, refuse("invalid_request", `There is ${error.message}`));
  }
}

/** The JSON body of a request in the shape of `schema`; a refusal names the first value that is wrong. */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<Outcome<T>> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch {
    return refused("malformed_json", "The body is not JSON");
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  return refused("invalid_request", `${issue?.path.join(".") || "The body"}: ${issue?.message ?? "not valid"}`);
}

/** The symbols of a comma-separated list, at most `max`; a refusal when there are none or too many. */
export function symbolList(text: string | undefined, max: number): Outcome<readonly string[]> {
  const symbols = (text ?? "").split(",").map(symbolOf).filter((symbol) => symbol !== "");
  if (symbols.length === 0) return refused("invalid_request", "symbols must name at least one symbol");
  if (symbols.length > max) {
    return refused("invalid_request", `symbols names ${symbols.length}; at most ${max} at once`);
  }
  return { value: symbols };
}

/** A symbol as people write it. */
export function symbolOf(text: string): string {
  return text.trim().toUpperCase();
}

/** A whole number from 1 to `max`, `fallback` when it is left out; a refusal names it by `name`. */
export function countOf(name: string, text: string | undefined, fallback: number, max: number): Outcome<number> {
  if (text === undefined) return { value: fallback };
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= max) return { value: count };
  return refused("invalid_request", `${name} must be a whole number from 1 to ${max}, not "${text}"`);
}
