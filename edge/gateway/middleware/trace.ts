// Every request has a trace: the caller's, or a new one. The services behind are asked in its name.
import { createMiddleware } from "hono/factory";
import { newTraceparent, traceIdOf } from "@hoga/telemetry";
import { createAsk } from "../ask.ts";
import type { GatewayEnv } from "../env.ts";
import { langOf } from "../lang.ts";
import type { GatewayPorts } from "../ports.ts";

/** Bytes that a `traceparent` is made of. */
const TRACE_BYTES = 24;

export function trace({ call, log, randomBytes }: GatewayPorts) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const given = c.req.header("traceparent");
    const isValid = given !== undefined && traceIdOf(given) !== null;
    const traceparent = isValid ? given : newTraceparent(randomBytes(TRACE_BYTES));
    c.set("traceparent", traceparent);
    c.set("ask", createAsk(call, log, traceparent, langOf(c.req)));
    await next();
  });
}
