import assert from "node:assert/strict";
import { account } from "../testing/documents.ts";
import { endedDays, heldIn, historyDays, worthBefore } from "./history.ts";

const day = (date: string, cash: number, positions: Readonly<Record<string, number>> = {}) => (
  { date, cash, positions: Object.entries(positions).map(([symbol, quantity]) => ({ symbol, quantity })) }
);

Deno.test("days are valued at their closes and compared with the day before", () => {
  const days = [
    day("2025-03-12", 1_000_000),
    day("2025-03-13", 300_000, { "005930": 10 }),
    day("2025-03-14", 300_000, { "005930": 10 }),
  ];
  const closes = { "005930": { "2025-03-12": 69_000, "2025-03-13": 70_500, "2025-03-14": 72_000 } };
  assert.deepEqual(historyDays(days, closes, 1_000_000), [
    { date: "2025-03-12", cash: 1_000_000, marketValue: 0, netAssets: 1_000_000, dayPnl: 0, dayReturn: 0 },
    { date: "2025-03-13", cash: 300_000, marketValue: 705_000, netAssets: 1_005_000, dayPnl: 5_000, dayReturn: 0.005 },
    {
      date: "2025-03-14",
      cash: 300_000,
      marketValue: 720_000,
      netAssets: 1_020_000,
      dayPnl: 15_000,
      dayReturn: 0.014925,
    },
  ]);
});

Deno.test("a day without a close takes the last one; shares that never had one count nothing", () => {
  const held = { "005930": 1, "999999": 5 };
  const days = [day("2025-03-12", 0, held), day("2025-03-13", 0, held), day("2025-03-14", 0, held)];
  const closes = { "005930": { "2025-03-12": 70_000, "2025-03-13": null }, "999999": { "2025-03-12": null } };
  assert.deepEqual(historyDays(days, closes, 70_000).map((one) => one.marketValue), [70_000, 70_000, 70_000]);
});

Deno.test("without knowing what was before, the first day is unchanged", () => {
  const [first, second] = historyDays([day("2025-03-13", 500), day("2025-03-14", 600)], {}, null);
  assert.deepEqual([first?.dayPnl, first?.dayReturn, second?.dayPnl, second?.dayReturn], [0, 0, 100, 0.2]);
  assert.deepEqual(historyDays([], {}, 1), []);
});

Deno.test("an account is compared with its opening cash unless the list begins long after it", () => {
  const days = [day("2025-03-10", 0)];
  assert.equal(worthBefore(days, account()), 100_000_000);
  assert.equal(worthBefore(days, account({ createdAt: "2025-03-01T12:00:00+09:00" })), 100_000_000);
  assert.equal(worthBefore(days, account({ createdAt: "2023-06-01T12:00:00+09:00" })), null);
  const reset = account({ createdAt: "2023-06-01T12:00:00+09:00", resetAt: "2025-03-09T12:00:00+09:00" });
  assert.equal(worthBefore(days, reset), 100_000_000);
  assert.equal(worthBefore([], account()), null);
});

Deno.test("today counts when its session is over", () => {
  const days = [day("2025-03-13", 1), day("2025-03-14", 2)];
  const dates = (phase: Parameters<typeof endedDays>[1]["phase"], date = "2025-03-14") =>
    endedDays(days, { date, phase }).map((one) => one.date);
  for (const phase of ["pre_open", "opening_auction", "continuous", "closing_auction"] as const) {
    assert.deepEqual(dates(phase), ["2025-03-13"], phase);
  }
  assert.deepEqual(dates("after_close"), ["2025-03-13", "2025-03-14"]);
  assert.deepEqual(dates("closed", "2025-03-15"), ["2025-03-13", "2025-03-14"]);
});

Deno.test("closes are asked for what was held", () => {
  const days = [day("2025-03-12", 0, { "005930": 0 }), day("2025-03-13", 0, { "005930": 1, "000660": 2 })];
  assert.deepEqual(heldIn(days), { symbols: ["000660", "005930"], dates: ["2025-03-12", "2025-03-13"] });
  assert.deepEqual(heldIn([day("2025-03-12", 0, { "005930": 0 })]).symbols, []);
});
