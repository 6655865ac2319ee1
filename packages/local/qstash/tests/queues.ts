import assert from "node:assert/strict";
import { failing, refused, scenario, START, type World } from "./harness.ts";

async function enqueue(world: World, queueName: string, ...paths: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const path of paths) {
    const options = { url: world.destination + path, retries: 2, retryDelay: "1000" };
    ids.push((await world.client.queue({ queueName }).enqueue(options)).messageId);
  }
  return ids;
}

scenario("queue: in order, one at a time, and the next waits for the retries of the one before", async (world) => {
  let broken = true;
  let active = 0;
  world.answer = async ({ path }) => {
    assert.equal(++active, 1, "never two of one queue at once");
    // A turn of the event loop, in which an overlapping delivery would arrive.
    await new Promise((resolve) => setTimeout(resolve, 0));
    active--;
    return path === "/2" && broken ? failing() : new Response();
  };
  await enqueue(world, "orders", "/1", "/2", "/3", "/4");
  assert.deepEqual(await world.qstash.tick(), { delivered: 2, nextDueAt: START + 1000 });
  assert.deepEqual(world.arrived(), ["/1", "/2"]);
  world.clock.at += 1000;
  broken = false;
  assert.deepEqual(await world.qstash.tick(), { delivered: 3, nextDueAt: null });
  assert.deepEqual(world.arrived(), ["/2", "/3", "/4"]);
});

scenario("queue: the next goes on when the one before is dead, and waits for its callbacks", async (world) => {
  const { client, clock, destination } = world;
  let callbacks = 0;
  world.answer = ({ path }) => path === "/dies" || (path === "/back" && callbacks++ === 0) ? failing() : new Response();
  const queue = client.queue({ queueName: "q" });
  await queue.enqueue({
    url: `${destination}/dies`,
    retries: 1,
    retryDelay: "500",
    failureCallback: `${destination}/back`,
  });
  await enqueue(world, "q", "/next");
  await world.qstash.tick();
  clock.at += 500;
  assert.deepEqual(await world.qstash.tick(), { delivered: 2, nextDueAt: START + 1000 });
  assert.deepEqual(world.arrived(), ["/dies", "/dies", "/back"]);
  clock.at += 500;
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/back", "/next"]);
});

scenario(
  "queue: a callback of an attempt does not wait for the next attempt, nor for a paused queue",
  async (world) => {
    const { client, clock, destination } = world;
    const queue = client.queue({ queueName: "q" });
    world.answer = ({ path }) => path === "/work" ? failing() : new Response();
    const callback = `${destination}/back`;
    const headers = { "Upstash-Callback-Delay": "1s" };
    await queue.enqueue({ url: `${destination}/work`, callback, headers, retries: 1, retryDelay: "60000" });
    await world.qstash.tick();
    await queue.pause();
    clock.at += 1000;
    assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
    assert.deepEqual(world.arrived(), ["/work", "/back"]);
  },
);

scenario("queue: parallelism lets that many go at once; queues do not wait for each other", async (world) => {
  await world.client.queue({ queueName: "wide" }).upsert({ parallelism: 2 });
  world.answer = ({ path }) => path === "/w1" || path === "/n1" ? failing() : new Response();
  await enqueue(world, "wide", "/w1", "/w2", "/w3");
  await enqueue(world, "narrow", "/n1", "/n2");
  await world.qstash.tick();
  assert.deepEqual(world.arrived().sort(), ["/n1", "/w1", "/w2", "/w3"]);
});

scenario("queue: pause and resume, upsert, get, list and delete", async (world) => {
  const { client, clock } = world;
  const queue = client.queue({ queueName: "q.1" });
  await queue.upsert({ parallelism: 3, paused: true });
  const [first = ""] = await enqueue(world, "q.1", "/1", "/2");
  assert.deepEqual(await world.qstash.tick(), { delivered: 0, nextDueAt: null });
  const expected = { name: "q.1", parallelism: 3, paused: true, lag: 2, createdAt: START, updatedAt: START };
  assert.deepEqual(await queue.get(), expected);
  assert.deepEqual(await queue.list(), [expected]);
  await queue.resume();
  await world.qstash.tick();
  assert.deepEqual(world.arrived().sort(), ["/1", "/2"]);
  clock.at += 5000;
  await queue.pause();
  assert.deepEqual(await queue.get(), { ...expected, lag: 0, updatedAt: START + 5000 });

  const [gone = ""] = await enqueue(world, "q.1", "/3");
  await queue.delete();
  assert.equal((await refused(() => queue.get())).status, 404);
  assert.equal((await refused(() => client.messages.get(gone))).status, 404);
  const { logs } = await client.logs({ messageIds: [gone] });
  assert.deepEqual(logs.map(({ state }) => state), ["CANCELED", "CREATED"]);
  assert.equal((await refused(() => client.messages.get(first))).status, 404);
  assert.equal((await refused(() => client.queue({ queueName: "no/t" }).upsert({}))).status, 400);
});

scenario("queue: canceling the head lets the next one go", async (world) => {
  world.answer = ({ path }) => path === "/1" ? failing() : new Response();
  const [head = ""] = await enqueue(world, "q", "/1", "/2");
  await world.qstash.tick();
  assert.deepEqual(await world.client.messages.cancel(head), { cancelled: 1 });
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/1", "/2"]);
});
