// /api/whoami and /api/keys: whom a key acts for, and the user's other keys.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { ApiKeyList, CreatedApiKey, NewApiKey, refuse, RevokedApiKey, Whoami } from "@hoga/contracts";
import { apiKeyId, type ApiKeyRecord, newApiKey } from "@hoga/identity";
import { kstIso } from "@hoga/krx";
import type { Gateway, GatewayEnv } from "../env.ts";
import { takesJson } from "../middleware/body.ts";
import { say } from "../problems.ts";
import { answers, jsonBodyOf, makes, newRouter, signedIn } from "../router.ts";

const tags = ["keys"];
const none = { query: z.strictObject({}) };

/** Keys in use that one user may have. */
const KEYS_MAX = 50;
/** What a key is made of. */
const KEY_BYTES = 32;

const whoami = createRoute({
  method: "get",
  path: "/api/whoami",
  operationId: "whoami",
  summary: "Whom this key acts for",
  tags,
  security: signedIn,
  request: none,
  responses: answers(Whoami, "The user, the key and the accounts"),
});
const listKeys = createRoute({
  method: "get",
  path: "/api/keys",
  operationId: "listKeys",
  summary: "Your API keys, without their secrets",
  tags,
  security: signedIn,
  request: none,
  responses: answers(ApiKeyList, "The keys in use, the oldest first"),
});
const createKey = createRoute({
  method: "post",
  path: "/api/keys",
  operationId: "createKey",
  summary: "Make an API key; its secret is told this once",
  tags,
  security: signedIn,
  middleware: takesJson(),
  request: { ...none, body: jsonBodyOf(NewApiKey) },
  responses: makes(CreatedApiKey, "The key and its secret"),
});
const revokeKey = createRoute({
  method: "delete",
  path: "/api/keys/{id}",
  operationId: "revokeKey",
  summary: "End an API key",
  description: "Other processes of the gateway may take the key for up to 30 seconds more.",
  tags,
  security: signedIn,
  request: {
    params: z.object({ id: z.string().min(1).max(64) }),
    query: z.strictObject({
      force: z.enum(["true", "false"]).optional().describe("End it even if it is the key of this very request"),
    }),
  },
  responses: answers(RevokedApiKey, "Its id"),
});

/** The routes of users and keys. */
export function keyRoutes(g: Gateway) {
  const app = newRouter();
  const { identity, log, randomBytes } = g.ports;

  app.openapi(whoami, async (c) => {
    const userId = c.get("userId");
    const [current, user, keys, accounts] = await Promise.all([
      apiKeyId(c.get("apiKey")),
      identity.findUser(userId),
      identity.keysOf(userId),
      g.accounts.all(c.get("ask"), userId),
    ]);
    const key = keys.find(({ id }) => id === current);
    return c.json({
      userId,
      name: user?.name ?? userId,
      isOperator: g.ports.isOperator(userId),
      key: { id: current, lastFour: c.get("apiKey").slice(-4), label: key?.label ?? "" },
      ...("refused" in accounts ? {} : { accounts: [...accounts.value] }),
    }, 200);
  });

  app.openapi(listKeys, async (c) => {
    const keys = await identity.keysOf(c.get("userId"));
    const toDocument = await documentOf(c);
    return c.json({ keys: keys.map(toDocument) }, 200);
  });

  app.openapi(createKey, async (c) => {
    const userId = c.get("userId");
    const { label } = c.req.valid("json");
    if ((await identity.keysOf(userId)).length >= KEYS_MAX) {
      return say(c, refuse("invalid_request", `You have ${KEYS_MAX} keys, which is the most`, "Revoke one first"));
    }
    const key = newApiKey(randomBytes(KEY_BYTES));
    const made = await identity.createKey({ userId, label, key });
    log("info", "an API key was made", { userId, keyId: made.id, traceparent: c.get("traceparent") });
    const toDocument = await documentOf(c);
    return c.json({ ...toDocument(made), key }, 201, { "Cache-Control": "no-store" });
  });

  app.openapi(revokeKey, async (c) => {
    const userId = c.get("userId");
    const { id } = c.req.valid("param");
    if (c.req.valid("query").force !== "true" && id === await apiKeyId(c.get("apiKey"))) {
      return say(c, refuse("key_in_use", `${id} is the key of this request`, "?force=true ends it all the same"));
    }
    if (!await identity.revoke({ userId, keyId: id })) {
      return say(c, refuse("not_found", `You have no key ${JSON.stringify(id)} in use`));
    }
    g.forgetKeys();
    log("info", "an API key was revoked", { userId, keyId: id, traceparent: c.get("traceparent") });
    return c.json({ revoked: id }, 200);
  });
  return app;
}

/** Makes the documents of keys for the caller, who learns which of them is the one in use. */
async function documentOf(c: Context<GatewayEnv>) {
  const current = await apiKeyId(c.get("apiKey"));
  return ({ id, lastFour, label, createdAt }: ApiKeyRecord) => (
    { id, lastFour, label, createdAt: kstIso(createdAt), current: id === current }
  );
}
