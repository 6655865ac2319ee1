// Routers that check requests by the schemas that describe them, and the pieces that their descriptions share.
import { OpenAPIHono, type z } from "@hono/zod-openapi";
import { routePath } from "hono/route";
import { Problem, refuse } from "@hoga/contracts";
import type { GatewayEnv } from "./env.ts";
import { say } from "./problems.ts";
import { isPart, type Part, requestError } from "./request_errors.ts";

/** An empty router whose routes refuse what their schemas do not take. */
export function newRouter(): OpenAPIHono<GatewayEnv> {
  const router = new OpenAPIHono<GatewayEnv>({
    defaultHook: (result, c) => {
      if (result.success || !isPart(result.target)) return undefined;
      const fields = fieldsOf(router, c.req.method, routePath(c), result.target);
      // The validator passes on what it looked at, though its type does not say so.
      const input = "data" in result ? result.data : undefined;
      return say(c, refuse("invalid_request", requestError(result.target, result.error, input, fields)));
    },
  });
  return router;
}

const KEYS = { query: "query", param: "params", header: "headers" } as const;

/** The names that a part of a route's request may have, as its schema lists them. */
function fieldsOf(router: OpenAPIHono<GatewayEnv>, method: string, path: string, part: Part): readonly string[] {
  for (const definition of router.openAPIRegistry.definitions) {
    if (definition.type !== "route" || definition.route.method !== method.toLowerCase()) continue;
    if (definition.route.path.replaceAll(/{(.+?)}/g, ":$1") !== path) continue;
    const { request } = definition.route;
    if (part !== "json") return shapeOf(request?.[KEYS[part]]);
    const media = request?.body?.content["application/json"];
    return media !== undefined && "schema" in media ? shapeOf(media.schema) : [];
  }
  return [];
}

function shapeOf(schema: unknown): readonly string[] {
  const isShaped = typeof schema === "object" && schema !== null && "shape" in schema;
  return isShaped && typeof schema.shape === "object" && schema.shape !== null ? Object.keys(schema.shape) : [];
}

const problem = {
  description: "A problem document (RFC 9457)",
  content: { "application/problem+json": { schema: Problem } },
} as const;

/** What a route answers: 200 with `schema`, or a problem. */
export function answers<S extends z.ZodType>(schema: S, description: string) {
  return { 200: { description, content: { "application/json": { schema } } }, default: problem };
}

/** What a route answers that makes something: 201 with `schema`, or a problem. */
export function makes<S extends z.ZodType>(schema: S, description: string) {
  return { 201: { description, content: { "application/json": { schema } } }, default: problem };
}

/** What a route answers that streams: 200 with server-sent events, or a problem. */
export function streams<S extends z.ZodType>(schema: S, description: string) {
  return { 200: { description, content: { "text/event-stream": { schema } } }, default: problem };
}

/** A JSON body that has to be there. */
export function jsonBodyOf<S extends z.ZodType>(schema: S) {
  return { content: { "application/json": { schema } }, required: true as const };
}

/** Marks a route as one that needs a key. */
export const signedIn: Record<string, string[]>[] = [{ bearer: [] }];
