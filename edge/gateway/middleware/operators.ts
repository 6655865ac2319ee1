// What only operators may do.
import { createMiddleware } from "hono/factory";
import { refuse } from "@hoga/contracts";
import type { GatewayEnv } from "../env.ts";
import type { GatewayPorts } from "../ports.ts";
import { say } from "../problems.ts";

/** Lets operators change things; everybody who is signed in may look. */
export function operatorsChange(isOperator: GatewayPorts["isOperator"]) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    if (c.req.method !== "GET" && !isOperator(c.get("userId"))) {
      return say(c, refuse("forbidden", "Only an operator may do this", "HOGA_OPERATORS names the operators"));
    }
    await next();
  });
}
