import assert from "node:assert/strict";
import { openTestPglite, testClock } from "@hoga/testing";
import { clearPortfolio, hostPortfolio, type TestOrder } from "../testing/host.ts";

const sql = await openTestPglite();
Deno.test.beforeEach(() => clearPortfolio(sql));
Deno.test.afterAll(() => sql.close());

const CASH = 100_000_000;
/** What a million won of shares cost to buy, and bring when sold on KOSPI. */
const BOUGHT = 1_000_000 + 150;
const SOLD = 1_000_000 - 150 - 2_000;

const deal = (id: string, side: "buy" | "sell", at: string): TestOrder => ({
  id,
  account: "a",
  side,
  quantity: 100,
  price: 10_000,
  at,
});

/** `[settled, D+1, D+2, withdrawable, available]` at a moment in KST. */
async function cashAt(clock: ReturnType<typeof testClock>, host: ReturnType<typeof hostPortfolio>, moment: string) {
  clock.set(`${moment.replace(" ", "T")}:00+09:00`);
  const { cash } = await host.portfolio("a");
  return [cash.settled, cash.settledD1, cash.settledD2, cash.withdrawable, cash.available];
}

Deno.test("cash settles two trading days later, over the end of a year and its holidays", async () => {
  const clock = testClock("2026-12-28T10:00:00+09:00");
  const host = hostPortfolio(sql, clock);
  await host.open("a");
  // Tuesday the 29th settles on Monday the 4th: Wednesday is the year's last session, Thursday and Friday are closed.
  await host.deal(deal("b1", "buy", "2026-12-29 10:00"));
  const after = CASH - BOUGHT;
  assert.deepEqual(await cashAt(clock, host, "2026-12-29 10:01"), [CASH, CASH, after, after, after]);
  assert.deepEqual(await cashAt(clock, host, "2026-12-30 10:00"), [CASH, after, after, after, after]);
  assert.deepEqual(await cashAt(clock, host, "2026-12-31 10:00"), [CASH, after, after, after, after]);
  assert.deepEqual(await cashAt(clock, host, "2027-01-03 10:00"), [CASH, after, after, after, after]);
  assert.deepEqual(await cashAt(clock, host, "2027-01-04 00:00"), [after, after, after, after, after]);

  // Before the lunar new year (Monday and Tuesday closed): Thursday settles on Wednesday, Friday on Thursday.
  await host.deal(deal("s1", "sell", "2027-02-04 10:00"));
  await host.deal(deal("b2", "buy", "2027-02-05 10:00"));
  const [sold, both] = [after + SOLD, after + SOLD - BOUGHT];
  assert.deepEqual(await cashAt(clock, host, "2027-02-05 16:00"), [after, sold, both, both, both]);
  assert.deepEqual(await cashAt(clock, host, "2027-02-09 10:00"), [after, sold, both, both, both]);
  assert.deepEqual(await cashAt(clock, host, "2027-02-10 10:00"), [sold, both, both, both, both]);
  assert.deepEqual(await cashAt(clock, host, "2027-02-11 10:00"), [both, both, both, both, both]);
  await host.balanced();
});

Deno.test("the proceeds of a sell buy shares at once and can be taken out when they have settled", async () => {
  const clock = testClock("2026-11-20T09:00:00+09:00");
  const host = hostPortfolio(sql, clock);
  await host.open("a", BOUGHT);
  await host.deal(deal("b1", "buy", "2026-11-16 10:00"));
  await host.deal(deal("s1", "sell", "2026-11-20 10:00"));
  assert.deepEqual(await cashAt(clock, host, "2026-11-20 10:01"), [0, 0, SOLD, 0, SOLD]);
  // All of it is held for an order: there is nothing to take out, now or when it has settled.
  assert.equal(await host.place({ ...deal("b2", "buy", "2026-11-20 10:02"), price: 9_970 }), "done");
  const held = 997_000 + 149;
  assert.equal(host.told.at(-1)?.type, "FundsReserved");
  assert.deepEqual(await cashAt(clock, host, "2026-11-20 10:03"), [0, 0, SOLD, 0, SOLD - held]);
  assert.deepEqual(await cashAt(clock, host, "2026-11-24 10:00"), [SOLD, SOLD, SOLD, SOLD - held, SOLD - held]);
});

Deno.test("what a purchase of these days will take cannot be taken out before it settles", async () => {
  const clock = testClock("2026-11-18T09:00:00+09:00");
  const host = hostPortfolio(sql, clock);
  await host.open("a", 2 * BOUGHT);
  await host.deal(deal("b1", "buy", "2026-11-13 10:00"));
  await host.deal(deal("b2", "buy", "2026-11-18 10:00"));
  await host.deal(deal("s1", "sell", "2026-11-19 10:00"));
  // On Thursday: the purchase settles on Friday and leaves nothing, the sale brings its money on Monday.
  assert.deepEqual(await cashAt(clock, host, "2026-11-19 11:00"), [BOUGHT, 0, SOLD, 0, SOLD]);
});
