import assert from "node:assert/strict";
import { countingSql } from "@hoga/db";
import { openTestPglite, testClock } from "@hoga/testing";
import { clearMarketData, hostMarketData } from "../testing.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

async function sessions(): Promise<readonly string[]> {
  const rows = await sql.query("select date::text as date, closed from market_data.sessions order by date");
  return rows.map((row) => `${row.date} ${row.closed === true ? "closed" : "open"}`);
}

async function waiting(): Promise<number> {
  return (await sql.query("select event_id from market_data.outbox")).length;
}

Deno.test("sessions are told once, from the first tick over a weekend to a late one", async () => {
  const clock = testClock("2025-03-14T08:00:00+09:00");
  const { service, heard, ask } = await hostMarketData(sql, clock.now);

  assert.equal(await service.tickSessions(), 0);
  assert.deepEqual([heard, await sessions()], [[], ["2025-03-13 closed"]]);

  clock.set("2025-03-14T09:00:00+09:00");
  const response = await ask("/sessions/tick", { method: "POST" });
  assert.deepEqual([response.status, await response.json()], [200, { announced: 1 }]);
  assert.deepEqual(heard, ["order SessionOpened/2025-03-14/1"]);
  assert.equal(await waiting(), 0);
  assert.equal(await service.tickSessions(), 0);

  clock.set("2025-03-14T21:00:00+09:00");
  assert.equal(await service.tickSessions(), 1);
  clock.set("2025-03-16T12:00:00+09:00");
  assert.equal(await service.tickSessions(), 0);
  assert.deepEqual(heard.splice(0), ["order SessionOpened/2025-03-14/1", "execution SessionClosed/2025-03-14/1"]);

  clock.set("2025-03-18T10:00:00+09:00");
  assert.equal(await service.tickSessions(), 3);
  assert.deepEqual(heard.filter((line) => line.startsWith("order")), [
    "order SessionOpened/2025-03-17/1",
    "order SessionOpened/2025-03-18/1",
  ]);
  assert.deepEqual(heard.filter((line) => line.startsWith("execution")), ["execution SessionClosed/2025-03-17/1"]);
  assert.deepEqual(await sessions(), [
    "2025-03-13 closed",
    "2025-03-14 closed",
    "2025-03-17 closed",
    "2025-03-18 open",
  ]);
});

Deno.test("ticks at once, in one process and in two, tell each session once", async () => {
  const clock = testClock("2025-03-14T10:00:00+09:00");
  const [one, two] = [await hostMarketData(sql, clock.now), await hostMarketData(sql, clock.now)];
  const tickAll = () => Promise.all([one, two, one, two].map(({ service }) => service.tickSessions()));
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  assert.equal(sum(await tickAll()), 1);
  clock.set("2025-03-14T15:30:00+09:00");
  assert.equal(sum(await tickAll()), 1);
  clock.set("2025-03-20T10:00:00+09:00");
  assert.equal(sum(await tickAll()), 7);
  const heard = [...one.heard, ...two.heard];
  assert.equal(heard.length, 9);
  assert.equal(new Set(heard).size, 9);
  await Promise.all([one.service.idle(), two.service.idle()]);
});

Deno.test("what cannot be delivered stays in the outbox for the sweep", async () => {
  const clock = testClock("2025-03-14T10:00:00+09:00");
  const host = await hostMarketData(sql, clock.now);
  host.reachable = false;
  assert.equal(await host.service.tickSessions(), 1);
  assert.equal(await waiting(), 1);
  host.reachable = true;
  await sql.query("update market_data.outbox set next_at = now()");
  assert.equal((await host.ask("/outbox/drain", { method: "POST" })).status, 200);
  assert.deepEqual([host.heard, await waiting()], [["order SessionOpened/2025-03-14/1"], 0]);
});

Deno.test("a tick with nothing to do asks the database nothing, until an override may say otherwise", async () => {
  const clock = testClock("2025-03-14T09:00:00+09:00");
  const counter = { statements: 0 };
  const { service, heard } = await hostMarketData(countingSql(sql, counter), clock.now);
  await service.tickSessions();
  counter.statements = 0;
  clock.advance(59_000);
  assert.equal(await service.tickSessions(), 0);
  assert.equal(counter.statements, 0);

  await sql.query("insert into market_data.calendar_overrides (date, closes) values ('2025-03-14', '12:00')");
  await sql.query("insert into market_data.calendar_overrides (date, opens) values ('2025-03-17', 'nine')");
  clock.set("2025-03-14T12:00:00+09:00");
  assert.equal(await service.tickSessions(), 1);
  clock.set("2025-03-17T09:00:00+09:00");
  assert.equal(await service.tickSessions(), 1);
  assert.deepEqual(heard, [
    "order SessionOpened/2025-03-14/1",
    "execution SessionClosed/2025-03-14/1",
    "order SessionOpened/2025-03-17/1",
  ]);
});
