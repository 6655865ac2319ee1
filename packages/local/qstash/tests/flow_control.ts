import assert from "node:assert/strict";
import { refused, scenario, START, type World } from "./harness.ts";

type Flow = { key: string; parallelism: number } | { key: string; rate: number; period?: number };

async function publish(world: World, flowControl: Flow, ...paths: string[]): Promise<void> {
  for (const path of paths) await world.client.publish({ url: world.destination + path, flowControl });
}

scenario("flow control: no more at once than the parallelism, whatever the URL", async (world) => {
  let [active, most, arrived] = [0, 0, 0];
  let waiting: (() => void)[] = [];
  world.answer = async () => {
    arrived++;
    most = Math.max(most, ++active);
    // Each waits for one beside it, which the parallelism allows, however slow the machine is; the last may be alone.
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (active < 2 && arrived < 5) return;
      for (const go of waiting) go();
      waiting = [];
    });
    // A turn of the event loop, in which a third would arrive.
    await new Promise((resolve) => setTimeout(resolve, 0));
    active--;
    return new Response();
  };
  await publish(world, { key: "k", parallelism: 2 }, "/1", "/2", "/3", "/4", "/5");
  assert.deepEqual(await world.qstash.tick(), { delivered: 5, nextDueAt: null });
  assert.equal(most, 2);
});

scenario("flow control: no more in a period than the rate", async (world) => {
  await publish(world, { key: "k", rate: 2, period: 10 }, "/1", "/2", "/3", "/4", "/5");
  assert.deepEqual(await world.qstash.tick(), { delivered: 2, nextDueAt: START + 10_000 });
  world.clock.at += 9999;
  assert.equal((await world.qstash.tick()).delivered, 0);
  world.clock.at += 1;
  assert.deepEqual(await world.qstash.tick(), { delivered: 2, nextDueAt: START + 20_000 });
  const info = await world.client.flowControl.get("k");
  assert.deepEqual(info, {
    flowControlKey: "k",
    waitListSize: 1,
    parallelismMax: 0,
    parallelismCount: 0,
    rateMax: 2,
    rateCount: 2,
    ratePeriod: 10,
    ratePeriodStart: START + 10_000,
    isPaused: false,
    isPinnedParallelism: false,
    isPinnedRate: false,
  });
  await world.client.flowControl.resetRate("k");
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
  assert.equal((await world.client.flowControl.get("k")).rateCount, 1);
  await world.client.flowControl.pin("k", { rate: 2, period: 10 });
  assert.equal((await world.client.flowControl.get("k")).rateCount, 0, "pinning starts the period anew");
});

scenario("flow control: pause and resume", async (world) => {
  const { flowControl } = world.client;
  await flowControl.pause("k");
  await publish(world, { key: "k", parallelism: 5 }, "/1");
  await publish(world, { key: "other", parallelism: 5 }, "/2");
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
  assert.deepEqual(world.arrived(), ["/2"]);
  assert.equal((await flowControl.get("k")).isPaused, true);
  await flowControl.resume("k");
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/1"]);
  assert.equal((await refused(() => flowControl.get("unknown"))).status, 404);
  assert.equal((await refused(() => flowControl.resetRate("unknown"))).status, 404);
});

scenario("flow control: a pinned limit stands against what messages bring, until it is unpinned", async (world) => {
  const { flowControl } = world.client;
  await flowControl.pin("k", { parallelism: 1, rate: 3, period: 60 });
  await publish(world, { key: "k", parallelism: 9 }, "/1");
  const limits = async () => {
    const { parallelismMax, rateMax, ratePeriod, isPinnedParallelism, isPinnedRate } = await flowControl.get("k");
    return [parallelismMax, rateMax, ratePeriod, isPinnedParallelism, isPinnedRate];
  };
  assert.deepEqual(await limits(), [1, 3, 60, true, true]);
  await flowControl.unpin("k", { parallelism: true });
  assert.deepEqual(await limits(), [1, 3, 60, false, true]);
  await publish(world, { key: "k", parallelism: 9 }, "/2");
  assert.deepEqual(await limits(), [9, 3, 60, false, true]);
  await flowControl.unpin("k", { rate: true });
  await publish(world, { key: "k", rate: 7, period: 5 }, "/3");
  assert.deepEqual(await limits(), [0, 7, 5, false, false]);
  await world.qstash.tick();
  assert.deepEqual(await flowControl.getGlobalParallelism(), { parallelismMax: 16, parallelismCount: 0 });
  assert.equal((await (await world.raw("/v2/flowControl")).json()).length, 1);
});
