import assert from "node:assert/strict";
import { Receiver } from "@upstash/qstash";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { receiver, scenario, type World } from "./harness.ts";

/** Delivers one message and returns what is needed to verify it. */
async function delivered(world: World): Promise<{ signature: string; body: string; url: string }> {
  await world.client.publishJSON({ url: `${world.destination}/signed?a=1`, body: { won: 71_000 } });
  await world.qstash.tick();
  const call = world.calls.at(-1);
  assert.ok(call);
  return { signature: call.headers.get("upstash-signature") ?? "", body: call.body, url: call.url };
}

scenario("signature: the claims that are documented", async (world) => {
  const { signature, url, body } = await delivered(world);
  assert.deepEqual(decodeProtectedHeader(signature), { alg: "HS256", typ: "JWT" });
  const { iss, sub, iat = 0, nbf, exp, jti, body: hash } = decodeJwt<{ body: string }>(signature);
  assert.deepEqual([iss, sub, nbf, exp], ["Upstash", url, iat, iat + 300]);
  assert.ok(Math.abs(iat - Date.now() / 1000) < 60);
  assert.match(jti ?? "", /^jwt_./);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body));
  const padded = btoa(String.fromCharCode(...new Uint8Array(digest))).replaceAll("+", "-").replaceAll("/", "_");
  assert.equal(hash, padded);
});

scenario("signature: the real Receiver takes it, and refuses a wrong key, URL or body", async (world) => {
  const message = await delivered(world);
  const real = await receiver(world);
  assert.equal(await real.verify(message), true);
  const stranger = new Receiver({ currentSigningKey: "sig_other", nextSigningKey: "sig_others", devMode: false });
  await assert.rejects(stranger.verify(message), { name: "SignatureError" });
  await assert.rejects(real.verify({ ...message, url: message.url.replace("a=1", "a=2") }), { name: "SignatureError" });
  await assert.rejects(real.verify({ ...message, body: `${message.body} ` }), { name: "SignatureError" });
  await assert.rejects(real.verify({ ...message, signature: `${message.signature}x` }), { name: "SignatureError" });
});

scenario("signature: one that is older than five minutes is refused", async (world) => {
  await assert.rejects((await receiver(world)).verify(await delivered(world)), { name: "SignatureError" });
}, { wall: () => Date.now() - 301_000, verify: false });

scenario(
  "signing keys: a rotation makes the next key current, and receivers with the old pair go on",
  async (world) => {
    const before = await world.qstash.keys();
    assert.notEqual(before.current, before.next);
    assert.match(before.current, /^sig_[A-Za-z0-9]{28}$/);
    assert.deepEqual(await (await world.raw("/v2/keys")).json(), before);
    const oldPair = await receiver(world);

    const after = await (await world.raw("/v2/keys/rotate", { method: "POST" })).json();
    assert.deepEqual(after, await world.qstash.keys());
    assert.equal(after.current, before.next);
    assert.notEqual(after.next, before.current);
    const message = await delivered(world);
    assert.equal(await oldPair.verify(message), true, "by its next key");
    assert.equal(await (await receiver(world)).verify(message), true, "by its current key");

    await world.raw("/v2/keys/rotate", { method: "POST" });
    const second = await delivered(world);
    await assert.rejects(oldPair.verify(second), { name: "SignatureError" });
    assert.equal(await (await receiver(world)).verify(second), true);

    const kept = await world.qstash.keys();
    await world.restart();
    assert.deepEqual(await world.qstash.keys(), kept, "the keys outlive the process");
  },
);

scenario("region: sent when there is one", async (world) => {
  await delivered(world);
  assert.equal(world.calls[0]?.headers.get("upstash-region"), "eu-central-1");
}, { region: "eu-central-1" });
