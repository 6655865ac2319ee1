// Users and API keys in the gateway's schema.
import { and, asc, eq, isNull } from "drizzle-orm";
import { orm, type Sql } from "@hoga/db";
import { apiKeys, users } from "@hoga/db/gateway";
import { isApiKey } from "./api_key.ts";

/** A key as its owner recognises it: the secret itself is shown once, when it is made, and kept nowhere. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly lastFour: string;
  readonly label: string;
  /** Real time, epoch milliseconds. */
  readonly createdAt: number;
}

export interface User {
  readonly id: string;
  readonly name: string;
}

/** The id of a key's record: whoever has a key can tell which it is. */
export async function apiKeyId(key: string): Promise<string> {
  return idOf(await sha256Hex(key));
}

function idOf(keyHash: string): string {
  return `key_${keyHash.slice(0, 16)}`;
}

export type IdentityStore = ReturnType<typeof identityStore>;

/** Users and API keys over `sql`. A key is looked up by its SHA-256: whoever reads the table can call nothing with it. */
export function identityStore(sql: Sql) {
  const db = orm(sql);
  return {
    /** Makes the user `id` if there is none; a known one keeps its name. `now` is market time in epoch ms. Safe to repeat. */
    async ensureUser(user: { readonly id: string; readonly name: string; readonly now: number }): Promise<void> {
      await db.insert(users).values({ id: user.id, name: user.name, createdAt: user.now }).onConflictDoNothing();
    },

    /**
     * Lets `key` (see `newApiKey`) act for a user. Safe to repeat with the same key and user; a key that was revoked stays so.
     * Throws a RangeError for a text that is no API key, and an Error for a key of another user.
     */
    async createKey(
      { userId, label, key }: { readonly userId: string; readonly label: string; readonly key: string },
    ): Promise<ApiKeyRecord> {
      if (!isApiKey(key)) throw new RangeError("Not an API key");
      const keyHash = await sha256Hex(key);
      const id = idOf(keyHash);
      await db.insert(apiKeys).values({ id, lastFour: key.slice(-4), userId, keyHash, label }).onConflictDoNothing();
      const [made] = await db.select().from(apiKeys).where(eq(apiKeys.keyHash, keyHash));
      if (made?.userId !== userId) throw new Error(`The key ${id} is another user's`);
      return recordOf(made);
    },

    /** Whom a key acts for, or null when it is unknown, revoked or no key at all (which costs no query). */
    async findByKey(key: string): Promise<{ readonly userId: string } | null> {
      if (!isApiKey(key)) return null;
      const isLive = and(eq(apiKeys.keyHash, await sha256Hex(key)), isNull(apiKeys.revokedAt));
      const [found] = await db.select({ userId: apiKeys.userId }).from(apiKeys).where(isLive);
      return found ?? null;
    },

    /** The user `id`, or null. */
    async findUser(id: string): Promise<User | null> {
      const [user] = await db.select({ id: users.id, name: users.name }).from(users).where(eq(users.id, id));
      return user ?? null;
    },

    /** The user's keys that are in use, the oldest first. */
    async keysOf(userId: string): Promise<readonly ApiKeyRecord[]> {
      const isLive = and(eq(apiKeys.userId, userId), isNull(apiKeys.revokedAt));
      const rows = await db.select().from(apiKeys).where(isLive).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
      return rows.map(recordOf);
    },

    /** Ends the user's key `keyId`. Answers whether there was such a key in use. */
    async revoke({ userId, keyId }: { readonly userId: string; readonly keyId: string }): Promise<boolean> {
      const rows = await sql.query(
        "update gateway.api_keys set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null returning 1",
        [keyId, userId],
      );
      return rows.length > 0;
    },
  };
}

function recordOf(row: typeof apiKeys.$inferSelect): ApiKeyRecord {
  return { id: row.id, lastFour: row.lastFour, label: row.label, createdAt: row.createdAt.getTime() };
}

async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
