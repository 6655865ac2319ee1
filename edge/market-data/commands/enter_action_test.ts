import assert from "node:assert/strict";
import { CandleList, CorporateAction, Problem } from "@hoga/contracts";
import { ceilToTick, kstMs } from "@hoga/krx";
import { openTestPglite, testClock } from "@hoga/testing";
import { clearMarketData, hostMarketData, simTape } from "../testing.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearMarketData(sql));
Deno.test.afterAll(() => sql.close());

const FRIDAY = "2026-11-20";
const MONDAY = "2026-11-23";
const SPLIT = { kind: "split", symbol: "000660", exDate: MONDAY, numerator: 5, denominator: 1 };
const DIVIDEND = { kind: "cash_dividend", exDate: MONDAY, payDate: "2026-11-30", amountPerShare: 1_000 };

async function host() {
  const clock = testClock(`${FRIDAY}T10:00:00+09:00`);
  const { post, ask, service } = await hostMarketData(sql, clock.now, simTape());
  return {
    clock,
    ask,
    enter: async (action: unknown) => CorporateAction.parse(await (await post("/ops/actions", action)).json()),
    refused: async (action: unknown) => Problem.parse(await (await post("/ops/actions", action)).json()).detail,
    async reference(symbol: string, date: string) {
      const [reference] = await service.port.references([symbol], date);
      assert.ok(reference !== undefined && reference.base !== null && reference.listedShares !== null);
      return { base: reference.base, shares: reference.listedShares };
    },
    async close(symbol: string): Promise<number> {
      const [tape] = await service.port.tapes([
        { symbol, date: FRIDAY, from: kstMs(FRIDAY, "15:30"), to: kstMs(FRIDAY, "18:00") },
      ]);
      return tape?.slices.findLast((slice) => slice.print !== null)?.print?.price ?? NaN;
    },
  };
}

Deno.test("an action's days are trading days", async () => {
  const { enter, refused } = await host();
  const dividend = { ...DIVIDEND, symbol: "005930" };
  assert.equal(
    await refused({ ...dividend, exDate: "2026-11-28" }),
    "The ex-date must be a trading day; 2026-11-28 is none",
  );
  assert.equal(
    await refused({ ...dividend, payDate: "2026-11-29" }),
    "The day of payment must be a trading day; 2026-11-29 is none",
  );
  assert.match(
    await refused({ ...dividend, exDate: "2027-12-30", payDate: "2028-04-14" }),
    /no trading calendar for 2028/,
  );
  assert.equal((await enter(dividend)).payDate, "2026-11-30");
});

Deno.test("listed shares, which the most of an order goes by, follow splits and bonus issues from the ex-date on", async () => {
  const { clock, enter, reference } = await host();
  const { shares } = await reference("000660", FRIDAY);
  await enter(SPLIT);
  await enter({ ...SPLIT, kind: "bonus_issue", exDate: "2026-11-24", numerator: 1, denominator: 3 });
  assert.equal((await reference("000660", MONDAY)).shares, shares);
  clock.set("2026-11-24T10:00:00+09:00");
  assert.equal((await reference("000660", FRIDAY)).shares, shares);
  assert.equal((await reference("000660", MONDAY)).shares, shares * 5);
  // Four for three: a fraction of a share is none.
  assert.equal((await reference("000660", "2026-11-24")).shares, Math.floor(shares * 5 * 4 / 3));
  assert.equal((await reference("005930", MONDAY)).shares, (await reference("005930", FRIDAY)).shares);
});

Deno.test("the base price of an ex-date is less what a fund pays, and as ever for a stock's dividend", async () => {
  const { clock, enter, reference, close } = await host();
  const plain = (await reference("005930", MONDAY)).base;
  for (const symbol of ["069500", "005930"]) await enter({ ...DIVIDEND, symbol });
  const fund = await close("069500");
  clock.set(`${MONDAY}T08:00:00+09:00`);
  assert.equal((await reference("069500", MONDAY)).base, ceilToTick(fund - 1_000, "etf", MONDAY, "KOSPI"));
  assert.equal((await reference("005930", MONDAY)).base, plain);
});

Deno.test("a chart of days has no step at an ex-date", async () => {
  const { clock, enter, ask } = await host();
  await enter(SPLIT);
  clock.set("2026-11-24T10:00:00+09:00");
  const list = CandleList.parse(await (await ask("/candles/000660?interval=1d&from=2026-11-16")).json());
  assert.deepEqual(list.candles.length, 7);
  for (const [index, { open }] of list.candles.entries()) {
    const before = list.candles[index - 1]?.close ?? open;
    assert.ok(Math.abs(open / before - 1) < 0.3, `${before} to ${open}`);
  }
});
