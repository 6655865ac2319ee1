// Orders while the market is open: they fill, rest, end unfilled or are turned down.
import assert from "node:assert/strict";
import { kstIso } from "@hoga/krx";
import { openTestPglite } from "@hoga/testing";
import { type Host, openHost } from "./testing/host.ts";
import { assertCash, assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";
import { wanderingTape } from "./testing/wandering_tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const CASH = 100_000_000;

const scenarios: Scenario[] = [
  {
    name: "a market buy fills at the displayed ask and releases what the worst case held",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      await assertOrder(host, id, { status: "filled", averagePrice: 60_000, commission: 90, held: 0 });
      await assertCash(host, account, CASH - 600_090, 0);
      const [position] = (await host.portfolio(account)).positions;
      assert.deepEqual([position?.quantity, position?.held, position?.cost], [10, 0, 600_000]);
      const [trade] = await host.trades(account);
      assert.deepEqual([trade?.rule, trade?.quote.ask, trade?.executedAt], ["continuous", 60_000, TEN]);
    },
  },
  {
    name: "a book's first order of the day knows the prices of the day before it",
    now: "2025-03-14T10:00:01+09:00",
    // 10.8 % above the base price and 2.3 % above the opening auction's: no interruption, whoever was there before.
    market: day(["09:00:00", 65_000], ["09:30:00", 66_500]),
    async run(host) {
      const id = await host.placed(await host.account(), { quantity: 150 });
      await assertOrder(host, id, { status: "filled", filledQuantity: 150 });
    },
  },
  {
    name: "a market buy larger than the display sweeps it, rests, and goes on as more is displayed",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 150 });
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 120, averagePrice: 60_100 });
      await host.until("2025-03-14T10:00:05+09:00");
      await assertOrder(host, id, { status: "filled", filledQuantity: 150, held: 0 });
      assert.equal((await host.trades(account)).length, 4);
    },
  },
  {
    name: "a limit order rests and fills at its limit when the tape comes to it",
    now: TEN,
    market: day(["09:00:00", 60_000], ["11:00:00", 59_000]),
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 59_500 });
      await assertOrder(host, id, { status: "accepted", held: 595_089 });
      await assertCash(host, account, CASH, 595_089);
      await host.until("2025-03-14T10:59:59+09:00");
      await assertOrder(host, id, { status: "accepted", filledQuantity: 0 });
      await host.until("2025-03-14T11:00:00+09:00");
      await assertOrder(host, id, { status: "filled", averagePrice: 59_500 });
      await assertCash(host, account, CASH - 595_089, 0);
    },
  },
  {
    name: "a sell holds shares, brings in its proceeds less commission and tax, and realises the difference",
    now: TEN,
    market: day(["09:00:00", 60_000], ["11:00:00", 61_000]),
    async run(host) {
      const account = await host.account();
      await host.placed(account, { quantity: 10 });
      const id = await host.placed(account, { side: "sell", quantity: 4, limitPrice: 60_900 });
      const resting = (await host.portfolio(account)).positions[0];
      assert.deepEqual([resting?.quantity, resting?.held], [10, 4]);
      await host.until("2025-03-14T11:00:00+09:00");
      // 0.015 % commission and 0.15 % tax on 243,600 won.
      await assertOrder(host, id, { status: "filled", filledAmount: 243_600, commission: 36, tax: 365 });
      await assertCash(host, account, CASH - 600_090 + 243_600 - 36 - 365, 0);
      const left = (await host.portfolio(account)).positions[0];
      assert.deepEqual([left?.quantity, left?.cost, left?.realizedPnl], [6, 360_000, 243_199 - 240_000]);
    },
  },
  {
    name: "a buy that the cash does not cover is rejected with its reason and holds nothing",
    now: TEN,
    async run(host) {
      const account = await host.account(600_000);
      const id = await host.placed(account, { quantity: 10, limitPrice: 60_000 });
      await assertOrder(host, id, { status: "rejected", reason: "insufficient_cash", held: 0 });
      await assertCash(host, account, 600_000, 0);
      const enough = await host.placed(account, { quantity: 9, limitPrice: 60_000 });
      await assertOrder(host, enough, { status: "filled" });
    },
  },
  {
    name: "a sell of shares that are not there, or are held for another order, is rejected",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const none = await host.placed(account, { side: "sell", quantity: 1 });
      await assertOrder(host, none, { status: "rejected", reason: "insufficient_shares" });
      await host.placed(account, { quantity: 10 });
      await host.placed(account, { side: "sell", quantity: 7, limitPrice: 65_000 });
      const held = await host.placed(account, { side: "sell", quantity: 4 });
      await assertOrder(host, held, { status: "rejected", reason: "insufficient_shares" });
    },
  },
  {
    name: "an order of an account that is not there is rejected",
    now: TEN,
    async run(host) {
      const id = await host.placed("nobody", { quantity: 1 });
      await assertOrder(host, id, { status: "rejected", reason: "unknown_account" });
    },
  },
  {
    name: "an IOC order takes what is displayed, and its rest is canceled",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 50, limitPrice: 60_000, timeInForce: "ioc" });
      const expected = { status: "canceled", reason: "no_liquidity", filledQuantity: 40, held: 0 } as const;
      await assertOrder(host, id, expected);
      await assertCash(host, account, CASH - 2_400_360, 0);
      const sold = await host.placed(account, { side: "sell", quantity: 1, limitPrice: 65_000, timeInForce: "ioc" });
      await assertOrder(host, sold, { status: "canceled", reason: "no_liquidity", filledQuantity: 0, held: 0 });
    },
  },
  {
    name: "a FOK order takes all or nothing",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const none = await host.placed(account, { quantity: 121, timeInForce: "fok" });
      await assertOrder(host, none, { status: "canceled", reason: "no_liquidity", filledQuantity: 0 });
      await assertCash(host, account, CASH, 0);
      const all = await host.placed(account, { quantity: 120, timeInForce: "fok" });
      await assertOrder(host, all, { status: "filled", filledQuantity: 120 });
    },
  },
  {
    name: "a displayed share fills one order, not two",
    now: TEN,
    market: { ...day(["09:00:00", 60_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const first = await host.placed(account, { quantity: 100, timeInForce: "ioc" });
      const second = await host.placed(await host.account(), { quantity: 100, timeInForce: "ioc" });
      await assertOrder(host, first, { filledQuantity: 100 });
      await assertOrder(host, second, { filledQuantity: 20, status: "canceled" });
    },
  },
  {
    name: "a limit order that is never reached expires at the close, and its cash is free",
    now: TEN,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 50_000 });
      await host.until("2025-03-14T15:29:59+09:00");
      await assertOrder(host, id, { status: "accepted" });
      await host.until("2025-03-14T15:30:00+09:00");
      await assertOrder(host, id, { status: "expired", reason: "session_over", held: 0 });
      await assertCash(host, account, CASH, 0);
      const [last] = (await host.timeline(id)).slice(-1);
      assert.equal(last?.type, "HoldReleased");
    },
  },
  {
    name: "an order that the display does not reach fills in the closing auction at its price",
    now: "2025-03-14T15:25:00+09:00",
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      await assertOrder(host, id, { status: "accepted" });
      await host.until("2025-03-14T15:30:00+09:00");
      await assertOrder(host, id, { status: "filled", averagePrice: 60_000 });
      assert.equal((await host.trades(account))[0]?.rule, "closing_auction");
    },
  },
  {
    name: "a partly filled order expires with what it filled, and releases the rest to the won",
    now: TEN,
    market: { ...day(["09:00:00", 60_000], ["10:00:05", 62_000]), depth: 40 },
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 100, limitPrice: 60_100 });
      await assertOrder(host, id, { status: "partially_filled", filledQuantity: 80 });
      await host.until("2025-03-14T15:30:00+09:00");
      await assertOrder(host, id, { status: "expired", filledQuantity: 80, held: 0 });
      await assertCash(host, account, CASH - 4_804_000 - 720, 0);
    },
  },
];

testScenarios(() => sql, scenarios);

/** The trades of some orders of 10:00 when the services are woken every `everySeconds` for a while, and then at the close. */
async function tradesWokenEvery(everySeconds: number): Promise<unknown> {
  const host: Host = await openHost(sql, { mode: "direct", now: TEN, tape: wanderingTape(5) });
  try {
    const account = await host.account();
    await host.placed(account, { quantity: 200 });
    for (const ticks of [1, 5, 10, 20]) {
      await host.placed(account, { quantity: 90, limitPrice: 60_000 - 100 * ticks });
    }
    await host.placed(account, { side: "sell", quantity: 150, limitPrice: 61_500 });
    const began = host.clock.now();
    for (let second = everySeconds; second <= 3_600; second += everySeconds) {
      await host.reach(kstIso(began + second * 1_000));
    }
    await host.until("2025-03-14T15:30:00+09:00");
    const orders = await sql.query("select id, status, filled_quantity, filled_amount from orders.orders order by id");
    return { orders, trades: await host.trades(account) };
  } finally {
    await host.close();
  }
}

Deno.test("waking the services often or seldom gives the same trades", async () => {
  const seldom = await tradesWokenEvery(3_600);
  assert.deepEqual(await tradesWokenEvery(61), seldom);
  assert.ok(JSON.stringify(seldom).length > 1_000);
});
