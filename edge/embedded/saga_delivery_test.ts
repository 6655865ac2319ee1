// What happens to events when services, or QStash, are not there: nothing is lost, and nothing happens twice.
import assert from "node:assert/strict";
import type { DeliveryMode } from "@hoga/outbox";
import { openTestPglite } from "@hoga/testing";
import { ensureSchedules } from "./schedules.ts";
import { assertAllEnded, assertBooks } from "./testing/books.ts";
import type { ServedCourier } from "./testing/couriers.ts";
import { outboxRows } from "./testing/database.ts";
import { type Host, openHost } from "./testing/host.ts";
import { publicUrl } from "./testing/network.ts";
import { assertCash, assertOrder, day } from "./testing/scenario.ts";
import { scriptedTape } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const CASH = 100_000_000;
const tape = scriptedTape(() => day(["09:00:00", 60_000]));

async function withHost(
  mode: DeliveryMode,
  now: string,
  test: (host: Host<ServedCourier>) => Promise<void>,
): Promise<void> {
  const host = await openHost(sql, { mode, now, tape });
  try {
    await test(host);
  } finally {
    await host.close();
  }
}

/** The rows of all outboxes, as `event subscriber`, with what is known of them. */
async function waiting(): Promise<Record<string, { attempts: number; published: boolean; parked: boolean }>> {
  const rows = await outboxRows(sql);
  return Object.fromEntries(rows.map(({ event_id, subscriber, attempts, published, parked }) => [
    `${event_id} ${subscriber}`,
    { attempts, published, parked },
  ]));
}

/** Every time that an event of an order was on its way, as `event subscriber`. */
function travels(host: Host, orderId: string): string[] {
  return host.network.hops.flatMap(({ to, ids }) =>
    ids.filter((id) => id.includes(orderId)).map((id) => `${id} ${to}`)
  );
}

for (const mode of ["direct", "qstash"] as const) {
  Deno.test(`${mode}: without a fault every event travels once`, () =>
    withHost(mode, TEN, async (host) => {
      const account = await host.account();
      const id = await host.sent(account, { quantity: 10 });
      await assertOrder(host, id, { status: "filled" });
      await assertCash(host, account, CASH - 600_090, 0);
      await host.settle();
      assert.deepEqual(travels(host, id).sort(), [
        `FundsReserved/${id}/1 order`,
        `OrderAccepted/${id}/1 execution`,
        `OrderPlaced/${id}/1 portfolio`,
        `TradeExecuted/${id}/720-0 order`,
        `TradeExecuted/${id}/720-0 portfolio`,
      ]);
    }));

  Deno.test(`${mode}: a process that is killed at any delivery, before or after its effect, loses nothing`, () =>
    withHost(mode, TEN, async (host) => {
      const account = await host.account();
      let kills = 0;
      for (const fault of ["lost", "answer_lost"] as const) {
        for (let at = 0, crashed = true; crashed; at++) {
          let hops = 0;
          crashed = false;
          host.network.fault = () => {
            if (hops++ !== at) return null;
            crashed = true;
            host.node.kill();
            return fault;
          };
          // Whoever asked never hears an answer.
          await host.place(account, { quantity: 1, key: `${fault}-${at}` }).catch(() => {});
          await host.pump().catch(() => {});
          host.network.fault = () => null;
          if (!crashed) break;
          kills++;
          await host.restart("kill");
          await host.settle();
        }
      }
      await host.settle();
      assert.ok(kills >= 6, `${kills} kills`);
      const orders = await sql.query("select status, count(*)::int as n from orders.orders group by status");
      assert.deepEqual(orders, [{ status: "filled", n: kills + 2 }]);
      await assertBooks(host);
    }));
}

Deno.test("direct: what a subscriber that is down cannot take is handed to QStash, and confirmed later", () =>
  withHost("direct", TEN, async (host) => {
    const account = await host.account();
    host.network.fault = (hop) => hop.to === "portfolio" ? "lost" : null;
    const id = await host.sent(account, { quantity: 10 });
    await assertOrder(host, id, { status: "pending" });
    const row = `OrderPlaced/${id}/1 portfolio`;
    assert.deepEqual(await waiting(), { [row]: { attempts: 1, published: true, parked: false } });

    host.network.fault = () => null;
    await host.retried();
    await assertOrder(host, id, { status: "filled" });
    // It has arrived by QStash, but the row only goes when its subscriber has been asked.
    assert.deepEqual(await waiting(), { [row]: { attempts: 1, published: true, parked: false } });
    const sent = travels(host, id);
    await host.minute();
    assert.deepEqual(await waiting(), {});
    assert.deepEqual(travels(host, id), sent, "it was not sent again");
    await assertBooks(host);
  }));

Deno.test("direct: while QStash is down too, the sweep tries again", () =>
  withHost("direct", TEN, async (host) => {
    const account = await host.account();
    host.network.fault = (hop) => hop.to === "execution" ? "lost" : null;
    host.faults.publish = () => "refused";
    const id = await host.sent(account, { quantity: 10 });
    const row = `OrderAccepted/${id}/1 execution`;
    assert.deepEqual(await waiting(), { [row]: { attempts: 0, published: false, parked: false } });
    // However long it lasts, an outage parks nothing.
    for (let minutes = 0; minutes < 20; minutes++) await host.minute();
    assert.deepEqual(await waiting(), { [row]: { attempts: 0, published: false, parked: false } });
    const [outbox] = await outboxRows(sql);
    assert.match(outbox?.last_error ?? "", /connection refused.*QStash is down/);
    host.network.fault = () => null;
    await host.minute();
    await assertOrder(host, id, { status: "filled" });
    await host.settle();
    await assertBooks(host);
  }));

Deno.test("qstash: an answer of QStash's that was lost leads to a second sending that QStash drops, and to one effect", () =>
  withHost("qstash", TEN, async (host) => {
    const account = await host.account();
    host.faults.publish = () => "answer_lost";
    const id = await host.sent(account, { quantity: 10 });
    await assertOrder(host, id, { status: "filled" });
    host.faults.publish = () => null;
    await host.settle();
    const placed = host.network.hops.filter((hop) => hop.types.includes("OrderPlaced"));
    assert.equal(placed.length, 1);
    assert.equal((await host.trades(account)).length, 1);
    await assertBooks(host);
  }));

for (const mode of ["direct", "qstash"] as const) {
  Deno.test(`${mode}: an event that its subscriber fails on is parked after eight attempts, and lives again on request`, () =>
    withHost(mode, TEN, async (host) => {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      // A reservation that says that something was paid which no trade tells of: the reaction throws, however often it is tried.
      await sql.query("update portfolio.reservations set consumed = 1 where order_id = $1", [id]);
      await host.cancel(account, id);
      const row = `OrderCanceled/${id}/1 portfolio`;
      for (let minutes = 0; (await waiting())[row]?.parked !== true; minutes++) {
        assert.ok(minutes < 20, JSON.stringify(await outboxRows(sql)));
        await host.minute();
      }
      await assertOrder(host, id, { status: "canceled" });
      const [parked] = (await outboxRows(sql)).filter((one) => one.parked);
      assert.ok((parked?.attempts ?? 0) >= 8);
      assert.match(
        parked?.last_error ?? "",
        mode === "direct" ? /sent 8 times.*failed: / : /sent 8 times and not taken/,
      );
      // A parked row rests.
      await host.minute();
      assert.deepEqual((await outboxRows(sql)).filter((one) => one.parked), [parked]);

      await sql.query("update portfolio.reservations set consumed = 0 where order_id = $1", [id]);
      const retried = await host.node.call("execution", "/outbox/retry", { method: "POST" });
      assert.deepEqual(await retried.json(), { retried: 1 });
      await host.settle();
      await assertCash(host, account, CASH, 0);
      await assertBooks(host);
    }));
}

Deno.test("direct: an event that its subscriber cannot read is parked at once, with the reason", () =>
  withHost("direct", TEN, async (host) => {
    const account = await host.account();
    host.network.fault = () => "lost";
    host.faults.publish = () => "refused";
    const id = await host.sent(account, { quantity: 10 });
    await sql.query(`update orders.outbox set envelope = jsonb_set(envelope, '{data,terms,quantity}', '"ten"')`);
    host.network.fault = () => null;
    await host.minute();
    const [row] = await outboxRows(sql);
    assert.deepEqual([row?.event_id, row?.parked], [`OrderPlaced/${id}/1`, true]);
    assert.match(row?.last_error ?? "", /expected number/);

    await sql.query(`update orders.outbox set envelope = jsonb_set(envelope, '{data,terms,quantity}', '10')`);
    await host.node.call("order", "/outbox/retry", { method: "POST" });
    await host.settle();
    await assertOrder(host, id, { status: "filled" });
    await assertBooks(host);
  }));

Deno.test("qstash: its schedules alone open the session, match, close it and sweep", () =>
  withHost("qstash", "2025-03-14T20:00:00+09:00", async (host) => {
    await ensureSchedules(host.courier.client, publicUrl);
    await ensureSchedules(host.courier.client, publicUrl);
    const ids = (await host.courier.client.schedules.list()).map((schedule) => schedule.scheduleId);
    assert.equal(new Set(ids).size, ids.length, "creating them again changes nothing");
    const account = await host.account();
    const filled = await host.sent(account, { quantity: 10 });
    const expired = await host.sent(account, { quantity: 10, limitPrice: 50_000 });
    const reach = async (iso: string) => {
      host.clock.set(iso);
      await host.courier.deliver();
    };
    await reach("2025-03-17T08:59:00+09:00");
    await assertOrder(host, filled, { status: "reserved" });
    await reach("2025-03-17T09:00:00+09:00");
    await assertOrder(host, expired, { status: "accepted" });
    await reach("2025-03-17T09:01:00+09:00");
    await assertOrder(host, filled, { status: "filled" });
    await reach("2025-03-17T15:30:00+09:00");
    await assertOrder(host, expired, { status: "expired" });
    await host.settle();
    await assertBooks(host);
    await assertAllEnded(host);
  }));
