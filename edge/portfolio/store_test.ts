import assert from "node:assert/strict";
import { openTestPglite, testClock } from "@hoga/testing";
import { onOrderExpired } from "./reactions/on_order_expired.ts";
import { portfolioStore } from "./store.ts";
import { at, clearPortfolio, hostPortfolio, SYMBOL } from "./testing/host.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearPortfolio(sql));
Deno.test.afterAll(() => sql.close());

const NOTHING = { inbox: [], outbox: [], told: [] };
const MONDAY = "2026-11-23";
const EX = { exDate: MONDAY, exAt: at(`${MONDAY} 00:00`), base: null, previousId: null };

async function holder() {
  const clock = testClock("2026-11-20T10:00:00+09:00");
  const host = hostPortfolio(sql, clock);
  await host.open("a");
  const order = { account: "a", side: "buy", quantity: 100, price: 70_000, at: "2026-11-20 10:00" } as const;
  await host.deal({ ...order, id: "first" });
  clock.set(`${MONDAY}T00:00:01+09:00`);
  return { clock, host, order };
}

Deno.test("work that was begun before an action was known is decided anew once the account waits for it", async () => {
  const { clock, host, order } = await holder();
  await host.place({ ...order, id: "rest", quantity: 1, at: "2026-11-20 15:00" });
  const store = portfolioStore(sql, clock.now);
  const expired = {
    id: "OrderExpired/rest",
    type: "OrderExpired" as const,
    subject: "rest",
    at: at("2026-11-20 15:30"),
    trace: {},
    data: {
      orderId: "rest",
      accountId: "a",
      reason: { code: "session_over", message: "" },
      endedAt: at("2026-11-20 15:30"),
      cumulative: { quantity: 0, amount: 0, commission: 0, tax: 0 },
    },
  };
  // Another process has read the account for the order's end when the split comes, and does not know of it.
  const work = onOrderExpired.work(expired);
  const late = await store.load([work.touched], []);
  const split = { actionId: "split", symbol: SYMBOL, kind: "split" as const, ratio: { numerator: 5, denominator: 1 } };
  await host.event("CorporateActionEffective", "split/1", EX.exAt, { ...EX, ...split, amountPerShare: null });
  await host.idle();
  assert.deepEqual((await host.position("a"))[0], 100);
  work.run(late);
  store.finish?.(late);
  await assert.rejects(store.save(late, NOTHING), { code: "40001" });

  const again = await store.load([work.touched], []);
  store.begin?.(again);
  work.run(again);
  store.finish?.(again);
  await store.save(again, NOTHING);
  assert.deepEqual((await host.position("a"))[0], 500);
  await host.balanced();
});

Deno.test("an entitlement that was decided before the dividend became payable is decided anew, and paid", async () => {
  const { clock, host } = await holder();
  const dividend = {
    actionId: "dividend",
    symbol: SYMBOL,
    kind: "cash_dividend" as const,
    ratio: null,
    amountPerShare: 100,
  };
  await sql.script(`insert into portfolio.corporate_actions (id, symbol, kind, ex_date, ex_at, amount_per_share)
    values ('dividend', '${SYMBOL}', 'cash_dividend', '${MONDAY}', ${EX.exAt}, ${dividend.amountPerShare})`);
  const store = portfolioStore(sql, clock.now);
  const touched = [{ accountId: "a", symbol: SYMBOL }];
  const late = await store.load(touched, []);
  store.begin?.(late);
  const payAt = at(`${MONDAY} 00:00`);
  await host.event("DividendPayable", "dividend/1", payAt, { actionId: "dividend", symbol: SYMBOL, payAt });
  await host.idle();
  await assert.rejects(store.save(late, NOTHING), { code: "40001" });
  const again = await store.load(touched, []);
  store.begin?.(again);
  await store.save(again, NOTHING);
  assert.deepEqual((await host.lines("a")).toSorted(), ["dividend KRW 10000", "tax KRW -1540"]);
  await host.balanced();
});
