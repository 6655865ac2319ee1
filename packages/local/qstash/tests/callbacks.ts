import assert from "node:assert/strict";
import { failing, json, scenario, START } from "./harness.ts";

const decoded = (base64: unknown) => atob(String(base64));

scenario("callback: a signed message with the answer, on every attempt", async (world) => {
  const { client, clock, destination } = world;
  const answers = [failing(503, { "X-Why": "busy" }), new Response("done", { status: 201 })];
  world.answer = ({ path }) => path === "/work" ? answers.shift() ?? failing() : new Response();
  const { messageId } = await client.publishJSON({
    url: `${destination}/work`,
    body: { n: 1 },
    headers: { "X-Own": "1", "Upstash-Callback-Forward-X-Mine": "yes", "Upstash-Callback-Method": "PUT" },
    callback: `${destination}/back`,
    retries: 2,
    retryDelay: "1000",
  });
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/work", "/back"]);
  clock.at += 1000;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/work", "/back"]);

  const [, first, , second] = world.calls;
  assert.equal(first?.method, "PUT");
  assert.equal(first.headers.get("content-type"), "application/json");
  assert.equal(first.headers.get("x-mine"), "yes");
  assert.equal(first.headers.get("x-own"), null);
  assert.notEqual(first.headers.get("upstash-message-id"), messageId);
  const { status, body, header, retried, maxRetries, sourceMessageId, url, method, sourceBody, ...rest } = json(first);
  assert.deepEqual([status, decoded(body), retried, maxRetries], [503, "no", 0, 2]);
  assert.deepEqual(Object.entries(header ?? {}).find(([name]) => name === "x-why"), ["x-why", ["busy"]]);
  assert.deepEqual([sourceMessageId, url, method], [messageId, `${destination}/work`, "POST"]);
  assert.equal(decoded(sourceBody), `{"n":1}`);
  assert.deepEqual(rest, {
    sourceHeader: { "Content-Type": ["application/json"], "x-own": ["1"] },
    createdAt: START,
    notBefore: START,
    callerIP: "127.0.0.1",
  });
  assert.deepEqual([json(second).status, decoded(json(second).body), json(second).retried], [201, "done", 1]);
});

scenario("failure callback: once, when the retries are used up, with the dead letter's id", async (world) => {
  const { client, clock, destination } = world;
  await client.urlGroups.addEndpoints({ name: "g", endpoints: [{ name: "e", url: `${destination}/work` }] });
  world.answer = ({ path }) => path === "/work" ? failing(500) : new Response();
  await client.publish({
    urlGroup: "g",
    body: "b",
    failureCallback: `${destination}/failed`,
    headers: { "Upstash-Failure-Callback-Forward-X-Mine": "yes" },
    retries: 1,
    retryDelay: "1000",
  });
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/work"]);
  clock.at += 1000;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/work", "/failed"]);
  const call = world.calls.at(-1);
  const { messages: [dead] } = await client.dlq.listMessages();
  const { status, dlqId, retried, maxRetries, topicName, endpointName } = json(call);
  assert.deepEqual([status, dlqId, retried, maxRetries], [500, dead?.dlqId, 1, 1]);
  assert.deepEqual([topicName, endpointName], ["g", "e"]);
  assert.equal(call?.headers.get("x-mine"), "yes");
});

scenario("callback: is retried like its message unless it says otherwise, and can die itself", async (world) => {
  const { client, clock, destination } = world;
  world.answer = ({ path }) => path === "/work" ? new Response() : failing();
  const url = `${destination}/work`;
  await client.publish({ url, callback: `${destination}/inherits`, retries: 1, retryDelay: "1" });
  await client.publish({
    url,
    callback: `${destination}/own`,
    retries: 1,
    headers: { "Upstash-Callback-Retries": "0", "Upstash-Callback-Delay": "2s" },
  });
  for (const wait of [0, 1, 1999]) {
    clock.at += wait;
    await world.qstash.tick();
  }
  assert.deepEqual(world.arrived().sort(), ["/inherits", "/inherits", "/own", "/work", "/work"]);
  const { messages } = await client.dlq.listMessages();
  assert.deepEqual(messages.map(({ url }) => url.replace(destination, "")), ["/own", "/inherits"]);
});
