// The practice user of an embedded stack: signed in by a key in a file, with an account to trade in.
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Account, StoredAccounts } from "@hoga/contracts";
import { type IdentityStore, isApiKey, newApiKey } from "@hoga/identity";
import type { CallService } from "@hoga/outbox";
import { isMissing } from "./missing.ts";

export const LOCAL_USER = "local";
const LOCAL_ACCOUNT = "acc_practice";

/** The key in the file, when there is one and it has the shape of one. */
async function readKey(file: string): Promise<string | null> {
  try {
    const key = (await readFile(file, "utf8")).trim();
    return isApiKey(key) ? key : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Lets `key` act for the local user. Answers false for one that was revoked: it stays so. */
async function admit(identity: IdentityStore, key: string): Promise<boolean> {
  if (await identity.findByKey(key) !== null) return true;
  await identity.createKey({ userId: LOCAL_USER, label: "embedded", key });
  return await identity.findByKey(key) !== null;
}

/**
 * Makes sure that the local user exists and that the key in `file` is theirs; a missing or revoked key is replaced by a new one, written
 * with mode 0600.
 */
export async function ensureKey(
  identity: IdentityStore,
  file: string,
  now: number,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  await identity.ensureUser({ id: LOCAL_USER, name: "practice", now });
  const kept = await readKey(file);
  if (kept !== null && await admit(identity, kept)) return kept;
  const key = newApiKey(randomBytes(32));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${key}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  await admit(identity, key);
  return key;
}

/** Opens the practice account when the local user has none. */
export async function ensureAccount(call: CallService): Promise<void> {
  const answer = await call("portfolio", `/accounts?userId=${LOCAL_USER}`);
  if (StoredAccounts.parse(await answer.json()).accounts.length > 0) return;
  const opened = await call("portfolio", "/accounts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: LOCAL_ACCOUNT, userId: LOCAL_USER, name: "practice" }),
  });
  Account.parse(await opened.json());
}
