// Refusals and failures as RFC 9457 problem documents.
import { z } from "@hono/zod-openapi";
import { Instrument } from "./market.ts";
import { CODES, isCode, type Refusal } from "@hoga/trading";

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  retryable: z.boolean(),
  traceId: z.string(),
  hint: z.string().optional(),
  candidates: z.array(Instrument).optional(),
}).openapi("Problem");
export type Problem = z.infer<typeof Problem>;

/** The problem document of a refusal. `traceId` lets a person find the request in the logs. */
export function problemOf(refusal: Refusal, traceId: string): Problem {
  const info = CODES[refusal.code];
  return {
    type: `https://hoga.dev/problems/${refusal.code.replaceAll("_", "-")}`,
    title: info.en,
    status: info.status,
    detail: refusal.message,
    code: refusal.code,
    retryable: info.retryable,
    traceId,
    ...(refusal.hint === undefined ? {} : { hint: refusal.hint }),
  };
}

/** How a CLI command ends for a code: 3 not allowed, 4 refused by the rules of trading, 2 invalid input, 5 unavailable, 1 a bug. */
export function exitCodeOf(code: string): 1 | 2 | 3 | 4 | 5 {
  if (!isCode(code)) return 1;
  switch (code) {
    case "unauthorized":
    case "forbidden":
      return 3;
    case "internal":
      return 1;
    case "unavailable":
    case "too_many_requests":
      return 5;
    case "malformed_json":
    case "invalid_request":
    case "body_too_large":
    case "not_found":
    case "unknown_account":
    case "unknown_symbol":
    case "ambiguous_symbol":
    case "invalid_quantity":
    case "price_required":
    case "price_not_allowed":
    case "stop_price_required":
    case "stop_price_not_allowed":
    case "invalid_price":
    case "idempotency_mismatch":
    case "nothing_to_amend":
    case "key_in_use":
      return 2;
    default:
      return 4;
  }
}
