import assert from "node:assert/strict";
import type { Sql } from "@hoga/db";
import { createQstash, type Qstash } from "../mod.ts";
import { failing, scenario, START, TOKEN } from "./harness.ts";

scenario("restart: all that waits is still there", async (world) => {
  const { client, clock, destination } = world;
  await client.urlGroups.addEndpoints({ name: "g", endpoints: [{ url: `${destination}/group` }] });
  world.answer = () => failing();
  await client.publish({ url: `${destination}/dead`, retries: 0 });
  await client.publish({ url: `${destination}/retried`, retries: 1, retryDelay: "40000" });
  await world.qstash.tick();
  const delayed = await client.publish({ url: `${destination}/delayed`, delay: 50, deduplicationId: "d" });
  await client.queue({ queueName: "q" }).upsert({ parallelism: 2, paused: true });
  await client.queue({ queueName: "q" }).enqueue({ url: `${destination}/queued` });
  await client.schedules.create({ destination: "g", cron: "* * * * *" });
  await client.flowControl.pin("k", { parallelism: 3 });
  await world.restart();

  world.answer = () => new Response();
  world.arrived();
  assert.equal((await client.publish({ url: `${destination}/x`, deduplicationId: "d" })).messageId, delayed.messageId);
  for (const [at, path] of [[30_000, "/group"], [40_000, "/retried"], [50_000, "/delayed"]] as const) {
    assert.equal((await world.qstash.tick()).nextDueAt, START + at);
    clock.at = START + at;
    await world.qstash.tick();
    assert.deepEqual(world.arrived(), [path]);
  }
  assert.equal(
    world.calls.find(({ path, headers }) => path === "/retried" && headers.get("upstash-retried") === "1")?.body,
    "",
  );
  await client.queue({ queueName: "q" }).resume();
  await world.qstash.tick();
  assert.deepEqual(world.arrived(), ["/queued"]);
  assert.equal((await client.dlq.listMessages()).messages.length, 1);
  assert.equal((await client.flowControl.get("k")).isPinnedParallelism, true);
});

scenario("killed in the middle of a delivery: the message is delivered again, and counted once", async (world) => {
  const { client, destination } = world;
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  world.answer = async () => {
    arrived.resolve();
    await release.promise;
    return new Response();
  };
  const queue = client.queue({ queueName: "q" });
  const { messageId } = await queue.enqueue({ url: `${destination}/x`, flowControl: { key: "k", parallelism: 1 } });
  const lost = world.qstash.tick();
  await arrived.promise;
  await world.kill();
  world.answer = () => new Response();
  assert.deepEqual(await world.qstash.tick(), { delivered: 1, nextDueAt: null });
  // The killed one's answer comes all the same: the message is gone, and nothing happens.
  release.resolve();
  await lost;
  assert.deepEqual(world.calls.map(({ headers }) => headers.get("upstash-message-id")), [messageId, messageId]);
  assert.deepEqual(world.calls.map(({ headers }) => headers.get("upstash-retried")), ["0", "0"]);
  const { logs } = await client.logs({ filter: { state: "DELIVERED" } });
  assert.equal(logs.length, 1);
});

scenario("close: breaks deliveries off and leaves them to the next process", async (world) => {
  const arrived = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  world.answer = async () => {
    arrived.resolve();
    await release.promise;
    return new Response();
  };
  await world.client.publish({ url: `${world.destination}/x` });
  const tick = world.qstash.tick();
  await arrived.promise;
  await world.restart();
  assert.deepEqual(await tick, { delivered: 0, nextDueAt: null });
  release.resolve();
  assert.equal((await world.qstash.tick()).delivered, 1);
  assert.deepEqual(world.arrived(), ["/x", "/x"]);
});

/** A database that goes wrong in the given way at the statement with that number. */
function failingSql(sql: Sql, at: number, mode: "killed" | "unheard"): Sql & { readonly failed: () => boolean } {
  let count = 0;
  const run = async <T>(statement: () => Promise<T>): Promise<T> => {
    count++;
    // A killed process sends nothing any more. A connection that breaks may leave a statement done and its answer lost.
    if (mode === "killed" && count >= at) throw new Error("the process was killed");
    const answer = await statement();
    if (mode === "unheard" && count === at) throw new Error("the connection broke");
    return answer;
  };
  return {
    query: (text, params) => run(() => sql.query(text, params)),
    arrays: (text, params) => run(() => sql.arrays(text, params)),
    script: (text) => run(() => sql.script(text)),
    close: () => Promise.resolve(),
    failed: () => count >= at,
  };
}

/** What a story needs: a database, a clock and a destination that remembers. */
interface Stage {
  readonly clock: { at: number };
  readonly arrived: string[];
  open(sql: Sql): Promise<Qstash>;
}

function stage(): Stage {
  const clock = { at: START };
  const arrived: string[] = [];
  let ids = 0;
  const run = crypto.randomUUID();
  const destination: typeof fetch = (input, init) => {
    const path = new URL(String(input)).pathname;
    arrived.push(path);
    const first = new Headers(init?.headers).get("upstash-retried") === "0";
    return Promise.resolve(path === "/dies" || (path === "/retried" && first) ? failing() : new Response());
  };
  const open = (sql: Sql) =>
    createQstash({
      sql,
      now: () => clock.at,
      wall: () => Date.now(),
      fetch: destination,
      newId: () => `${run}-${++ids}`,
      token: TOKEN,
    });
  return { clock, arrived, open };
}

/** Publishes, and lives through half a minute. Returns the paths that were accepted. */
async function live(qstash: Qstash, clock: { at: number }, accepted: string[], from: number): Promise<void> {
  const send = async (route: string, path: string, headers: Record<string, string>) => {
    const init = { method: "POST", headers: { ...headers, Authorization: `Bearer ${TOKEN}` } };
    const { status } = await qstash.app.request(`/v2/${route}/http://there.test${path}`, init);
    if (status === 200) accepted.push(path);
  };
  const back = { "Upstash-Callback": "http://there.test/back", "Upstash-Retry-Delay": "1000" };
  await send("publish", "/retried", { ...back, "Upstash-Retries": "1" });
  await send("enqueue/q", "/dies", { "Upstash-Retries": "0", "Upstash-Failure-Callback": "http://there.test/failed" });
  await send("enqueue/q", "/after", {});
  await send("schedules", "/scheduled", { "Upstash-Cron": "* * * * *", "Upstash-Schedule-Id": "s" });
  for (const at of [0, 1000, 30_000]) {
    clock.at = from + at;
    await qstash.tick().catch(() => {});
  }
}

/** Runs a story of failures, of which the server would tell stderr. */
async function quietly(story: () => Promise<void>): Promise<void> {
  const log = console.error;
  console.error = () => {};
  try {
    await story();
  } finally {
    console.error = log;
  }
}

const EMPTY = "delete from qstash.messages; delete from qstash.schedules; delete from qstash.dlq";

scenario("killed at any statement: whatever was accepted arrives, with what follows from it", async (world) => {
  await quietly(async () => {
    for (let at = 1;; at++) {
      await world.sql.script(EMPTY);
      const { clock, arrived, open } = stage();
      const sql = failingSql(world.sql, at, "killed");
      const accepted: string[] = [];
      await open(sql).then((qstash) => live(qstash, clock, accepted, START)).catch(() => {});
      clock.at = START + 60_000;
      const second = await open(world.sql);
      for (const later of [0, 1000, 30_000]) {
        clock.at = START + 60_000 + later;
        await second.tick();
      }
      const where = `killed before statement ${at}: ${arrived}`;
      for (const path of accepted) assert.ok(arrived.includes(path), `${path} is lost, ${where}`);
      const follows = [["/dies", "/failed"], ["/retried", "/back"]] as const;
      for (const [path, next] of follows) {
        if (accepted.includes(path)) assert.ok(arrived.includes(next), `${next}, ${where}`);
      }
      assert.deepEqual(await world.sql.query("select id from qstash.messages"), [], where);
      const dead = await world.sql.query("select id from qstash.dlq");
      assert.equal(dead.length, accepted.includes("/dies") ? 1 : 0, where);
      await second.close();
      if (!sql.failed()) break;
    }
  });
});

scenario("a database that fails at any statement and comes back: nothing accepted is lost", async (world) => {
  await quietly(async () => {
    // The five statements of the start come first; then the publish and its delivery.
    for (let at = 6;; at++) {
      await world.sql.script(EMPTY);
      const { arrived, open } = stage();
      const sql = failingSql(world.sql, at, "unheard");
      const qstash = await open(sql);
      const headers = { Authorization: `Bearer ${TOKEN}`, "Upstash-Callback": "http://there.test/back" };
      const { status } = await qstash.app.request("/v2/publish/http://there.test/x", { method: "POST", headers });
      for (let n = 0; n < 2; n++) await qstash.tick().catch(() => {});
      // A publish whose answer was lost was stored all the same, which is why publishers have deduplication ids.
      assert.equal(status, at === 6 ? 500 : 200);
      assert.deepEqual(new Set(arrived), new Set(["/x", "/back"]), `failed at statement ${at}`);
      assert.deepEqual(await world.sql.query("select id from qstash.messages"), []);
      await qstash.close();
      if (!sql.failed()) break;
    }
  });
});

scenario("a schedule that is deleted at the moment it fires sends nothing", async (world) => {
  await world.sql.script(EMPTY);
  const { clock, arrived, open } = stage();
  const racing: Sql = {
    ...world.sql,
    query: async (text, params) => {
      if (text.includes("update qstash.schedules set next_at")) await world.sql.query("delete from qstash.schedules");
      return await world.sql.query(text, params);
    },
  };
  const qstash = await open(racing);
  await live(qstash, clock, [], START);
  await qstash.close();
  assert.ok(arrived.includes("/after") && !arrived.includes("/scheduled"));
});

scenario("a delivery that ends while the tick looks for the next thing due is noticed", async (world) => {
  await world.sql.script(EMPTY);
  const { arrived, open } = stage();
  const settled = Promise.withResolvers<void>();
  let looks = 0;
  const slow: Sql = {
    ...world.sql,
    query: async (text, params) => {
      // The second look at the agenda is the one while the delivery is under way: it takes as long as the delivery.
      if (text.includes("as schedules_due") && ++looks === 2) await settled.promise;
      const rows = await world.sql.query(text, params);
      // A turn of the event loop later, all that follows from the answer has happened.
      if (text.includes("'DELIVERED'")) setTimeout(settled.resolve, 0);
      return rows;
    },
  };
  const qstash = await open(slow);
  const headers = { Authorization: `Bearer ${TOKEN}` };
  await qstash.app.request("/v2/publish/http://there.test/x", { method: "POST", headers });
  assert.deepEqual(await qstash.tick(() => {}), { delivered: 1, nextDueAt: null });
  assert.deepEqual(arrived, ["/x"]);
  await qstash.close();
});
