import assert from "node:assert/strict";
import { runQstash } from "../mod.ts";
import { scenario, START, type World } from "./harness.ts";

/** Timers that the test fires, and a promise for the next one that is set. */
function timers() {
  let last = 0;
  let heard = Promise.withResolvers<number>();
  const pending = new Map<number, { readonly run: () => void; readonly ms: number }>();
  return {
    pending,
    set: (run: () => void, ms: number) => {
      pending.set(++last, { run, ms });
      heard.resolve(ms);
      return last;
    },
    clear: (timer: number) => void pending.delete(timer),
    /** The delay of the next timer that is set after this call. */
    next: () => {
      heard = Promise.withResolvers<number>();
      return heard.promise;
    },
    fire: () => {
      const [entry] = pending;
      assert.ok(entry, "a timer is set");
      pending.delete(entry[0]);
      entry[1].run();
    },
  };
}

/** A pump whose market runs at 60 times the speed of the wall. */
function pumpOf(world: World, clock: ReturnType<typeof timers>, onError?: (error: unknown) => void) {
  return runQstash(world.qstash, {
    setTimer: clock.set,
    clearTimer: clock.clear,
    delayOf: (marketMs) => (marketMs - world.clock.at) / 60,
    ...(onError === undefined ? {} : { onError }),
  });
}

/** Resolves when a path arrives. */
function arrival(world: World, path: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  world.answer = (call) => {
    if (call.path === path) resolve();
    return new Response();
  };
  return promise;
}

scenario("pump: delivers at once what is published, and at its time what is due", async (world) => {
  const clock = timers();
  const set = clock.next();
  await world.client.publish({ url: `${world.destination}/first`, delay: 60 });
  const pump = pumpOf(world, clock);
  assert.equal(await set, 1000, "a minute of the market is a second at this speed");

  const now = arrival(world, "/now");
  await world.client.publish({ url: `${world.destination}/now` });
  await now;

  const first = arrival(world, "/first");
  world.clock.at = START + 60_000;
  clock.fire();
  await first;
  await pump.stop();
  assert.equal(clock.pending.size, 0);
  assert.deepEqual(world.arrived(), ["/now", "/first"]);
});

scenario("pump: a minute's schedule goes on firing", async (world) => {
  const clock = timers();
  await world.client.schedules.create({ destination: `${world.destination}/x`, cron: "* * * * *" });
  let set = clock.next();
  const pump = pumpOf(world, clock);
  for (let n = 0; n < 5; n++) {
    assert.equal(await set, n === 0 ? 500 : 1000);
    const there = arrival(world, "/x");
    world.clock.at = START + 30_000 + n * 60_000;
    clock.fire();
    await there;
    set = clock.next();
  }
  await pump.stop();
  assert.equal(world.arrived().length, 5);
});

scenario("pump: stop waits for the delivery that is under way and starts no other", async (world) => {
  const clock = timers();
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  world.answer = async () => {
    arrived.resolve();
    await release.promise;
    return new Response();
  };
  const pump = pumpOf(world, clock);
  await world.client.publish({ url: `${world.destination}/slow` });
  await arrived.promise;
  let stopped = false;
  const stop = pump.stop().then(() => stopped = true);
  await world.client.publish({ url: `${world.destination}/after`, delay: 1 });
  assert.equal(stopped, false);
  release.resolve();
  await stop;
  world.clock.at += 1000;
  await world.client.publish({ url: `${world.destination}/after` });
  assert.deepEqual(world.arrived(), ["/slow"]);
  assert.equal(clock.pending.size, 0);
  assert.equal((await world.client.logs({ filter: { state: "DELIVERED" } })).logs.length, 1);
});

scenario("pump: a tick that fails is told of and tried again after a second", async (world) => {
  const clock = timers();
  const set = clock.next();
  const errors: unknown[] = [];
  await world.client.publish({ url: `${world.destination}/x` });
  await world.sql.script("alter table qstash.events rename to events_away");
  const pump = pumpOf(world, clock, (error) => void errors.push(error));
  assert.equal(await set, 1000);
  assert.equal(errors.length, 1);
  await world.sql.script("alter table qstash.events_away rename to events");
  const there = arrival(world, "/x");
  clock.fire();
  await there;
  await pump.stop();
});
