// Who calls. An API key is looked up once in half a minute, so that an order costs no query of its own.
import { createMiddleware } from "hono/factory";
import { refuse } from "@hoga/contracts";
import type { GatewayEnv } from "../env.ts";
import type { GatewayPorts } from "../ports.ts";
import { say } from "../problems.ts";

/** How long a known key is remembered (real ms), and so how long a revoked one may still work. */
const KEPT_MS = 30_000;
const KEPT_MAX = 10_000;

/** The user of a key, or null. */
export type UserOfKey = (key: string) => Promise<string | null>;

export interface KnownKeys {
  readonly userOf: UserOfKey;
  /** Forgets all keys. A look-up under way is not remembered either. */
  forget(): void;
}

/** `findUserByKey` with a memory of the keys that it knew. Requests that come at once with a new key share one look-up. */
export function rememberKeys({ findUserByKey, wall }: Pick<GatewayPorts, "findUserByKey" | "wall">): KnownKeys {
  const kept = new Map<string, { readonly userId: string; readonly until: number }>();
  const underWay = new Map<string, Promise<string | null>>();

  let forgotten = 0;

  async function look(key: string): Promise<string | null> {
    const before = forgotten;
    const found = await findUserByKey(key);
    kept.delete(key);
    if (found === null || forgotten !== before) return found?.userId ?? null;
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(key, { userId: found.userId, until: wall() + KEPT_MS });
    return found.userId;
  }

  return {
    async userOf(key) {
      const known = kept.get(key);
      if (known !== undefined && known.until > wall()) return known.userId;
      const looking = underWay.get(key) ?? look(key).finally(() => underWay.delete(key));
      underWay.set(key, looking);
      return await looking;
    },
    forget() {
      forgotten += 1;
      kept.clear();
      underWay.clear();
    },
  };
}

/** Lets in requests with an API key that acts for somebody. */
export function authenticate(userOfKey: UserOfKey, log: GatewayPorts["log"]) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const challenge = { "WWW-Authenticate": 'Bearer realm="hoga"' };
    const key = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    if (key === undefined) {
      return say(c, refuse("unauthorized", "Send the header Authorization: Bearer <API key>"), challenge);
    }
    let userId: string | null;
    try {
      userId = await userOfKey(key);
    } catch (error) {
      log("error", "API keys cannot be looked up", { error: String(error) });
      return say(c, refuse("unavailable", "API keys cannot be checked now", "Try again in a moment"));
    }
    if (userId === null) return say(c, refuse("unauthorized", "This API key is not valid"), challenge);
    c.set("userId", userId);
    c.set("apiKey", key);
    await next();
  });
}
