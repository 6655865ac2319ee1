import assert from "node:assert/strict";
import { ApiKeyList, CreatedApiKey, Whoami } from "@hoga/contracts";
import { isApiKey, newApiKey } from "@hoga/identity";
import { type Fakes, harness, problem } from "../testing/harness.ts";
import { account } from "../testing/documents.ts";
import { memoryIdentity } from "../testing/identity.ts";

const LAPTOP = newApiKey(new Uint8Array(32).fill(1));

/** A gateway whose user Kim has the key `LAPTOP`, and whose user Lee has none. */
async function signedUp(fakes: Fakes = {}) {
  const identity = memoryIdentity([{ id: "u1", name: "Kim" }, { id: "u2", name: "Lee" }]);
  const laptop = await identity.createKey({ userId: "u1", label: "laptop", key: LAPTOP });
  let seeds = 1;
  const h = harness(fakes, {
    identity,
    findUserByKey: identity.findUserByKey,
    randomBytes: (count) => new Uint8Array(count).fill(++seeds),
  });
  return {
    ...h,
    identity,
    laptop,
    /** The status and the body of an answer to the key `key`. */
    async as(key: string, method: string, path: string, json?: unknown) {
      const response = await h.send(method, path, { headers: { authorization: `Bearer ${key}` }, json });
      return { status: response.status, body: await response.json(), headers: response.headers };
    },
  };
}

Deno.test("whoami tells the user, the key and the accounts", async () => {
  const h = await signedUp();
  const { status, body } = await h.as(LAPTOP, "GET", "/api/whoami");
  assert.equal(status, 200);
  assert.deepEqual(Whoami.parse(body), body);
  assert.deepEqual(body, {
    userId: "u1",
    name: "Kim",
    isOperator: true,
    key: { id: h.laptop.id, lastFour: LAPTOP.slice(-4), label: "laptop" },
    accounts: [account()],
  });
});

Deno.test("whoami knows the caller while the portfolio is away", async () => {
  const h = await signedUp({ portfolio: { "GET /accounts": () => problem(503, "unavailable") } });
  const { status, body } = await h.as(LAPTOP, "GET", "/api/whoami");
  assert.deepEqual([status, body.name, "accounts" in body], [200, "Kim", false]);
});

Deno.test("a key is made, told once, listed without its secret, used and revoked at once", async () => {
  const h = await signedUp();
  const made = await h.as(LAPTOP, "POST", "/api/keys", { label: "  bot " });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get("cache-control"), "no-store");
  const { key, ...bot } = CreatedApiKey.parse(made.body);
  assert.ok(isApiKey(key));
  assert.deepEqual(bot, {
    id: bot.id,
    lastFour: key.slice(-4),
    label: "bot",
    createdAt: "2026-11-20T09:00:01+09:00",
    current: false,
  });
  const laptop = { ...h.laptop, createdAt: "2026-11-20T09:00:00+09:00" };
  const listed = await h.as(LAPTOP, "GET", "/api/keys");
  assert.deepEqual(ApiKeyList.parse(listed.body), { keys: [{ ...laptop, current: true }, bot] });
  assert.ok(!JSON.stringify(listed.body).includes(key));
  const own = await h.as(key, "GET", "/api/keys");
  assert.deepEqual(own.body, { keys: [{ ...laptop, current: false }, { ...bot, current: true }] });
  const revoked = await h.as(LAPTOP, "DELETE", `/api/keys/${bot.id}`);
  assert.deepEqual([revoked.status, revoked.body], [200, { revoked: bot.id }]);
  const refused = await h.as(key, "GET", "/api/keys");
  assert.deepEqual([refused.status, refused.body.code], [401, "unauthorized"]);
  const log = h.logged.join("\n");
  assert.match(log, new RegExp(`info an API key was made {"userId":"u1","keyId":"${bot.id}"`));
  assert.match(log, new RegExp(`info an API key was revoked {"userId":"u1","keyId":"${bot.id}"`));
  assert.doesNotMatch(log, new RegExp(key.slice(5, 40)));
});

Deno.test("the key in use is revoked by force alone", async () => {
  const h = await signedUp();
  const path = `/api/keys/${h.laptop.id}`;
  const refused = await h.as(LAPTOP, "DELETE", path);
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.hint],
    [409, "key_in_use", "?force=true ends it all the same"],
  );
  assert.equal((await h.as(LAPTOP, "DELETE", `${path}?force=false`)).status, 409);
  assert.equal((await h.as(LAPTOP, "DELETE", `${path}?force=true`)).status, 200);
  assert.equal((await h.as(LAPTOP, "GET", "/api/whoami")).status, 401);
});

Deno.test("another user's key cannot be seen or revoked", async () => {
  const h = await signedUp();
  const lees = newApiKey(new Uint8Array(32).fill(200));
  const { id } = await h.identity.createKey({ userId: "u2", label: "phone", key: lees });
  assert.deepEqual((await h.as(lees, "GET", "/api/keys")).body.keys.map((one: { id: string }) => one.id), [id]);
  const { status, body } = await h.as(LAPTOP, "DELETE", `/api/keys/${id}`);
  assert.deepEqual([status, body.code], [404, "not_found"]);
  assert.equal((await h.as(lees, "GET", "/api/whoami")).body.name, "Lee");
});

Deno.test("a label is 1 to 40 characters, and there are at most 50 keys", async () => {
  const h = await signedUp();
  for (const label of ["", "   ", "x".repeat(41), "a\u0007b", 7]) {
    const { status, body } = await h.as(LAPTOP, "POST", "/api/keys", { label });
    assert.deepEqual([status, body.code], [400, "invalid_request"], JSON.stringify(label));
  }
  assert.equal((await h.as(LAPTOP, "POST", "/api/keys", { label: "bot", scope: "read" })).status, 400);
  for (let n = 1; n < 50; n++) assert.equal((await h.as(LAPTOP, "POST", "/api/keys", { label: "봇" })).status, 201);
  const { status, body } = await h.as(LAPTOP, "POST", "/api/keys", { label: "one more" });
  assert.deepEqual([status, body.hint], [400, "Revoke one first"]);
});
