// Dividends, splits and bonus issues through all five services.
import assert from "node:assert/strict";
import { CorporateAction } from "@hoga/contracts";
import { openTestPglite } from "@hoga/testing";
import type { Host } from "./testing/host.ts";
import { assertOrder, day, type Scenario, testScenarios } from "./testing/scenario.ts";
import type { Playbook } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const FRIDAY = "2025-03-14T10:00:00+09:00";
const FRIDAY_NIGHT = "2025-03-14T20:00:00+09:00";
const MONDAY = "2025-03-17";
const SPLIT = { kind: "split", symbol: "005930", exDate: MONDAY, numerator: 5, denominator: 1 };

/** Shares at 60,000 won on Friday; on Monday at the base price that the host's clock makes known, from 12,000 won up to 12,500. */
function splitMarket(hostOf: () => Host): Playbook {
  const after = { base: 12_000, prices: [["09:00:00", 12_000], ["09:30:00", 12_500]] } as const;
  return (_symbol, date) => {
    if (date < MONDAY) return day(["09:00:00", 60_000]);
    const hasBegun = hostOf().clock.now() >= Date.parse(`${MONDAY}T00:00:00+09:00`);
    return hasBegun ? after : day(["09:00:00", 60_000]);
  };
}

function enter(host: Host, action: object): Promise<CorporateAction> {
  return host.ask("market-data", "/ops/actions", CorporateAction, { method: "POST", body: JSON.stringify(action) });
}

async function position(host: Host, account: string): Promise<readonly number[]> {
  const { positions } = await host.portfolio(account);
  return positions.flatMap(({ quantity, held, cost }) => [quantity, held, cost]);
}

let current: Host | undefined;
const market = splitMarket(() => {
  assert.ok(current !== undefined);
  return current;
});

/** An account that has bought 10 shares at 60,000 won on Friday. */
async function holder(host: Host): Promise<string> {
  current = host;
  const account = await host.account();
  await host.placed(account, { quantity: 10 });
  assert.deepEqual(await position(host, account), [10, 0, 600_000]);
  return account;
}

const scenarios: Scenario[] = [
  {
    name: "a sell of all shares that waits over a split sells all that they have become",
    now: FRIDAY,
    market,
    async run(host) {
      const account = await holder(host);
      await enter(host, SPLIT);
      await host.until(FRIDAY_NIGHT);
      const sell = await host.placed(account, { side: "sell", quantity: 10, limitPrice: 62_000 });
      const buy = await host.placed(account, { quantity: 3, limitPrice: 60_300 });
      await assertOrder(host, sell, { status: "reserved", held: 10 });
      await host.until(`${MONDAY}T00:00:01+09:00`);
      await assertOrder(host, sell, { status: "reserved", quantity: 50, limitPrice: 12_400, held: 50 });
      await assertOrder(host, buy, { status: "reserved", quantity: 15, limitPrice: 12_060, held: 3 * 60_300 + 27 });
      assert.deepEqual(await position(host, account), [50, 50, 600_000]);
      await host.until(`${MONDAY}T09:00:05+09:00`);
      await assertOrder(host, buy, { status: "filled", averagePrice: 12_000, held: 0 });
      await assertOrder(host, sell, { status: "accepted", quantity: 50 });
      await host.until(`${MONDAY}T09:31:00+09:00`);
      await assertOrder(host, sell, { status: "filled", filledQuantity: 50, held: 0 });
      assert.deepEqual((await position(host, account)).slice(0, 2), [15, 0]);
    },
  },
  {
    name: "a stack that slept over the ex-date's night and opening does what it would have done",
    now: FRIDAY,
    market,
    async run(host) {
      const account = await holder(host);
      await enter(host, SPLIT);
      host.clock.set(FRIDAY_NIGHT);
      await host.turn();
      const sell = await host.placed(account, { side: "sell", quantity: 10, limitPrice: 62_000 });
      await host.until(`${MONDAY}T10:00:00+09:00`);
      await assertOrder(host, sell, { status: "filled", quantity: 50, filledQuantity: 50, held: 0 });
      assert.deepEqual((await position(host, account)).slice(0, 2), [0, 0]);
    },
  },
  {
    name: "while market-data's events are lost, the opening adjusts orders and the portfolio waits for the split",
    now: FRIDAY,
    market,
    async run(host) {
      const account = await holder(host);
      await enter(host, SPLIT);
      await host.until(FRIDAY_NIGHT);
      const sell = await host.placed(account, { side: "sell", quantity: 10, limitPrice: 62_000 });
      host.clock.set(`${MONDAY}T09:00:01+09:00`);
      await host.node.call("order", "/activations/sweep", { method: "POST" });
      await host.pump();
      await assertOrder(host, sell, { status: "reserved", quantity: 50, limitPrice: 12_400 });
      assert.deepEqual(await position(host, account), [10, 10, 600_000]);
      await host.settle();
      await assertOrder(host, sell, { status: "accepted", quantity: 50, held: 50 });
      assert.deepEqual(await position(host, account), [50, 50, 600_000]);
    },
  },
  {
    name: "a dividend is paid on its day for what was owned at the start of the ex-date",
    now: FRIDAY,
    market: day(["09:00:00", 60_000]),
    async run(host) {
      const account = await holder(host);
      await enter(host, {
        kind: "cash_dividend",
        symbol: "005930",
        exDate: MONDAY,
        payDate: "2025-03-20",
        amountPerShare: 1_000,
      });
      await host.until(`${MONDAY}T10:00:00+09:00`);
      await host.placed(account, { quantity: 90 });
      const before = (await host.portfolio(account)).cash.available;
      await host.until("2025-03-20T00:00:01+09:00");
      assert.equal((await host.portfolio(account)).cash.available - before, 10_000 - 1_540);
    },
  },
];

testScenarios(() => sql, scenarios);
