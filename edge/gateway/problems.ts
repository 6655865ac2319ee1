// How the gateway says no.
import type { Context, TypedResponse } from "hono";
import { CODES, isCode, type Problem, type Refusal } from "@hoga/contracts";
import { traceIdOf } from "@hoga/telemetry";
import { refusal, type Refused } from "./answer.ts";
import type { GatewayEnv } from "./env.ts";

type RefusalStatus = (typeof CODES)[keyof typeof CODES]["status"];

/** Answers with the problem document of a refusal. */
export function tell(
  c: Context<GatewayEnv>,
  refused: Refused,
  headers: Readonly<Record<string, string>> = {},
): Response & TypedResponse<Problem, RefusalStatus, "json"> {
  const status = isCode(refused.code) ? CODES[refused.code].status : 500;
  const problem: Problem = { ...refused, status, traceId: traceIdOf(c.get("traceparent")) ?? "none" };
  return c.json(problem, status, { ...headers, "Content-Type": "application/problem+json" });
}

/** Answers with a refusal of the gateway's own. */
export function say(
  c: Context<GatewayEnv>,
  reason: Refusal,
  headers?: Readonly<Record<string, string>>,
): ReturnType<typeof tell> {
  return tell(c, refusal(reason).refused, headers);
}
