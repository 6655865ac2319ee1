// What the saga must survive: events that come late, twice, out of order or too early, and orders that end while their trades are on their way.
import assert from "node:assert/strict";
import { z } from "zod";
import { openTestPglite } from "@hoga/testing";
import type { Host } from "./testing/host.ts";
import { block, type Fault } from "./testing/network.ts";
import { assertCash, assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const CASH = 100_000_000;
/** 40 shares a level; from 10:00:10 on out of reach of a limit of 60,000 won. */
const SHALLOW = { ...day(["09:00:00", 60_000], ["10:00:10", 61_000]), depth: 40 };

/** Every delivery meets `fault` the first time it is tried. */
function onceEach(host: Host, fault: Fault): void {
  const met = new Set<string>();
  host.network.fault = ({ to, ids }) => {
    const name = JSON.stringify([to, ids]);
    if (met.has(name)) return null;
    met.add(name);
    return fault;
  };
}

function whatever(fault: Fault): Scenario {
  return {
    name: `every event is ${fault.replace("_", " ")} once, and each has its effect once`,
    now: TEN,
    market: SHALLOW,
    async run(host) {
      onceEach(host, fault);
      const account = await host.account();
      const filled = await host.placed(account, { quantity: 150 });
      const canceled = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      await host.cancel(account, canceled);
      await host.settle();
      const amended = await host.placed(account, { quantity: 5, limitPrice: 59_000 });
      await host.amend(account, amended, { quantity: 8, limitPrice: 58_000 });
      await host.until("2025-03-14T10:00:05+09:00");
      await assertOrder(host, filled, { status: "filled", filledQuantity: 150 });
      await assertOrder(host, canceled, { status: "canceled", filledQuantity: 0 });
      await assertOrder(host, amended, { status: "accepted", quantity: 8, limitPrice: 58_000 });
      const paid = 40 * (60_000 + 60_100 + 60_200) + 30 * 60_000;
      await assertCash(host, account, CASH - paid - Math.floor(paid * 15 / 100_000), 464_069);
      assert.ok(host.network.counts[fault] >= 10, `${host.network.counts[fault]} events were ${fault}`);
    },
  };
}

/** An order that ends, after partial fills whose postings are still on their way to the portfolio. */
function endBeforeTrades(name: string, end: (host: Host, account: string, id: string) => Promise<void>): Scenario {
  return {
    name: `${name} reaches the portfolio before the trades: what is released is exact`,
    now: TEN,
    market: SHALLOW,
    async run(host) {
      const account = await host.account();
      const free = block(host.network, "portfolio", "TradeExecuted");
      const id = await host.sent(account, { quantity: 100, limitPrice: 60_000 });
      await host.reach("2025-03-14T10:00:05+09:00");
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 80 });
      await assertCash(host, account, CASH, 6_000_900);
      await end(host, account, id);
      await host.minute();
      // 80 shares and their commission stay held for the trades that are to come: neither more nor less.
      await assertCash(host, account, CASH, 4_800_720);
      free();
      await host.settle();
      await assertCash(host, account, CASH - 4_800_720, 0);
      assert.equal((await host.portfolio(account)).positions[0]?.quantity, 80);
    },
  };
}

/** Sends a service an event of the test's own; returns what became of it. */
async function tell(host: Host, to: "order" | "portfolio" | "execution", event: unknown): Promise<unknown> {
  const response = await host.node.call(to, "/events", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ events: [event] }),
  });
  return z.object({ results: z.array(z.object({ outcome: z.string() })) }).parse(await response.json()).results[0]
    ?.outcome;
}

const scenarios: Scenario[] = [
  ...(["lost", "answer_lost", "doubled", "late", "shuffled"] as const).map(whatever),
  endBeforeTrades("OrderCanceled", async (host, account, id) => {
    await host.cancel(account, id);
    await host.pump();
    await assertOrder(host, id, { status: "canceled", filledQuantity: 80 });
  }),
  endBeforeTrades("OrderExpired", async (host, _account, id) => {
    await host.reach("2025-03-14T15:30:00+09:00");
    await assertOrder(host, id, { status: "expired", filledQuantity: 80 });
  }),
  {
    name: "the last trade reaches the portfolio before the first: what is released is exact",
    now: TEN,
    market: SHALLOW,
    async run(host) {
      const account = await host.account();
      const first = new Set<string>();
      host.network.fault = ({ to, types, ids }) => {
        if (to !== "portfolio" || !types.includes("TradeExecuted")) return null;
        if (first.size === 0) ids.forEach((one) => first.add(one));
        return ids.some((one) => first.has(one)) ? "lost" : null;
      };
      const id = await host.sent(account, { quantity: 60, limitPrice: 60_000 });
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 40 });
      await host.reach("2025-03-14T10:00:05+09:00");
      await assertOrder(host, id, { status: "filled" });
      assert.equal((await host.portfolio(account)).positions[0]?.quantity, 20);
      await assertCash(host, account, CASH - 1_200_180, 2_400_360);
      host.network.fault = () => null;
      await host.settle();
      await assertCash(host, account, CASH - 3_600_540, 0);
    },
  },
  {
    name: "a trade under larger terms that the order service has not heard of is too early, and waits for them",
    now: TEN,
    market: SHALLOW,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      // In direct mode the trade comes in one request with the amendment; here it comes alone.
      const free = block(host.network, "order", "OrderAmended");
      await host.amend(account, id, { quantity: 60, limitPrice: 60_000 });
      await host.pump();
      await assertOrder(host, id, { status: "accepted", quantity: 10, filledQuantity: 0 });
      const errors = host.logged.filter((line) => line.startsWith("error"));
      assert.deepEqual(errors, [], "a report that comes too early is no failure");
      free();
      await host.settle();
      await assertOrder(host, id, { status: "partially_filled", quantity: 60, filledQuantity: 40 });
    },
  },
  {
    name: "an event of the past is acknowledged and changes nothing",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      await host.cancel(account, id);
      await host.settle();
      const before = [await host.order(id), await host.portfolio(account)];
      const at = host.clock.now();
      const reason = { code: "session_over", message: "" };
      const cumulative = { quantity: 0, amount: 0, commission: 0, tax: 0 };
      const envelope = { subject: id, at, trace: {} };
      const ended = { orderId: id, accountId: account, reason, endedAt: at, cumulative };
      const late = [
        { type: "OrderExpired", data: ended },
        { type: "OrderUnfilled", data: ended },
        { type: "CancelRejected", data: { orderId: id, reason } },
        { type: "FundsReserved", data: { orderId: id, amount: 1 } },
        { type: "ReservationRejected", data: { orderId: id, reason } },
        { type: "ReservationChanged", data: { orderId: id, changeId: 1, purpose: "amend", amount: 1 } },
        { type: "ReservationChangeRejected", data: { orderId: id, changeId: 1, purpose: "activate", reason } },
      ];
      for (const one of late) {
        assert.equal(await tell(host, "order", { ...one, ...envelope, id: `${one.type}/late` }), "done", one.type);
      }
      const expired = { type: "OrderExpired", data: ended, ...envelope, id: "OrderExpired/late" };
      assert.equal(await tell(host, "portfolio", expired), "done");
      assert.deepEqual([await host.order(id), await host.portfolio(account)], before);
    },
  },
  {
    name: "an event of an order that is not known yet is too early, and is not recorded",
    now: TEN,
    async run(host) {
      const at = host.clock.now();
      const early = { id: "FundsReserved/none/1", type: "FundsReserved", subject: "none", at, trace: {} };
      assert.equal(await tell(host, "order", { ...early, data: { orderId: "none", amount: 1 } }), "too_early");
      assert.equal((await sql.query("select 1 from orders.inbox")).length, 0);
      const cancel = { orderId: "none", symbol: "005930", sessionDate: "2025-03-14" };
      const unknown = { ...early, id: "CancelRequested/none/1", type: "CancelRequested", data: cancel };
      assert.equal(await tell(host, "execution", unknown), "too_early");
      assert.equal((await sql.query("select 1 from execution.inbox")).length, 0);
    },
  },
  {
    name: "the close meets a fill at the last moment: the fill stands",
    now: "2025-03-14T15:29:00+09:00",
    market: day(["09:00:00", 60_000], ["15:30:00", 59_000]),
    async run(host) {
      const account = await host.account();
      const filled = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      const expired = await host.placed(account, { quantity: 10, limitPrice: 58_900 });
      host.clock.set("2025-03-14T15:30:00+09:00");
      await Promise.all([host.node.passTime(), host.cancel(account, filled), host.cancel(account, expired)]);
      await host.settle();
      await assertOrder(host, filled, { status: "filled", averagePrice: 59_000 });
      await assertOrder(host, expired, { status: "expired" });
    },
  },
  {
    name: "new terms that are heard of after the end are those under which the order ended",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 58_000 });
      const free = block(host.network, "order", "OrderAmended");
      await host.amend(account, id, { quantity: 8, limitPrice: 59_000 });
      await host.cancel(account, id);
      await host.retried();
      await assertOrder(host, id, { status: "canceled", quantity: 10, limitPrice: 58_000 });
      free();
      await host.settle();
      await assertOrder(host, id, { status: "canceled", quantity: 8, limitPrice: 59_000, held: 0 });
    },
  },
];

testScenarios(() => sql, scenarios);
