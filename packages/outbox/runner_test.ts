import assert from "node:assert/strict";
import { SqlError } from "@hoga/db";
import { event } from "@hoga/events";
import { createRunner, type Delivery, reactOnce, type Unit, type UnitStore, type Work } from "./runner.ts";
import type { NewOutboxRow } from "./statements.ts";

interface Counter extends Unit {
  value: number;
}

/** A store of one number, in memory, that counts its round trips and can be made to fail. */
function memoryStore() {
  const world = {
    value: 0,
    inbox: new Set<string>(),
    loads: 0,
    saves: [] as Delivery[],
    failures: [] as SqlError[],
    batches: [] as number[],
  };
  const store: UnitStore<string, Counter> = {
    load(touched, eventIds) {
      world.loads++;
      world.batches.push(touched.length);
      const seen = new Set(eventIds.filter((id) => world.inbox.has(id)));
      return Promise.resolve({ seen, handled: new Set(), events: [], value: world.value });
    },
    isChanged: (state) => state.value !== world.value,
    save(state, delivery) {
      const failure = world.failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      world.value = state.value;
      for (const id of delivery.inbox) world.inbox.add(id);
      world.saves.push(delivery);
      return Promise.resolve();
    },
  };
  return { world, store };
}

function runnerOver(
  store: UnitStore<string, Counter>,
  deliver: (rows: readonly NewOutboxRow[]) => Promise<void> = () => Promise.resolve(),
) {
  let told: (readonly [string, string])[] = [];
  const pauses: number[] = [];
  const runner = createRunner<string, Counter>({
    store,
    deliver,
    takeTold: () => {
      const taken = told;
      told = [];
      return taken;
    },
    putBackTold: (pairs) => void told.push(...pairs),
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
    batchMax: 100,
  });
  return { runner, pauses, tell: (pair: readonly [string, string]) => told.push(pair), told: () => told };
}

const add = (by: number, eventId: string | null = null): Work<string, Counter, number> => ({
  eventId,
  touched: "counter",
  run: (state) => {
    if (eventId === null) return state.value += by;
    reactOnce(state, eventId, () => {
      state.value += by;
      return "done";
    });
    return state.value;
  },
});

const stale = () => new SqlError("stale", "40001", null);

Deno.test("work that waits becomes one batch of two round trips", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  const results = await Promise.all(Array.from({ length: 50 }, () => runner.submit(add(1))));
  assert.equal(world.value, 50);
  assert.deepEqual(world.batches, [50]);
  assert.equal(world.saves.length, 1);
  assert.deepEqual(new Set(results.map((one) => one.result)).size, 50);
});

Deno.test("a batch is never larger than its limit", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  await Promise.all(Array.from({ length: 250 }, () => runner.submit(add(1))));
  assert.deepEqual(world.batches, [100, 100, 50]);
});

Deno.test("an event has its effect once, also when it comes twice in one batch or again later", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  await Promise.all([runner.submit(add(1, "e1")), runner.submit(add(1, "e1")), runner.submit(add(1, "e2"))]);
  await runner.submit(add(1, "e1"));
  assert.equal(world.value, 2);
  assert.deepEqual(world.saves.map((save) => save.inbox), [["e1", "e2"]]);
});

Deno.test("a reaction that says too early leaves no trace", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  const early: Work<string, Counter, string> = {
    eventId: "e1",
    touched: "counter",
    run: (state) => reactOnce(state, "e1", () => "too_early"),
  };
  assert.equal((await runner.submit(early)).result, "too_early");
  assert.deepEqual([world.saves.length, world.inbox.size], [0, 0]);
});

Deno.test("a stale write is decided anew on fresh states, and after many attempts is an outage", async () => {
  const { world, store } = memoryStore();
  const { runner, pauses } = runnerOver(store);
  world.failures.push(stale(), stale(), stale(), new SqlError("duplicate", "23505", "inbox_pkey"));
  assert.equal((await runner.submit(add(5))).result, 5);
  assert.deepEqual([world.value, world.loads], [5, 5]);
  assert.deepEqual(pauses, [15, 20]);
  world.failures.push(...Array.from({ length: 12 }, stale));
  await assert.rejects(runner.submit(add(5)), /stale/);
  assert.equal(world.value, 5);
});

Deno.test("an error that trying again cannot mend is told at once", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  world.failures.push(new SqlError("check", "23514", "balances_no_overdraft"));
  await assert.rejects(runner.submit(add(5)), /check/);
  assert.equal(world.loads, 1);
});

Deno.test("one decision that fails does not take its batch with it", async () => {
  const { world, store } = memoryStore();
  const { runner } = runnerOver(store);
  const bug: Work<string, Counter, never> = {
    eventId: null,
    touched: "counter",
    run: (state) => {
      state.value += 1_000;
      throw new Error("a bug");
    },
  };
  const settled = await Promise.allSettled([runner.submit(add(1)), runner.submit(bug), runner.submit(add(2))]);
  assert.deepEqual(settled.map((one) => one.status), ["fulfilled", "rejected", "fulfilled"]);
  assert.equal(world.value, 3);
});

Deno.test("events become outbox rows, one a subscriber, and are delivered after the write", async () => {
  const { world, store } = memoryStore();
  const delivered: NewOutboxRow[] = [];
  const { runner } = runnerOver(store, (rows) => {
    assert.equal(world.saves.length, 1);
    delivered.push(...rows);
    return Promise.resolve();
  });
  const cumulative = { quantity: 0, amount: 0, commission: 0, tax: 0 };
  const reason = { code: "session_over", message: "" };
  const { delivered: done } = await runner.submit({
    eventId: null,
    touched: "counter",
    run: (state) =>
      state.events.push(
        event("OrderExpired", "o1", 1, 0, { orderId: "o1", accountId: "a", reason, endedAt: 0, cumulative }),
      ),
  });
  await done;
  assert.deepEqual(delivered.map((row) => [row.eventId, row.subscriber]), [
    ["OrderExpired/o1/1", "order"],
    ["OrderExpired/o1/1", "portfolio"],
  ]);
  assert.deepEqual(world.saves[0]?.outbox, delivered);
});

Deno.test("rows that have arrived are forgotten with the next write, and again when that write fails", async () => {
  const { world, store } = memoryStore();
  const { runner, tell, told } = runnerOver(store);
  tell(["e1", "order"]);
  world.failures.push(new SqlError("check", "23514", null));
  await assert.rejects(runner.submit(add(1)));
  assert.deepEqual(told(), [["e1", "order"]]);
  await runner.submit(add(1));
  assert.deepEqual(world.saves[0]?.told, [["e1", "order"]]);
  assert.deepEqual(told(), []);
});

Deno.test("idle() waits for the queue and for deliveries", async () => {
  const { store } = memoryStore();
  const gate = Promise.withResolvers<void>();
  const { runner } = runnerOver(store, () => gate.promise);
  await runner.submit({
    eventId: null,
    touched: "counter",
    run: (state) =>
      state.events.push(event("SessionOpened", "2025-03-14", 1, 0, { date: "2025-03-14", opensAt: 0, closesAt: 1 })),
  });
  let idle = false;
  const waiting = runner.idle().then(() => {
    idle = true;
  });
  await Promise.resolve();
  assert.equal(idle, false);
  gate.resolve();
  await waiting;
  assert.ok(runner.isIdle());
});
