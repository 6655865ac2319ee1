// What callers get about themselves and their API keys.
import { z } from "@hono/zod-openapi";
import { Account } from "./portfolio.ts";
import { Time } from "./primitives.ts";

/** A key as its owner recognises it. The secret is told once, by `POST /api/keys`, and kept nowhere. */
export const ApiKey = z.object({
  id: z.string(),
  lastFour: z.string(),
  label: z.string(),
  createdAt: Time,
  /** Whether it is the key that this request came with. */
  current: z.boolean(),
}).openapi("ApiKey");
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = z.object({ keys: z.array(ApiKey) }).openapi("ApiKeyList");

export const LABEL_MAX = 40;
export const NewApiKey = z.strictObject({
  label: z.string().trim().min(1).max(LABEL_MAX).regex(/^\P{Cc}*$/u, "without control characters"),
}).openapi("NewApiKey");
/** A new key with its secret, `key`. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).openapi("CreatedApiKey");
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
export const RevokedApiKey = z.object({ revoked: z.string() }).openapi("RevokedApiKey");

/** Whom a key acts for. `accounts` is left out while the portfolio service cannot be asked. */
export const Whoami = z.object({
  userId: z.string(),
  name: z.string(),
  isOperator: z.boolean(),
  key: ApiKey.pick({ id: true, lastFour: true, label: true }),
  accounts: z.array(Account).optional(),
}).openapi("Whoami");
export type Whoami = z.infer<typeof Whoami>;
