// Events that come hours or days late: an order has the outcome that it would have had.
import assert from "node:assert/strict";
import { openTestPglite } from "@hoga/testing";
import { block } from "./testing/network.ts";
import { assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const TEN = "2025-03-14T10:00:00+09:00";
const FRIDAY_NIGHT = "2025-03-14T20:00:00+09:00";
/** The base price of Monday as the market turns out to have it. */
let mondayBase = 60_000;

const scenarios: Scenario[] = [
  {
    name: "an order whose event was late has the outcome that it would have had",
    now: TEN,
    market: day(["09:00:00", 60_000], ["10:05:00", 59_000], ["10:06:00", 60_000]),
    async run(host) {
      const account = await host.account();
      const other = await host.placed(await host.account(), { quantity: 10, limitPrice: 58_000 });
      const free = block(host.network, "execution", "OrderAccepted");
      const dip = await host.sent(account, { quantity: 10, limitPrice: 59_000 });
      const now = await host.sent(account, { quantity: 10 });
      const rests = await host.sent(account, { quantity: 10, limitPrice: 58_000 });
      // The other order takes the book past the moment of these.
      await host.reach("2025-03-14T11:00:00+09:00");
      await assertOrder(host, other, { status: "accepted" });
      await assertOrder(host, dip, { status: "accepted", filledQuantity: 0 });
      free();
      await host.settle();
      await assertOrder(host, dip, { status: "filled", averagePrice: 59_000 });
      await assertOrder(host, now, { status: "filled", averagePrice: 60_000 });
      await assertOrder(host, rests, { status: "accepted" });
      const times = (await host.trades(account)).map((trade) => trade.executedAt).sort();
      assert.deepEqual(times, [TEN, "2025-03-14T10:05:00+09:00"]);
    },
  },
  {
    name: "a late order is judged by the day's own prices, as one in time is",
    now: FRIDAY_NIGHT,
    // 12 % above the base price since the opening auction: against the base this would be a volatility interruption.
    market: day(["09:00:00", 67_000]),
    async run(host) {
      const account = await host.account();
      await host.placed(account, { quantity: 1, limitPrice: 50_000 });
      await host.until("2025-03-17T10:00:00+09:00");
      const inTime = await host.placed(account, { quantity: 10, timeInForce: "ioc" });
      const free = block(host.network, "execution", "OrderAccepted");
      const late = await host.sent(account, { quantity: 10, timeInForce: "ioc" });
      await host.reach("2025-03-17T10:00:20+09:00");
      free();
      await host.settle();
      for (const id of [inTime, late]) await assertOrder(host, id, { status: "filled", averagePrice: 67_000 });
    },
  },
  {
    name: "orders of one opening whose events come one by one, hours late, met its auction together",
    now: FRIDAY_NIGHT,
    market: { ...day(["09:00:00", 61_000]), auction: 15, depth: 5 },
    async run(host) {
      const accounts = [await host.account(), await host.account(), await host.account()];
      for (const account of accounts) await host.placed(account, { quantity: 10, limitPrice: 61_000 });
      const entered = new Set<string>();
      let quota = 0;
      host.network.fault = ({ to, types, ids }) => {
        if (to !== "execution" || !types.includes("OrderAccepted")) return null;
        if (ids.length > 1 || quota-- <= 0) return "lost";
        entered.add(ids.join());
        return null;
      };
      await host.reach("2025-03-17T14:00:00+09:00");
      for (let one = 1; one <= 3; one++) {
        quota = 1;
        await host.retried();
        assert.equal(entered.size, one);
      }
      host.network.fault = () => null;
      await host.turn();
      await host.settle();
      const trades = (await Promise.all(accounts.map((account) => host.trades(account)))).flat();
      const auction = trades.filter((trade) => trade.rule === "opening_auction");
      // 15 shares that the auction sold and 5 that were offered at its price when it was over, less 10 for buyers who bid more.
      assert.equal(auction.reduce((sum, trade) => sum + trade.quantity, 0), 10);
      assert.ok(auction.every((trade) => trade.executedAt === "2025-03-17T09:00:00+09:00"));
    },
  },
  ...(["2025-03-17T09:30:00+09:00", "2025-03-17T16:00:00+09:00", "2025-03-18T10:00:00+09:00"] as const).map((
    found,
  ): Scenario => ({
    name: `a hold that stands only on ${found.slice(5, 16)} sends an order of Friday night to Monday's open`,
    now: FRIDAY_NIGHT,
    market: day(["09:00:00", 61_000], ["09:00:05", 62_000]),
    async run(host) {
      const free = block(host.network, "order", "FundsReserved");
      const id = await host.sent(await host.account(), { quantity: 10 });
      const other = await host.sent(await host.account(), { side: "sell", quantity: 1 });
      await host.reach("2025-03-17T09:10:00+09:00");
      await assertOrder(host, id, { status: "pending" });
      await assertOrder(host, other, { status: "rejected" });
      await host.reach(found);
      free();
      await host.retried();
      await host.turn();
      await assertOrder(host, id, { status: "filled", averagePrice: 61_000 });
    },
  })),
  {
    name: "a hold that stands after the open is validated by the day's prices too",
    now: FRIDAY_NIGHT,
    market: (_symbol, date) => ({ ...day(["09:00:00", 61_000]), base: date === "2025-03-17" ? mondayBase : 60_000 }),
    async run(host) {
      mondayBase = 60_000;
      const account = await host.account();
      const free = block(host.network, "order", "FundsReserved");
      const outside = await host.sent(account, { quantity: 10, limitPrice: 45_000 });
      const dearer = await host.sent(account, { quantity: 10 });
      mondayBase = 80_000;
      await host.reach("2025-03-17T09:00:00+09:00");
      await assertOrder(host, dearer, { status: "pending" });
      free();
      await host.settle();
      await assertOrder(host, outside, { status: "rejected", reason: "price_outside_band", held: 0 });
      await assertOrder(host, dearer, { status: "filled" });
      assert.ok((await host.timeline(dearer)).some((line) => line.type === "HoldChanged"));
    },
  },
  {
    name: "an order that came to be reserved while another process activated its session is not left behind",
    now: FRIDAY_NIGHT,
    async run(host) {
      const id = await host.placed(await host.account(), { quantity: 10 });
      await sql.query("insert into orders.activations (session_date, at) values ('2025-03-17', 0)");
      await host.until("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "filled" });
    },
  },
];

testScenarios(() => sql, scenarios);
