// Cancels in every state.
import assert from "node:assert/strict";
import { StoredOrders } from "@hoga/contracts";
import { openTestPglite } from "@hoga/testing";
import { assertCash, assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const FRIDAY_NIGHT = "2025-03-14T20:00:00+09:00";
const CASH = 100_000_000;
const ENDED = { status: 409, code: "order_ended" };

const scenarios: Scenario[] = [
  {
    name: "a reserved order is canceled at once, and its cash is free",
    now: FRIDAY_NIGHT,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      const answer = await host.cancel(account, id);
      assert.equal("id" in answer && answer.status, "canceled");
      await host.settle();
      await assertOrder(host, id, { status: "canceled", reason: "canceled_by_user", held: 0 });
      await assertCash(host, account, CASH, 0);
      await host.until("2025-03-17T09:00:05+09:00");
      await assertOrder(host, id, { status: "canceled", filledQuantity: 0 });
    },
  },
  {
    name: "an order whose hold is still being asked for is canceled when the answer comes",
    now: TEN,
    async run(host) {
      const account = await host.account();
      host.network.fault = (hop) => hop.types.includes("OrderPlaced") ? "lost" : null;
      const placed = await host.place(account, { quantity: 10 });
      assert.ok("id" in placed);
      await assertOrder(host, placed.id, { status: "pending" });
      const answer = await host.cancel(account, placed.id);
      assert.equal("id" in answer && answer.status, "pending");
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, placed.id, { status: "canceled", filledQuantity: 0, held: 0 });
      await assertCash(host, account, CASH, 0);
    },
  },
  {
    name: "a resting order is canceled by the market, and its cash is free",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      const answer = await host.cancel(account, id);
      assert.equal("id" in answer && answer.status, "canceled");
      await host.settle();
      await assertOrder(host, id, { status: "canceled", reason: "canceled_by_user", held: 0 });
      await assertCash(host, account, CASH, 0);
    },
  },
  {
    name: "a partly filled order keeps what it filled, and releases the rest to the won",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 100, limitPrice: 60_000 });
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 40 });
      await host.cancel(account, id);
      await host.settle();
      await assertOrder(host, id, { status: "canceled", filledQuantity: 40, held: 0 });
      await assertCash(host, account, CASH - 2_400_360, 0);
    },
  },
  {
    name: "a cancel that comes before the market has the order waits for it",
    now: TEN,
    async run(host) {
      const account = await host.account();
      host.network.fault = (hop) => hop.types.includes("OrderAccepted") ? "lost" : null;
      const id = await host.sent(account, { quantity: 10, limitPrice: 59_000 });
      await assertOrder(host, id, { status: "accepted" });
      await host.cancel(account, id);
      await host.minute();
      await assertOrder(host, id, { status: "accepted" });
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, id, { status: "canceled", held: 0 });
    },
  },
  {
    name: "an order that has ended, in whatever way, is not canceled again",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const filled = await host.placed(account, { quantity: 10 });
      const rejected = await host.placed(account, { side: "sell", quantity: 11 });
      const canceled = await host.placed(account, { quantity: 1, limitPrice: 59_000 });
      await host.cancel(account, canceled);
      await host.settle();
      const expired = await host.placed(account, { quantity: 1, limitPrice: 59_000 });
      await host.until("2025-03-14T15:30:00+09:00");
      for (const id of [filled, rejected, canceled, expired]) {
        assert.deepEqual(await host.cancel(account, id), ENDED);
      }
    },
  },
  {
    name: "another account's order is not found",
    now: TEN,
    async run(host) {
      const id = await host.placed(await host.account(), { quantity: 10, limitPrice: 59_000 });
      const other = await host.account();
      assert.deepEqual(await host.cancel(other, id), { status: 404, code: "not_found" });
      assert.deepEqual(await host.amend(other, id, { quantity: 1 }), { status: 404, code: "not_found" });
      await assertOrder(host, id, { status: "accepted", quantity: 10 });
    },
  },
  {
    name: "cancel-all ends every open order of the account, and no other's",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const mine = [
        await host.placed(account, { quantity: 10, limitPrice: 59_000 }),
        await host.placed(account, { quantity: 100, limitPrice: 60_000 }),
      ];
      const filled = await host.placed(account, { quantity: 10, limitPrice: 60_200 });
      const others = await host.placed(await host.account(), { quantity: 10, limitPrice: 59_000 });
      const answer = await host.node.call("order", `/orders?accountId=${account}`, { method: "DELETE" });
      const { orders } = StoredOrders.parse(await answer.json());
      assert.deepEqual(orders.map((order) => order.id).sort(), mine);
      await host.settle();
      for (const id of mine) await assertOrder(host, id, { status: "canceled", held: 0 });
      await assertOrder(host, filled, { status: "filled" });
      await assertOrder(host, others, { status: "accepted" });
      assert.equal((await host.portfolio(account)).cash.held, 0);
    },
  },
  {
    name: "a cancel that meets the fill is told that it came too late, and the fill stands",
    now: TEN,
    market: day(["09:00:00", 60_000], ["10:00:05", 59_000]),
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      // The tape reached the limit; nothing has matched it yet when the cancel arrives.
      host.clock.set("2025-03-14T10:00:06+09:00");
      const answer = await host.cancel(account, id);
      assert.deepEqual(answer, ENDED);
      await host.settle();
      await assertOrder(host, id, { status: "filled", filledQuantity: 10 });
      const types = (await host.timeline(id)).map((line) => line.type);
      assert.ok(types.includes("CancelRequested"));
    },
  },
  {
    name: "a cancel that meets the close is told that the order expired",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      host.clock.set("2025-03-14T15:30:00+09:00");
      assert.deepEqual(await host.cancel(account, id), ENDED);
      await host.settle();
      await assertOrder(host, id, { status: "expired", held: 0 });
    },
  },
  {
    name: "a cancel that was turned down can be asked for again at the same moment",
    now: TEN,
    market: day(["09:00:00", 60_000], ["10:00:05", 59_000]),
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      host.clock.set("2025-03-14T10:00:06+09:00");
      // The order service hears that the cancel came too late before it hears of the fill.
      host.network.fault = (hop) => hop.to === "order" && hop.types.includes("TradeExecuted") ? "lost" : null;
      await host.cancel(account, id);
      await host.pump();
      await assertOrder(host, id, { status: "accepted" });
      await host.cancel(account, id);
      host.network.fault = () => null;
      await host.settle();
      await assertOrder(host, id, { status: "filled" });
      assert.deepEqual(host.logged.filter((line) => line.startsWith("error")), []);
    },
  },
];

testScenarios(() => sql, scenarios);
