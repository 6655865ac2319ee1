import assert from "node:assert/strict";
import { failing, refused, scenario, START } from "./harness.ts";

scenario("messages: get shows what was published", async (world) => {
  const { client, destination } = world;
  const { messageId } = await client.publishJSON({
    url: `${destination}/x`,
    body: { n: 1 },
    headers: { "X-Own": "1" },
    method: "PATCH",
    retries: 2,
    retryDelay: "1000 * retried",
    delay: 60,
    callback: `${destination}/c`,
    failureCallback: `${destination}/f`,
    label: ["a", "b"],
    flowControl: { key: "k", rate: 3, period: "2m", parallelism: 4 },
  });
  const { urlGroup: _, ratePerSecond: __, ...message } = await client.messages.get(messageId);
  assert.deepEqual(message, {
    messageId,
    url: `${destination}/x`,
    callerIP: "127.0.0.1",
    callerIp: "127.0.0.1",
    method: "PATCH",
    header: { "Content-Type": ["application/json"], "x-own": ["1"] },
    body: `{"n":1}`,
    maxRetries: 2,
    retryDelayExpression: "1000 * retried",
    notBefore: START + 60_000,
    createdAt: START,
    callback: `${destination}/c`,
    failureCallback: `${destination}/f`,
    flowControlKey: "k",
    parallelism: 4,
    rate: 3,
    period: 120,
    label: "a",
    labels: ["a", "b"],
  });
  assert.equal((await refused(() => client.messages.get("none"))).status, 404);
});

scenario("messages: what is redacted shows as a hash, and arrives as it is", async (world) => {
  const { client, destination } = world;
  const url = `${destination}/x`;
  const headers = { "X-Secret": "s", "X-Open": "o" };
  const { messageId } = await client.publish({
    url,
    body: "secret",
    headers,
    redact: { body: true, header: ["X-Secret"] },
  });
  const shown = await client.messages.get(messageId);
  assert.match(shown.body ?? "", /^REDACTED:[0-9a-f]{64}$/);
  assert.match(shown.header?.["x-secret"]?.[0] ?? "", /^REDACTED:/);
  assert.deepEqual(shown.header?.["x-open"], ["o"]);
  await world.qstash.tick();
  assert.deepEqual([world.calls[0]?.body, world.calls[0]?.headers.get("x-secret")], ["secret", "s"]);
});

scenario("messages: cancel one, several, by filter and all", async (world) => {
  const { client, destination } = world;
  const publish = async (path: string, label: string) =>
    (await client.publish({ url: destination + path, label, delay: 60 })).messageId;
  const one = await publish("/1", "a");
  const [two, three] = [await publish("/2", "a"), await publish("/3", "b")];
  await publish("/4", "b");
  await publish("/5", "c");
  await publish("/6", "d");
  assert.deepEqual(await client.messages.cancel(one), { cancelled: 1 });
  assert.equal((await refused(() => client.messages.cancel(one))).status, 404);
  assert.deepEqual(await client.messages.cancel([two, three, one]), { cancelled: 2 });
  assert.deepEqual(await client.messages.cancel({ filter: { label: ["b", "x"] } }), { cancelled: 1 });
  assert.deepEqual(await client.messages.cancel({ filter: { path: "/5", host: new URL(destination).host } }), {
    cancelled: 1,
  });
  assert.deepEqual(await client.messages.cancel({ all: true }), { cancelled: 1 });
  world.clock.at += 60_000;
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: null });
});

scenario("messages: one that is canceled while it is delivered is not tried again", async (world) => {
  const { client, destination } = world;
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  world.answer = async () => {
    arrived.resolve();
    await release.promise;
    return failing();
  };
  const callbacks = { callback: `${destination}/c`, failureCallback: `${destination}/f` };
  const { messageId } = await client.publish({ url: `${destination}/x`, ...callbacks });
  const last = await client.publish({ url: `${destination}/x`, ...callbacks, retries: 0 });
  const tick = world.qstash.tick();
  await arrived.promise;
  await client.messages.cancel([messageId, last.messageId]);
  release.resolve();
  assert.deepEqual(await tick, { delivered: 2, nextDueAt: null });
  assert.deepEqual(world.arrived(), ["/x", "/x"]);
  assert.deepEqual((await client.dlq.listMessages()).messages, []);
});

scenario("logs: every state of a message, the latest first, at /v2/events and /v2/logs", async (world) => {
  const { client, destination } = world;
  const answers = [failing(503), new Response()];
  world.answer = () => answers.shift() ?? failing();
  const { messageId } = await client.publish({ url: `${destination}/x`, body: "b", retryDelay: "1000", label: "l" });
  await world.qstash.tick();
  world.clock.at += 1000;
  await world.qstash.tick();
  const { logs, cursor } = await client.logs();
  assert.deepEqual(logs.map(({ state }) => state), ["DELIVERED", "ACTIVE", "RETRY", "ERROR", "ACTIVE", "CREATED"]);
  assert.equal(cursor, undefined);
  assert.ok(logs.every((log) => log.messageId === messageId && log.url === `${destination}/x` && log.label === "l"));
  const [, , , error, , created] = await (await world.raw("/v2/logs")).json().then(({ events }) => events);
  assert.deepEqual([error.time, error.nextDeliveryTime, error.responseStatus, atob(error.responseBody)], [
    START,
    START + 1000,
    503,
    "no",
  ]);
  assert.equal(atob(created.body), "b");
});

scenario("logs: filters and pages", async (world) => {
  const { client, destination } = world;
  world.answer = ({ path }) => path === "/dies" ? failing() : new Response();
  const ids: string[] = [];
  for (const path of ["/a", "/b", "/dies"]) {
    const options = {
      url: destination + path,
      retries: 0,
      label: path.slice(1),
      flowControl: { key: path, parallelism: 1 },
    };
    ids.push((await client.publish(options)).messageId);
    await world.qstash.tick();
    world.clock.at += 1000;
  }
  await client.queue({ queueName: "q" }).enqueue({ url: `${destination}/queued` });
  const found = async (request: Parameters<typeof client.logs>[0]) =>
    (await client.logs(request)).logs.map(({ state, url }) => `${state} ${url.replace(destination, "")}`);
  const [a = ""] = ids;
  assert.deepEqual(await found({ filter: { state: "FAILED" } }), ["FAILED /dies"]);
  assert.deepEqual(await found({ filter: { state: "IN_PROGRESS", label: "dies" } }), ["ERROR /dies", "ACTIVE /dies"]);
  assert.deepEqual(await found({ messageIds: [a] }), ["DELIVERED /a", "ACTIVE /a", "CREATED /a"]);
  assert.deepEqual(await found({ filter: { messageId: a, state: "CREATED" } }), ["CREATED /a"]);
  assert.deepEqual(await found({ filter: { queueName: "q" } }), ["CREATED /queued"]);
  assert.deepEqual(await found({ filter: { flowControlKey: ["/b"], state: "DELIVERED" } }), ["DELIVERED /b"]);
  assert.deepEqual(await found({ filter: { path: "/b", host: new URL(destination).host, state: "ACTIVE" } }), [
    "ACTIVE /b",
  ]);
  assert.deepEqual(await found({ filter: { fromDate: START + 1000, toDate: START + 1999, state: "CREATED" } }), [
    "CREATED /b",
  ]);
  assert.deepEqual(await found({ filter: { callerIp: "10.0.0.1" } }), []);
  assert.deepEqual(await found({ filter: { scheduleId: "s" } }), []);

  const all: string[] = [];
  let cursor: string | number | undefined;
  do {
    const page = await client.logs({ count: 4, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.logs.map(({ state }) => state));
    cursor = page.cursor;
  } while (cursor !== undefined);
  assert.equal(all.length, 11);
  const earliest = await (await world.raw("/v2/logs?order=earliestFirst&count=1")).json();
  assert.equal(earliest.events[0].state, "CREATED");
  assert.equal((await world.raw("/v2/logs?state=DELIVERED&nonsense=1")).status, 400);
});

scenario("logs: are kept for three days of market time", async (world) => {
  const { client, clock, destination } = world;
  await client.publish({ url: `${destination}/x` });
  await world.qstash.tick();
  clock.at += 3 * 86_400_000;
  await world.qstash.tick();
  assert.equal((await client.logs()).logs.length, 3);
  clock.at += 3_600_000;
  await world.qstash.tick();
  assert.equal((await client.logs()).logs.length, 0);
});
