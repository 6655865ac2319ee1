// Many requests at once, in one process and in two over a real Postgres: one effect for one key, no overdraft, no event told twice.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { migrate, openPostgres, type Sql } from "@hoga/db";
import { openTestPglite, withPostgres } from "@hoga/testing";
import { assertBooks } from "./testing/books.ts";
import { ageOutboxes, outboxRows } from "./testing/database.ts";
import { type Ask, type Host, openHost } from "./testing/host.ts";
import { day } from "./testing/scenario.ts";
import { scriptedTape } from "./testing/tape.ts";

const pglite = await openTestPglite();
Deno.test.afterAll(() => pglite.close());

const TEN = "2025-03-14T10:00:00+09:00";
const tape = scriptedTape(() => day(["09:00:00", 60_000]));
const AT_ONCE = 50;

/** Sends the same order `AT_ONCE` times at once, waiting for its outcome each time. */
async function sendAtOnce(host: Host, accountId: string, key: string, orders: readonly Ask[]) {
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, n) => {
      const order = { symbol: "005930", side: "buy", ...orders[n % orders.length] };
      const response = await host.any().call("order", "/orders", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ accountId, idempotencyKey: key, waitMs: 2_000, order }),
      });
      const { id, status, code } = await response.json();
      return { http: response.status, replayed: response.headers.has("Idempotency-Replayed"), id, status, code };
    }),
  );
  await host.settle();
  return answers;
}

async function oneOrderForOneKey(host: Host): Promise<void> {
  const account = await host.account();
  const answers = await sendAtOnce(host, account, "the-key", [{ quantity: 10 }]);
  assert.equal(new Set(answers.map((answer) => answer.id)).size, 1);
  assert.deepEqual(answers.map((answer) => answer.http), Array(AT_ONCE).fill(201));
  assert.equal(answers.filter((answer) => answer.replayed).length, AT_ONCE - 1);
  assert.equal((await host.sql.query("select 1 from orders.orders")).length, 1);
  assert.equal((await host.trades(account)).length, 1);
  await assertBooks(host);

  const again = await sendAtOnce(host, account, "the-key", [{ quantity: 10 }]);
  assert.ok(again.every((answer) => answer.replayed && answer.id === answers[0]?.id && answer.status === "filled"));
}

async function oneBodyForOneKey(host: Host): Promise<void> {
  const account = await host.account();
  const answers = await sendAtOnce(host, account, "contested", [{ quantity: 10 }, { quantity: 11 }]);
  const taken = answers.filter((answer) => answer.http === 201);
  const refused = answers.filter((answer) => answer.http === 422 && answer.code === "idempotency_mismatch");
  assert.deepEqual([taken.length, refused.length], [AT_ONCE / 2, AT_ONCE / 2]);
  assert.equal(new Set(taken.map((answer) => answer.id)).size, 1);
  assert.equal((await host.sql.query("select 1 from orders.orders where client_order_id = 'contested'")).length, 1);
  // The same key of another account is another key.
  const other = await host.place(await host.account(), { quantity: 11, key: "contested" });
  assert.ok("id" in other && other.id !== taken[0]?.id);
  await host.settle();
}

/** 50,000 won and 7 of commission each, and cash for twelve and most of one more. */
async function noOverdraft(host: Host): Promise<void> {
  const account = await host.account(12 * 50_007 + 50_006);
  await Promise.all(
    Array.from({ length: AT_ONCE }, () => host.place(account, { quantity: 1, limitPrice: 50_000 })),
  );
  await host.settle();
  const rows = await host.sql.query(
    "select status, reason_code, count(*)::int as n from orders.orders where account_id = $1 group by 1, 2 order by 1",
    [account],
  );
  assert.deepEqual(rows, [
    { status: "accepted", reason_code: null, n: 12 },
    { status: "rejected", reason_code: "insufficient_cash", n: AT_ONCE - 12 },
  ]);
  assert.deepEqual((await host.portfolio(account)).cash.available, 50_006);
  await assertBooks(host);
}

/** Sweeps of both processes, several at once, over rows that nobody has delivered. */
async function eachRowOnce(host: Host): Promise<void> {
  const account = await host.account();
  host.network.fault = () => "lost";
  host.faults.publish = () => "refused";
  await Promise.all(Array.from({ length: 40 }, () => host.place(account, { quantity: 1, limitPrice: 50_000 })));
  await host.pump();
  assert.equal((await outboxRows(host.sql)).length, 40);
  host.network.fault = () => null;
  host.faults.publish = () => null;
  await ageOutboxes(host.sql);
  host.network.hops.length = 0;
  const sweeps = Array.from({ length: 6 }, async () => {
    const swept = await host.any().call("order", "/outbox/drain", { method: "POST" });
    return Number((await swept.json()).drained);
  });
  const drained = (await Promise.all(sweeps)).reduce((sum, one) => sum + one, 0);
  assert.equal(drained, 40);
  const told = host.network.hops.flatMap(({ to, ids }) => ids.map((id) => `${id} ${to}`));
  assert.equal(new Set(told).size, told.length, "no event was told twice");
  await host.settle();
  await assertBooks(host);
}

/** 100 shares at each of three levels, and twice as many wanted at once, of a book that is there already. */
async function displayedOnce(host: Host): Promise<void> {
  const accounts = await Promise.all([host.account(), host.account(), host.account()]);
  await host.placed(accounts[0] ?? "", { quantity: 1, limitPrice: 50_000 });
  const place = async (n: number) => {
    // They come a little apart, so that there are many batches, in both processes.
    for (let turn = 0; turn < n; turn++) await new Promise((resolve) => setImmediate(resolve));
    await host.place(accounts[n % 3] ?? "", { quantity: 10, timeInForce: "ioc" });
  };
  await Promise.all(Array.from({ length: 60 }, (_, n) => place(n)));
  await host.settle();
  const filled = await host.sql.query(
    "select price::int, sum(quantity)::int as n from execution.trades group by 1 order by 1",
  );
  assert.deepEqual(filled, [{ price: 60_000, n: 100 }, { price: 60_100, n: 100 }, { price: 60_200, n: 100 }]);
  await assertBooks(host);
}

/** Cancels, amendments and fills of the same orders at once, in any process. */
async function oneOutcomeEach(host: Host): Promise<void> {
  const account = await host.account();
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push(await host.sent(account, { quantity: 10, limitPrice: 59_000 }));
  await Promise.all(ids.flatMap((id) => [
    host.amend(account, id, { quantity: 20 }),
    host.cancel(account, id),
    host.amend(account, id, { limitPrice: 60_000 }),
    host.cancel(account, id),
    host.passTime(),
  ]));
  await host.settle();
  const open = await host.sql.query(
    "select id from orders.orders where status not in ('canceled', 'filled') or cancel_requested or pending_change is not null",
  );
  assert.deepEqual(open, []);
  await assertBooks(host);
}

const TESTS = { oneOrderForOneKey, oneBodyForOneKey, noOverdraft, eachRowOnce, displayedOnce, oneOutcomeEach };

async function inHost(sql: Sql, processes: 1 | 2, mode: "direct" | "qstash", test: (host: Host) => Promise<void>) {
  const host = await openHost(sql, { mode, now: TEN, tape, processes });
  try {
    await test(host);
  } finally {
    await host.close();
  }
}

for (const [name, test] of Object.entries(TESTS)) {
  Deno.test(`one process, direct: ${name}`, () => inHost(pglite, 1, "direct", test));
}
Deno.test("one process, qstash: oneOrderForOneKey", () => inHost(pglite, 1, "qstash", oneOrderForOneKey));

Deno.test("two processes over a real Postgres", async (t) => {
  await withPostgres(async (url) => {
    const sql = openPostgres(url);
    try {
      await migrate(sql);
      for (const [name, test] of Object.entries(TESTS)) {
        await t.step(name, () => inHost(sql, 2, "direct", test));
      }
    } finally {
      await sql.close();
    }
  });
});
