// Orders placed while the market is closed: reserved, activated at the opening of their session, and over at its close.
import assert from "node:assert/strict";
import { openTestPglite } from "@hoga/testing";
import type { Host } from "./testing/host.ts";
import { assertCash, assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";
import type { Playbook, Script } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const CASH = 100_000_000;
/** Friday, after the close. The next session is Monday's. */
const FRIDAY_NIGHT = "2025-03-14T20:00:00+09:00";
const MONDAY = "2025-03-17";
/** Monday opens at 61,000 won and comes down to 59,000 an hour later. */
const monday = day(["09:00:00", 61_000], ["10:00:00", 59_000]);

/** A market whose base price of Monday the test changes: as known on Friday, and as it turns out. */
function movingBase(base: number, script: Script): { readonly market: Playbook; move(base: number): void } {
  let current = base;
  return {
    market: (_symbol, date) => ({ ...script, base: date === MONDAY ? current : base }),
    move: (to) => void (current = to),
  };
}

async function assertFilledAtOpen(host: Host, id: string, date: string): Promise<void> {
  await assertOrder(host, id, { status: "filled", averagePrice: 61_000, held: 0 });
  const trade = (await host.trades((await host.order(id)).accountId)).find((one) => one.orderId === id);
  assert.deepEqual([trade?.rule, trade?.executedAt], ["opening_auction", `${date}T09:00:00+09:00`]);
}

let isListed = true;
const tooLow = movingBase(60_000, monday);
const dearer = movingBase(60_000, monday);
const muchDearer = movingBase(60_000, monday);

const scenarios: Scenario[] = [
  {
    name: "an order before the open is reserved, active at the open and filled by the auction",
    now: "2025-03-17T08:50:00+09:00",
    market: monday,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      const activatesAt = "2025-03-17T09:00:00+09:00";
      // A market order holds the upper limit, 78,000 won, and its commission.
      await assertOrder(host, id, { status: "reserved", activatesAt, held: 780_117 });
      await assertCash(host, account, CASH, 780_117);
      await host.until("2025-03-17T08:59:59+09:00");
      await assertOrder(host, id, { status: "reserved" });
      await host.until(activatesAt);
      await assertFilledAtOpen(host, id, MONDAY);
      await assertCash(host, account, CASH - 610_091, 0);
    },
  },
  {
    name: "an order of Friday night lives on Monday, after a restart in between",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const account = await host.account();
      const buy = await host.placed(account, { quantity: 10 });
      const resting = await host.placed(account, { quantity: 10, limitPrice: 59_000 });
      await host.restart();
      await host.until("2025-03-15T10:00:00+09:00");
      await assertOrder(host, buy, { status: "reserved", activatesAt: "2025-03-17T09:00:00+09:00" });
      await host.restart("kill");
      await host.until("2025-03-17T09:00:01+09:00");
      await assertFilledAtOpen(host, buy, MONDAY);
      await assertOrder(host, resting, { status: "accepted" });
      await host.until("2025-03-17T10:00:00+09:00");
      await assertOrder(host, resting, { status: "filled", averagePrice: 59_000 });
    },
  },
  {
    name: "an order before a holiday lives on the day after it, after a restart in between",
    // Monday, 3 March 2025 is a substitute holiday.
    now: "2025-02-28T16:00:00+09:00",
    market: monday,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      const activatesAt = "2025-03-04T09:00:00+09:00";
      await assertOrder(host, id, { status: "reserved", activatesAt, expiresAt: "2025-03-04T15:30:00+09:00" });
      await host.restart("kill");
      await host.until("2025-03-03T10:00:00+09:00");
      await assertOrder(host, id, { status: "reserved" });
      await host.until(activatesAt);
      await assertFilledAtOpen(host, id, "2025-03-04");
    },
  },
  {
    name: "an order of Friday night that is found on Monday afternoon was filled at Monday's open",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const account = await host.account();
      const market = await host.placed(account, { quantity: 10 });
      const limit = await host.placed(account, { quantity: 10, limitPrice: 59_500 });
      await host.until("2025-03-17T14:00:00+09:00");
      await assertFilledAtOpen(host, market, MONDAY);
      await assertOrder(host, limit, { status: "filled", averagePrice: 59_500 });
      const [last] = await host.trades(account);
      assert.equal(last?.executedAt, "2025-03-17T10:00:00+09:00");
    },
  },
  {
    name: "orders of Friday night that are found on Tuesday have ended as they would have on Monday",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const account = await host.account();
      const market = await host.placed(account, { quantity: 10 });
      const limit = await host.placed(account, { quantity: 10, limitPrice: 50_000 });
      await host.until("2025-03-18T11:00:00+09:00");
      await assertFilledAtOpen(host, market, MONDAY);
      await assertOrder(host, limit, { status: "expired", reason: "session_over", held: 0 });
      assert.equal((await host.order(limit)).updatedAt, "2025-03-17T15:30:00+09:00");
    },
  },
  {
    name: "orders that are found late met the auction together: its shares fill them once",
    now: FRIDAY_NIGHT,
    market: { ...monday, auction: 15, depth: 5 },
    async run(host) {
      const accounts = [await host.account(), await host.account(), await host.account()];
      for (const account of accounts) await host.placed(account, { quantity: 10, limitPrice: 61_000 });
      await host.until("2025-03-17T14:00:00+09:00");
      const trades = (await Promise.all(accounts.map((account) => host.trades(account)))).flat();
      const shares = (rule: string) =>
        trades.filter((trade) => trade.rule === rule).reduce((sum, trade) => sum + trade.quantity, 0);
      // 15 shares that the auction sold and 5 that were offered at its price when it was over, less 10 for buyers who bid more.
      assert.equal(shares("opening_auction"), 10);
      assert.equal(shares("continuous"), 20);
    },
  },
  {
    name: "a sell waits for the open with its shares held",
    now: "2025-03-14T15:00:00+09:00",
    market: monday,
    async run(host) {
      const account = await host.account();
      await host.placed(account, { quantity: 10 });
      await host.until(FRIDAY_NIGHT);
      const id = await host.placed(account, { side: "sell", quantity: 10 });
      await assertOrder(host, id, { status: "reserved", held: 10 });
      assert.equal((await host.portfolio(account)).positions[0]?.held, 10);
      await host.until("2025-03-17T09:00:00+09:00");
      await assertFilledAtOpen(host, id, MONDAY);
    },
  },
  {
    name: "a session that was announced twice activates once",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      host.network.fault = (hop) => hop.types.includes("SessionOpened") ? "doubled" : null;
      await host.until("2025-03-17T09:00:00+09:00");
      await assertFilledAtOpen(host, id, MONDAY);
      assert.ok(host.network.counts.doubled > 0);
      assert.equal((await host.trades(account)).length, 1);
    },
  },
  {
    name: "a session that nobody announced is noticed by the sweep",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      host.clock.set("2025-03-17T09:00:00+09:00");
      const swept = await host.node.call("order", "/activations/sweep", { method: "POST" });
      assert.deepEqual(await swept.json(), { sessions: 1 });
      await host.turn();
      await host.settle();
      await assertFilledAtOpen(host, id, MONDAY);
    },
  },
  {
    name: "an order after the open never overtakes one that waited, though nobody said that the session opened",
    now: FRIDAY_NIGHT,
    market: { ...monday, auction: 10 },
    async run(host) {
      const waiting = await host.placed(await host.account(), { quantity: 10 });
      host.clock.set("2025-03-17T09:00:01+09:00");
      const late = await host.placed(await host.account(), { quantity: 10 });
      await assertFilledAtOpen(host, waiting, MONDAY);
      await assertOrder(host, late, { status: "filled" });
      const [trade] = await host.trades((await host.order(late)).accountId);
      assert.equal(trade?.rule, "continuous");
    },
  },
  {
    name: "a limit that the new day's band does not hold any more is rejected at the open, and its cash is free",
    now: FRIDAY_NIGHT,
    market: tooLow.market,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10, limitPrice: 45_000 });
      await assertOrder(host, id, { status: "reserved" });
      tooLow.move(80_000);
      await host.until("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "rejected", reason: "price_outside_band", held: 0 });
      await assertCash(host, account, CASH, 0);
      tooLow.move(60_000);
    },
  },
  {
    name: "an order waits for the day after one that the exchange closed meanwhile",
    now: FRIDAY_NIGHT,
    market: monday,
    async run(host) {
      const id = await host.placed(await host.account(), { quantity: 10 });
      const closed = await host.node.call("market-data", "/ops/calendar/2025-03-17", {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ closed: true }),
      });
      assert.equal(closed.status, 200, await closed.text());
      await host.until("2025-03-15T12:00:00+09:00");
      assert.equal((await host.order(id)).activatesAt, "2025-03-18T09:00:00+09:00");
      await host.until("2025-03-17T14:00:00+09:00");
      await assertOrder(host, id, { status: "reserved" });
      await host.until("2025-03-18T09:00:00+09:00");
      await assertFilledAtOpen(host, id, "2025-03-18");
      assert.ok((await host.timeline(id)).some((line) => line.type === "OrderRescheduled"));
    },
  },
  {
    name: "a symbol without market data on the day is rejected at the open",
    now: FRIDAY_NIGHT,
    market: () => isListed ? monday : null,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      isListed = false;
      await host.until("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "rejected", reason: "no_market_data", held: 0 });
      isListed = true;
    },
  },
  {
    name: "a market buy holds more when the band has moved up",
    now: FRIDAY_NIGHT,
    market: dearer.market,
    async run(host) {
      const account = await host.account();
      const id = await host.placed(account, { quantity: 10 });
      await assertOrder(host, id, { held: 780_117 });
      dearer.move(70_000);
      await host.until("2025-03-17T09:00:00+09:00");
      await assertFilledAtOpen(host, id, MONDAY);
      const changes = (await host.timeline(id)).filter((line) => line.type.startsWith("HoldChange"));
      assert.deepEqual(changes.map((line) => line.type), ["HoldChangeRequested", "HoldChanged"]);
      assert.equal(changes[0]?.data.amount, 910_136);
      dearer.move(60_000);
    },
  },
  {
    name: "a market buy whose larger hold the cash does not cover is rejected at the open",
    now: FRIDAY_NIGHT,
    market: muchDearer.market,
    async run(host) {
      const account = await host.account(800_000);
      const id = await host.placed(account, { quantity: 10 });
      muchDearer.move(70_000);
      await host.until("2025-03-17T09:00:00+09:00");
      await assertOrder(host, id, { status: "rejected", reason: "insufficient_cash", held: 0 });
      await assertCash(host, account, 800_000, 0);
      muchDearer.move(60_000);
    },
  },
];

testScenarios(() => sql, scenarios);
