// What a question to another service, or a check of the gateway's own, comes to: a value, or a refusal to tell the caller.
import { type Problem, problemOf, type Refusal } from "@hoga/contracts";

/** A problem document but for the trace id of the request that it ends. */
export type Refused = Omit<Problem, "traceId">;

export type Answer<T> = { readonly value: T } | { readonly refused: Refused };

/** The answer that is a refusal of the gateway's own. */
export function refusal(reason: Refusal): { readonly refused: Refused } {
  const { traceId: _, ...refused } = problemOf(reason, "");
  return { refused };
}
