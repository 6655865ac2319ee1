import assert from "node:assert/strict";
import { migrate, openPglite, type Sql } from "@hoga/db";
import { newApiKey } from "./api_key.ts";
import { apiKeyId, identityStore } from "./store.ts";

const keyOf = (seed: number) => newApiKey(new Uint8Array(32).fill(seed));

/** `sql` with a count of the statements that go through it. */
function counted(sql: Sql): { readonly sql: Sql; count(): number } {
  let count = 0;
  const counting: Sql = {
    ...sql,
    query: (text, params) => (count++, sql.query(text, params)),
    arrays: (text, params) => (count++, sql.arrays(text, params)),
  };
  return { sql: counting, count: () => count };
}

Deno.test("users and keys on a real database", async (t) => {
  await using stack = new AsyncDisposableStack();
  const db = await openPglite({});
  stack.defer(() => db.close());
  await migrate(db, ["gateway"]);
  const { sql, count } = counted(db);
  const store = identityStore(sql);

  await t.step("a user is made once and keeps its name", async () => {
    await store.ensureUser({ id: "u1", name: "Kim", now: 1_000 });
    await store.ensureUser({ id: "u1", name: "Lee", now: 2_000 });
    await store.ensureUser({ id: "u2", name: "Park", now: 3_000 });
    const rows = await db.query("select id, name, created_at::int from gateway.users order by id");
    assert.deepEqual(rows, [
      { id: "u1", name: "Kim", created_at: 1_000 },
      { id: "u2", name: "Park", created_at: 3_000 },
    ]);
  });

  await t.step("a key finds its user, and the table does not hold it", async () => {
    const record = await store.createKey({ userId: "u1", label: "laptop", key: keyOf(1) });
    assert.deepEqual(await store.findByKey(keyOf(1)), { userId: "u1" });
    assert.equal(await store.findByKey(keyOf(2)), null);
    assert.equal(record.lastFour, keyOf(1).slice(-4));
    assert.equal(record.label, "laptop");
    assert.equal(record.id, await apiKeyId(keyOf(1)));
    const rows = await db.query("select * from gateway.api_keys");
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(keyOf(1).slice(5, 40)));
  });

  await t.step("making the same key again changes nothing; another user cannot have it", async () => {
    const again = await store.createKey({ userId: "u1", label: "other label", key: keyOf(1) });
    assert.match(again.id, /^key_[0-9a-f]{16}$/);
    assert.equal(again.label, "laptop");
    await assert.rejects(store.createKey({ userId: "u2", label: "mine", key: keyOf(1) }), /another user's/);
    await assert.rejects(store.createKey({ userId: "u2", label: "mine", key: "password" }), RangeError);
    assert.deepEqual(await store.findByKey(keyOf(1)), { userId: "u1" });
  });

  await t.step("a text that is no key costs no statement", async () => {
    const before = count();
    assert.equal(await store.findByKey("hoga_nonsense"), null);
    assert.equal(await store.findByKey(`${keyOf(1)}'; drop table gateway.users --`), null);
    assert.equal(count(), before);
  });

  await t.step("a revoked key finds nobody, and only its owner can revoke it", async () => {
    const { id: keyId } = await store.createKey({ userId: "u2", label: "bot", key: keyOf(3) });
    assert.equal(await store.revoke({ userId: "u1", keyId }), false);
    assert.deepEqual(await store.findByKey(keyOf(3)), { userId: "u2" });
    assert.equal(await store.revoke({ userId: "u2", keyId }), true);
    assert.equal(await store.findByKey(keyOf(3)), null);
    assert.equal(await store.revoke({ userId: "u2", keyId }), false);
    await store.createKey({ userId: "u2", label: "bot", key: keyOf(3) });
    assert.equal(await store.findByKey(keyOf(3)), null, "making it again does not bring it back");
  });

  await t.step("a user's keys in use are listed, the oldest first, and nobody else's", async () => {
    const { id } = await store.createKey({ userId: "u1", label: "bot", key: keyOf(4) });
    const keys = await store.keysOf("u1");
    assert.deepEqual(keys.map(({ label }) => label), ["laptop", "bot"]);
    assert.deepEqual([keys[1]?.id, keys[1]?.lastFour], [id, keyOf(4).slice(-4)]);
    assert.ok(Math.abs((keys[1]?.createdAt ?? 0) - Date.now()) < 60_000);
    await store.revoke({ userId: "u1", keyId: id });
    assert.deepEqual((await store.keysOf("u1")).map(({ label }) => label), ["laptop"]);
    assert.deepEqual(await store.keysOf("u2"), []);
  });

  await t.step("a user is found by id", async () => {
    assert.deepEqual(await store.findUser("u1"), { id: "u1", name: "Kim" });
    assert.equal(await store.findUser("u9"), null);
  });
});
