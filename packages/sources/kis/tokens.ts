// Access tokens of the broker: good for a day, renewed once for everybody.
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Log } from "@hoga/telemetry";
import type { Time } from "../time.ts";

/** A token is not used in the last minutes of its life. */
const SPARE_MS = 10 * 60_000;
/** How long nobody asks again after the broker gave no token: it takes one such request a minute. */
const FAILED_MS = 61_000;

const Stored = z.object({ owner: z.string(), token: z.string(), expiresAt: z.number() });

/** A token and when it ends (ms since the epoch). */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Gives the token that requests carry. */
export interface Tokens {
  get(): Promise<string>;
  /** Tells that the broker refused a token. It is renewed once, however many say so. */
  refused(token: string): void;
}

/** Where tokens come from, and where they are kept. */
export interface TokensOptions {
  readonly time: Time;
  readonly log: Log;
  /** Asks the broker for a token. */
  readonly issue: () => Promise<IssuedToken>;
  /** Names the key and the servers that a kept token is of, without telling them. */
  readonly owner: string;
  /** The file that keeps the token for the next start, readable by its owner alone; null keeps it in memory. */
  readonly file: string | null;
}

/** The tokens of one key. The broker counts how often they are asked for: one is used as long as it lives, over restarts too. */
export function createTokens({ time, log, issue, owner, file }: TokensOptions): Tokens {
  let current: IssuedToken | null = null;
  let asked: Promise<IssuedToken> | null = null;
  let isFirst = true;
  let failure: { readonly error: unknown; readonly until: number } | null = null;

  async function obtain(): Promise<IssuedToken> {
    if (isFirst) {
      isFirst = false;
      const kept = await readKept();
      if (kept !== null && isGood(kept)) return current = kept;
    }
    try {
      current = await issue();
    } catch (error) {
      failure = { error, until: time.now() + FAILED_MS };
      throw error;
    }
    await keep(current);
    return current;
  }

  const isGood = ({ expiresAt }: IssuedToken) => expiresAt - time.now() > SPARE_MS;

  async function readKept(): Promise<IssuedToken | null> {
    if (file === null) return null;
    try {
      const stored = Stored.safeParse(JSON.parse(await readFile(file, "utf8")));
      return stored.success && stored.data.owner === owner ? stored.data : null;
    } catch {
      // A file that is not there, or is not what was kept: a token is asked for instead.
      return null;
    }
  }

  async function keep(issued: IssuedToken): Promise<void> {
    if (file === null) return;
    const temporary = `${file}.new`;
    try {
      await writeFile(temporary, JSON.stringify({ owner, ...issued }), { mode: 0o600 });
      await rename(temporary, file);
    } catch (error) {
      log("warn", "the access token cannot be kept", { file, error: String(error) });
    }
  }

  return {
    async get() {
      if (current !== null && isGood(current)) return current.token;
      if (failure !== null && time.now() < failure.until) throw failure.error;
      asked ??= obtain().finally(() => {
        asked = null;
      });
      return (await asked).token;
    },
    refused(token) {
      if (current?.token === token) current = null;
    },
  };
}
