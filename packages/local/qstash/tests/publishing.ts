import assert from "node:assert/strict";
import { DEDUP_WINDOW_MS } from "../storing.ts";
import { type Call, refused, scenario, START, TOKEN } from "./harness.ts";

scenario("publish: method, headers, query string and body arrive as they were sent", async (world) => {
  const url = `${world.destination}/hook/a%20b?x=1&y=http://other//z`;
  const { messageId } = await world.client.publish({
    url,
    method: "PUT",
    body: "호가 \u0000 body",
    headers: { "Content-Type": "text/x-hoga", "X-Order": "42", "traceparent": "00-aa-bb-01" },
  });
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
  const [call] = world.calls;
  assert.equal(call?.url, url);
  assert.equal(call.method, "PUT");
  assert.equal(call.body, "호가 \u0000 body");
  const header = (name: string) => call.headers.get(name);
  assert.equal(header("content-type"), "text/x-hoga");
  assert.equal(header("x-order"), "42");
  assert.equal(header("traceparent"), "00-aa-bb-01");
  assert.equal(header("user-agent"), "Upstash-QStash");
  assert.equal(header("upstash-message-id"), messageId);
  assert.equal(header("upstash-retried"), "0");
  assert.equal(header("upstash-caller-ip"), "127.0.0.1");
  assert.equal(header("authorization"), null);
  assert.equal(header("upstash-method"), null);
});

scenario("publish: bytes that are not UTF-8 arrive unchanged", async (world) => {
  const bytes = new Uint8Array([0, 255, 254, 128, 10]);
  assert.equal((await world.raw(`/v2/publish/${world.destination}/x`, { method: "POST", body: bytes })).status, 200);
  await world.qstash.tick();
  assert.deepEqual(world.calls.map((call) => call.bytes), [bytes]);
}, { verify: false });

scenario("publish: a GET goes without a body, and its signature says so", async (world) => {
  await world.client.publish({ url: `${world.destination}/x`, method: "GET", body: "dropped" });
  await world.qstash.tick();
  assert.deepEqual(world.calls.map(({ method, path, body }) => [method, path, body]), [["GET", "/x", ""]]);
});

scenario("url group: one message for each endpoint, and the group's endpoints can be managed", async (world) => {
  const { client, destination } = world;
  const endpoints = [{ name: "a", url: `${destination}/a` }, { url: `${destination}/b` }];
  await client.urlGroups.addEndpoints({ name: "fills", endpoints });
  await client.urlGroups.addEndpoints({ name: "fills", endpoints: [{ name: "a", url: `${destination}/a2` }] });
  assert.deepEqual((await client.urlGroups.get("fills")).endpoints, [
    { url: `${destination}/b` },
    { name: "a", url: `${destination}/a2` },
  ]);
  assert.deepEqual((await client.urlGroups.list()).map(({ name, createdAt }) => [name, createdAt]), [[
    "fills",
    START,
  ]]);

  const answers = await client.publishJSON({ urlGroup: "fills", body: { n: 1 } });
  assert.deepEqual(answers.map(({ url }) => url), [`${destination}/b`, `${destination}/a2`]);
  await world.qstash.tick();
  assert.deepEqual(world.arrived().sort(), ["/a2", "/b"]);
  assert.deepEqual(world.calls.map(({ headers }) => headers.get("upstash-topic-name")), ["fills", "fills"]);
  assert.deepEqual(
    new Set(world.calls.map(({ headers }) => headers.get("upstash-message-id"))),
    new Set(answers.map(({ messageId }) => messageId)),
  );

  await client.urlGroups.removeEndpoints({ name: "fills", endpoints: [{ name: "a" }] });
  assert.deepEqual((await client.urlGroups.get("fills")).endpoints, [{ url: `${destination}/b` }]);
  await client.urlGroups.delete("fills");
  assert.equal((await refused(() => client.urlGroups.get("fills"))).status, 404);
  assert.equal((await refused(() => client.publish({ urlGroup: "fills" }))).status, 400);
});

scenario("batch: every item with its own headers, to a URL, a group and a queue; all or none", async (world) => {
  const { client, destination } = world;
  await client.urlGroups.addEndpoints({ name: "g", endpoints: [{ url: `${destination}/g` }] });
  const answers = await client.batchJSON([
    { url: `${destination}/one`, body: { n: 1 }, headers: { "X-N": "1" }, deduplicationId: "d" },
    { urlGroup: "g", body: { n: 2 } },
    { url: `${destination}/three`, body: { n: 3 }, queueName: "q", delay: 5 },
    { url: `${destination}/again`, body: { n: 4 }, deduplicationId: "d" },
  ]);
  const ids = answers.flat().map(({ messageId }) => messageId);
  assert.equal(ids.length, 4);
  assert.equal(ids[3], ids[0]);
  assert.deepEqual(answers[3], { messageId: ids[0], deduplicated: true });
  assert.deepEqual(await world.qstash.tick(), { delivered: 2, nextDueAt: START + 5000 });
  assert.deepEqual(world.arrived().sort(), ["/g", "/one"]);
  const one = world.calls.find(({ path }) => path === "/one");
  assert.equal(one?.headers.get("x-n"), "1");
  assert.equal(one.body, `{"n":1}`);
  world.clock.at += 5000;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/three"]);

  const bad = [{ url: `${destination}/fine` }, { url: `${destination}/bad`, retryDelay: "boom(" }];
  assert.equal((await refused(() => client.batch(bad))).status, 400);
  assert.equal((await world.qstash.tick()).delivered, 0);
});

scenario("deduplication: by id, answered 202 with the old message id, for ten minutes", async (world) => {
  const url = `${world.destination}/x`;
  const first = await world.client.publish({ url, deduplicationId: "order-1" });
  await world.qstash.tick();
  const second = await world.client.publish({ url: `${world.destination}/other`, deduplicationId: "order-1" });
  assert.deepEqual(second, { messageId: first.messageId, deduplicated: true });
  const headers = { "Upstash-Deduplication-Id": "order-1" };
  const raw = await world.raw(`/v2/publish/${url}`, { method: "POST", headers });
  assert.equal(raw.status, 202);
  world.clock.at += DEDUP_WINDOW_MS - 1;
  assert.equal((await world.client.publish({ url, deduplicationId: "order-1" })).deduplicated, true);
  world.clock.at += 1;
  const later = await world.client.publish({ url, deduplicationId: "order-1" });
  assert.notEqual(later.messageId, first.messageId);
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/x", "/x"]);
  world.clock.at = START - 86_400_000;
  const before = await world.client.publish({ url, deduplicationId: "order-1" });
  assert.equal(before.deduplicated, undefined, "a market clock that was set back does not make the window longer");
});

scenario("deduplication: by content, which is destination, headers and body", async (world) => {
  const send = (path: string, body: string, x: string) =>
    world.client.publish({
      url: world.destination + path,
      body,
      headers: { "X-A": x },
      contentBasedDeduplication: true,
    });
  const first = await send("/x", "1", "a");
  assert.deepEqual(await send("/x", "1", "a"), { messageId: first.messageId, deduplicated: true });
  for (const answer of [await send("/y", "1", "a"), await send("/x", "2", "a"), await send("/x", "1", "b")]) {
    assert.equal(answer.deduplicated, undefined);
  }
  assert.equal((await world.qstash.tick()).delivered, 4);
});

scenario("delay and not-before wait on the market clock, and not-before stands above delay", async (world) => {
  const { client, clock, destination } = world;
  const delayed = await client.publish({ url: `${destination}/delay`, delay: "90s" });
  const absolute = START / 1000 + 60;
  await client.publish({ url: `${destination}/not-before`, notBefore: absolute, delay: 1000 });
  assert.equal((await client.messages.get(delayed.messageId)).notBefore, START + 90_000);
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: START + 60_000 });
  clock.at = START + 59_999;
  assert.equal((await world.qstash.tick()).delivered, 0);
  clock.at = START + 60_000;
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: START + 90_000 });
  clock.at = START + 90_000;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/not-before", "/delay"]);
});

scenario("authorization: bearer or qstash_token, which does not travel on; anything else is 401", async (world) => {
  const publish = async (path: string, headers: Record<string, string>) =>
    (await fetch(world.api + path, { method: "POST", headers })).status;
  const to = `/v2/publish/${world.destination}/x`;
  assert.equal(await publish(to, {}), 401);
  assert.equal(await publish(to, { Authorization: "Bearer wrong" }), 401);
  assert.equal(await publish(`${to}?qstash_token=wrong`, {}), 401);
  assert.equal(await publish(`${to}?a=1&qstash_token=${TOKEN}&b=2`, {}), 200);
  assert.equal((await fetch(`${world.api}/v2/keys`)).status, 401);
  await world.qstash.tick();
  assert.deepEqual(world.calls.map(({ url }: Call) => url), [`${world.destination}/x?a=1&b=2`]);
});

scenario("limits: a body of 1 MiB is taken, one byte more is 413, in a batch too", async (world) => {
  const url = `${world.destination}/big`;
  const limit = 1 << 20;
  await world.client.publish({ url, body: "x".repeat(limit) });
  const over = "x".repeat(limit + 1);
  assert.equal((await refused(() => world.client.publish({ url, body: over }))).status, 413);
  assert.equal((await refused(() => world.client.batch([{ url, body: over }]))).status, 413);
  await world.qstash.tick();
  assert.deepEqual(world.calls.map(({ body }) => body.length), [limit]);
});

scenario("publish: what cannot be understood is refused with 400 and a sentence", async (world) => {
  const url = `${world.destination}/x`;
  const wrong: [string, string][] = [
    ["Upstash-Retry-Delay", "process.exit()"],
    ["Upstash-Retries", "-1"],
    ["Upstash-Delay", "soon"],
    ["Upstash-Timeout", "5"],
    ["Upstash-Not-Before", "tomorrow"],
    ["Upstash-Callback", "not a url"],
    ["Upstash-Failure-Callback", "ftp://x"],
    ["Upstash-Method", "TRACE"],
    ["Upstash-Flow-Control-Key", "alone"],
  ];
  for (const [name, value] of wrong) {
    const response = await world.raw(`/v2/publish/${url}`, { method: "POST", headers: { [name]: value } });
    assert.equal(response.status, 400, name);
    assert.match(JSON.stringify(await response.json()), /^\{"error":".+"\}$/);
  }
  for (const destination of ["example.com/x", "http://", "http://a b.test/", "http://x.test/\u0000"]) {
    const batch = { method: "POST", body: JSON.stringify([{ destination }]) };
    assert.equal((await world.raw("/v2/batch", batch)).status, 400, destination);
  }
  for (const body of ["", "{}", "[]", `[{"destination":"${url}","headers":{"a b":"1"}}]`]) {
    assert.equal((await world.raw("/v2/batch", { method: "POST", body })).status, 400, body);
  }
  assert.equal((await refused(() => world.client.publish({ url: "example.com/x" }))).status, 400);
  assert.equal((await world.qstash.tick()).delivered, 0);
});
