// The practice user of an embedded stack: signed in by a key in a file, with an account to trade in.
import { dirname } from "node:path";
import { Account, StoredAccounts } from "@hoga/contracts";
import { type IdentityStore, isApiKey, newApiKey } from "@hoga/identity";
import type { CallService } from "@hoga/outbox";

export const LOCAL_USER = "local";
const LOCAL_ACCOUNT = "acc_practice";

/** The key in the file, when there is one and it has the shape of one. */
async function readKey(file: string): Promise<string | null> {
  try {
    const key = (await Deno.readTextFile(file)).trim();
    return isApiKey(key) ? key : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Makes sure that the local user exists and that the key in `file` is theirs; a missing key is made and written with mode 0600. */
export async function ensureKey(
  identity: IdentityStore,
  file: string,
  now: number,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  await identity.ensureUser({ id: LOCAL_USER, name: "practice", now });
  let key = await readKey(file);
  if (key === null) {
    key = newApiKey(randomBytes(32));
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, `${key}\n`, { mode: 0o600 });
    await Deno.chmod(file, 0o600);
  }
  if (await identity.findByKey(key) === null) await identity.createKey({ userId: LOCAL_USER, label: "embedded", key });
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
