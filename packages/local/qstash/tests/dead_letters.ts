import assert from "node:assert/strict";
import { failing, refused, scenario, START, type World } from "./harness.ts";

/** Lets one message after another die, a second apart; returns their message ids. */
async function bury(world: World, ...paths: string[]): Promise<string[]> {
  const ids: string[] = [];
  world.answer = ({ path }) => failing(path === "/gone" ? 410 : 500, { "X-Why": path });
  for (const path of paths) {
    const message = { url: world.destination + path, body: `body of ${path}`, retries: 0, label: path.slice(1) };
    ids.push((await world.client.publish(message)).messageId);
    await world.qstash.tick();
    world.clock.at += 1000;
  }
  world.answer = () => new Response();
  world.arrived();
  return ids;
}

scenario("dead letters: list, the latest first, by pages, and get", async (world) => {
  const [first] = await bury(world, "/1", "/2", "/3");
  const { client, destination } = world;
  const page = await client.dlq.listMessages({ count: 2 });
  assert.deepEqual(page.messages.map(({ label }) => label), ["3", "2"]);
  const rest = await client.dlq.listMessages({ count: 2, cursor: page.cursor ?? "" });
  assert.equal(rest.cursor, undefined);
  const [dead] = rest.messages;
  const { responseHeader, dlqId = "", urlGroup: _, ratePerSecond: __, ...shown } = { ...dead };
  assert.deepEqual(responseHeader?.["x-why"], ["/1"]);
  assert.deepEqual(shown, {
    messageId: first,
    url: `${destination}/1`,
    callerIP: "127.0.0.1",
    callerIp: "127.0.0.1",
    method: "POST",
    header: { "Content-Type": ["text/plain;charset=UTF-8"] },
    body: "body of /1",
    maxRetries: 0,
    notBefore: START,
    createdAt: START,
    label: "1",
    labels: ["1"],
    responseStatus: 500,
    responseBody: "no",
  });
  const single = await (await world.raw(`/v2/dlq/${dlqId}`)).json();
  assert.equal(single.messageId, first);
  assert.equal((await world.raw("/v2/dlq/none")).status, 404);
});

scenario("dead letters: filters", async (world) => {
  const [, second = ""] = await bury(world, "/1", "/2", "/gone");
  const { client, destination } = world;
  const labels = async (filter: NonNullable<Parameters<typeof client.dlq.listMessages>[0]>["filter"] & object) =>
    (await client.dlq.listMessages({ filter })).messages.map(({ label }) => label);
  assert.deepEqual(await labels({ responseStatus: 410 }), ["gone"]);
  assert.deepEqual(await labels({ url: [`${destination}/1`, `${destination}/2`] }), ["2", "1"]);
  assert.deepEqual(await labels({ label: ["1", "gone"] }), ["gone", "1"]);
  assert.deepEqual(await labels({ messageId: second }), ["2"]);
  assert.deepEqual(await labels({ fromDate: START + 1000, toDate: new Date(START + 1999) }), ["2"]);
  assert.deepEqual(await labels({ url: `${destination}/1`, label: "2" }), []);
  assert.deepEqual(await labels({ queueName: "q" }), []);
  assert.equal((await world.raw("/v2/dlq?host=x")).status, 400);
  assert.equal((await world.raw("/v2/dlq?lable=typo", { method: "DELETE" })).status, 400, "a typo deletes nothing");
  assert.equal((await client.dlq.listMessages()).messages.length, 3);
});

scenario("dead letters: retry one, several and by filter; each is a new message and leaves the list", async (world) => {
  const ids = await bury(world, "/1", "/2", "/3", "/4");
  const { client } = world;
  const { messages } = await client.dlq.listMessages();
  const dlqId = (label: string) => messages.find((message) => message.label === label)?.dlqId ?? "";

  const { responses: [again] } = await client.dlq.retry(dlqId("1"));
  assert.ok(again && !ids.includes(again.messageId));
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/1"]);
  assert.equal(world.calls.at(-1)?.body, "body of /1");
  assert.equal(world.calls.at(-1)?.headers.get("upstash-message-id"), again.messageId);
  assert.equal((await refused(() => client.dlq.retry(dlqId("1")))).status, 404);

  const { responses } = await client.dlq.retry([dlqId("2"), dlqId("3")]);
  assert.equal(responses.length, 2);
  await client.dlq.retry({ filter: { label: "4" } });
  await world.qstash.tick();
  assert.deepEqual(world.arrived().sort(), ["/2", "/3", "/4"]);
  assert.deepEqual((await client.dlq.listMessages()).messages, []);
});

scenario("dead letters: retry by POST of one id takes headers that change how it is delivered", async (world) => {
  await bury(world, "/1");
  const { messages: [dead] } = await world.client.dlq.listMessages();
  const headers = { "Upstash-Delay": "10s", "Upstash-Retries": "5", "Content-Type": "not/this" };
  const response = await world.raw(`/v2/dlq/retry/${dead?.dlqId}`, { method: "POST", headers });
  assert.equal(response.status, 201);
  const { messageId } = await response.json();
  const message = await world.client.messages.get(messageId);
  assert.deepEqual([message.maxRetries, message.notBefore], [5, world.clock.at + 10_000]);
  assert.deepEqual(message.header, { "Content-Type": ["text/plain;charset=UTF-8"] });
});

scenario("dead letters: delete one, several and all, a page at a time", async (world) => {
  await bury(world, "/1", "/2", "/3", "/4", "/5");
  const { client } = world;
  const { messages } = await client.dlq.listMessages();
  const [a = "", b = ""] = messages.map(({ dlqId }) => dlqId);
  assert.deepEqual(await client.dlq.delete(a), { deleted: 1 });
  assert.equal((await refused(() => client.dlq.delete(a))).status, 404);
  assert.deepEqual(await client.dlq.delete([a, b]), { deleted: 1 });
  const page = await client.dlq.delete({ all: true, count: 2 });
  assert.equal(page.deleted, 2);
  assert.deepEqual(await client.dlq.delete({ all: true, count: 2, cursor: page.cursor ?? "" }), { deleted: 1 });
  assert.deepEqual((await client.dlq.listMessages()).messages, []);
});
