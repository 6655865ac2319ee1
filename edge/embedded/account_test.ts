import assert from "node:assert/strict";
import { join } from "node:path";
import { apiKeyId, identityStore } from "@hoga/identity";
import { openTestPglite } from "@hoga/testing";
import { ensureKey, LOCAL_USER } from "./account.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

Deno.test("the key of the file is kept, goes into a new database, and is replaced once it is revoked", async () => {
  const dir = await Deno.makeTempDir({ prefix: "hoga-key-" });
  try {
    const identity = identityStore(sql);
    const file = join(dir, "state", "api-key");
    let seed = 0;
    const ensure = () => ensureKey(identity, file, 1_000, (count) => new Uint8Array(count).fill(++seed));
    const first = await ensure();
    assert.equal(await Deno.readTextFile(file), `${first}\n`);
    assert.equal(((await Deno.stat(file)).mode ?? 0) & 0o777, 0o600);
    assert.equal(await ensure(), first);
    await sql.query("delete from gateway.api_keys");
    assert.equal(await ensure(), first);
    assert.deepEqual(await identity.findByKey(first), { userId: LOCAL_USER });

    await identity.revoke({ userId: LOCAL_USER, keyId: await apiKeyId(first) });
    const second = await ensure();
    assert.notEqual(second, first);
    assert.equal(await Deno.readTextFile(file), `${second}\n`);
    assert.deepEqual(await identity.findByKey(second), { userId: LOCAL_USER });
    assert.equal(await identity.findByKey(first), null);

    await Deno.writeTextFile(file, "no key\n");
    assert.notEqual(await ensure(), second);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
