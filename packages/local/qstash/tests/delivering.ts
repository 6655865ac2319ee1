import assert from "node:assert/strict";
import { failing, scenario, START, type World } from "./harness.ts";

/** Ticks through everything that becomes due, and returns how long after the start each delivery was made. */
async function attempts(world: World): Promise<number[]> {
  const made: number[] = [];
  for (;;) {
    const before = world.calls.length;
    const { nextDueAt } = await world.qstash.tick();
    for (let n = before; n < world.calls.length; n++) made.push(world.clock.at - START);
    if (nextDueAt === null) return made;
    world.clock.at = nextDueAt;
  }
}

const retried = (world: World) => world.calls.map(({ headers }) => headers.get("upstash-retried"));

scenario("retries: three by default, after e^(2.5 n) seconds, and every status but 2xx is one", async (world) => {
  const statuses = [500, 404, 302];
  world.answer = () => {
    const status = statuses.shift();
    return status === undefined ? new Response(null, { status: 204 }) : failing(status, { Location: "/elsewhere" });
  };
  await world.client.publish({ url: `${world.destination}/x` });
  assert.deepEqual(await attempts(world), [0, 12_182, 12_182 + 148_413, 12_182 + 148_413 + 1_808_042]);
  assert.deepEqual(retried(world), ["0", "1", "2", "3"]);
  assert.equal((await world.client.dlq.listMessages()).messages.length, 0);
});

scenario("retries: as many as asked for, after the delay that the expression gives", async (world) => {
  world.answer = () => failing();
  const url = `${world.destination}/x`;
  await world.client.publish({ url, retries: 4, retryDelay: "min(500, 100 * pow(2, retried))" });
  assert.deepEqual(await attempts(world), [0, 100, 300, 700, 1200]);
  await world.client.publish({ url, retries: 0 });
  assert.equal((await attempts(world)).length, 1);
  assert.equal((await world.client.dlq.listMessages()).messages.length, 2);
});

scenario("retries: Retry-After and its like stand above the expression", async (world) => {
  const asked: Record<string, string>[] = [
    { "Retry-After": "7" },
    { "Retry-After": new Date(Date.UTC(2026, 10, 23) + 9000).toUTCString() },
    { "X-RateLimit-Reset": "6m5s" },
    { "X-RateLimit-Reset-Requests": "1s", "X-RateLimit-Reset-Tokens": "3s" },
    { "Retry-After": "999999" },
  ];
  world.answer = () => failing(429, asked.shift());
  await world.client.publish({ url: `${world.destination}/x`, retries: 5, retryDelay: "1" });
  const made = await attempts(world);
  assert.deepEqual(made.slice(1).map((at, n) => at - (made[n] ?? 0)), [7000, 9000, 365_000, 3000, 86_400_000]);
}, { wall: () => Date.UTC(2026, 10, 23), verify: false });

scenario(
  "489 with Upstash-NonRetryable-Error goes to the dead letters at once; without it, it is retried",
  async (world) => {
    world.answer = ({ path }) => failing(489, path === "/final" ? { "Upstash-NonRetryable-Error": "true" } : {});
    await world.client.publish({ url: `${world.destination}/final`, retries: 3, retryDelay: "1" });
    await world.client.publish({ url: `${world.destination}/again`, retries: 3, retryDelay: "1" });
    await attempts(world);
    assert.deepEqual(world.arrived().sort(), ["/again", "/again", "/again", "/again", "/final"]);
    const { messages } = await world.client.dlq.listMessages();
    assert.deepEqual(messages.map(({ responseStatus }) => responseStatus), [489, 489]);
  },
);

/** Ends every wait at once, but remembers how long it was for. */
const waits: number[] = [];
const impatient = (run: () => void, ms: number) => {
  waits.push(ms);
  if (ms === 2000) queueMicrotask(run);
  return () => {};
};

scenario("timeout: a destination that takes longer is a failed attempt", async (world) => {
  const { destination } = world;
  waits.length = 0;
  await world.client.publish({ url: `${destination}/slow`, timeout: 2, retries: 0 });
  await world.client.publish({ url: `${destination}/default` });
  await attempts(world);
  assert.deepEqual(waits, [2000, 15 * 60_000]);
  assert.ok(world.arrived().includes("/default"));
  const { messages } = await world.client.dlq.listMessages();
  assert.deepEqual(messages.map(({ url }) => url), [`${destination}/slow`]);
  assert.equal(messages[0]?.responseStatus, undefined);
  assert.match(messages[0]?.responseBody ?? "", /did not answer within 2000 ms/);
}, { after: impatient });

scenario("a destination that nobody serves is a failed attempt", async (world) => {
  // Nothing can listen on port 1 without being root; the connection is refused.
  await world.client.publish({ url: "http://127.0.0.1:1/x", retries: 1, retryDelay: "10" });
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: START + 10 });
  world.clock.at += 10;
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
  const { messages } = await world.client.dlq.listMessages();
  assert.equal(messages.length, 1);
});

scenario(
  "a slow destination holds nobody else up: others are delivered, and schedules fire, in the same tick",
  async (world) => {
    const release = Promise.withResolvers<Response>();
    const fast = Promise.withResolvers<void>();
    world.answer = ({ path }) => {
      if (path === "/slow") return release.promise;
      if (path === "/fast") fast.resolve();
      return new Response();
    };
    const waiting = Promise.withResolvers<number | null>();
    // More than one host may have under way, so that its share and not the whole is used up.
    for (let n = 0; n < 12; n++) await world.client.publish({ url: `${world.destination}/slow` });
    await world.client.publish({ url: `${world.destination}/later`, delay: 10 });
    const tick = world.qstash.tick((nextDueAt) => waiting.resolve(nextDueAt));
    assert.equal(await waiting.promise, START + 10_000);
    const { parallelismCount, parallelismMax } = await world.client.flowControl.getGlobalParallelism();
    assert.deepEqual([parallelismCount, parallelismMax], [8, 16]);
    // The same destination by another name of the host.
    await world.client.publish({ url: `${world.destination.replace("127.0.0.1", "localhost")}/fast` });
    const joined = world.qstash.tick();
    await fast.promise;
    release.resolve(new Response());
    const result = await tick;
    assert.deepEqual(result, { delivered: 13, nextDueAt: START + 10_000 });
    assert.deepEqual(await joined, result);
  },
  { verify: false },
);
