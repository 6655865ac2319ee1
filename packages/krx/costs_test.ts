import assert from "node:assert/strict";
import fc from "fast-check";
import { CalendarRangeError } from "./calendar.ts";
import { commission, DEFAULT_COMMISSION_RATE, sellTax, sellTaxRate, settlementDate } from "./costs.ts";
import type { Market } from "./ticks.ts";

const amounts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

Deno.test("the commission is 0.015 % of the amount, rounded down to the won", () => {
  const rows: readonly (readonly [amount: number, fee: number])[] = [
    [0, 0],
    [6_666, 0],
    [6_667, 1],
    [715_000, 107],
    [720_000, 108],
    [100_000_000, 15_000],
    [Number.MAX_SAFE_INTEGER, 1_351_079_888_211],
  ];
  for (const [amount, fee] of rows) assert.equal(commission(amount), fee, String(amount));
});

Deno.test("another rate is another commission", () => {
  assert.equal(commission(1_000_000, { numerator: 14, denominator: 100_000 }), 140);
  assert.equal(commission(1_000_000, { numerator: 0, denominator: 1 }), 0);
});

Deno.test("an amount is whole won of at least 0", () => {
  for (const amount of [-1, 0.5, NaN, Infinity, 2 ** 53]) {
    assert.throws(() => commission(amount), RangeError, String(amount));
    assert.throws(() => sellTax(amount, { market: "KOSPI", kind: "stock" }, "2026-11-20"), RangeError, String(amount));
  }
});

Deno.test("a commission is the whole won not above the exact one", () => {
  fc.assert(fc.property(amounts, (amount) => {
    const { numerator, denominator } = DEFAULT_COMMISSION_RATE;
    const rest = BigInt(amount) * BigInt(numerator) - BigInt(commission(amount)) * BigInt(denominator);
    assert.ok(0n <= rest && rest < BigInt(denominator));
  }));
});

Deno.test("the tax follows the year and market", () => {
  const rows: readonly (readonly [date: string, ...perTenThousand: number[]])[] = [
    ["2018-06-01", 30, 30, 30],
    ["2020-06-01", 25, 25, 10],
    ["2021-06-01", 23, 23, 10],
    ["2022-06-02", 23, 23, 10],
    ["2023-06-01", 20, 20, 10],
    ["2024-06-03", 18, 18, 10],
    ["2025-06-02", 15, 15, 10],
    ["2026-06-01", 20, 20, 10],
    ["2027-06-01", 20, 20, 10],
  ];
  const markets: readonly Market[] = ["KOSPI", "KOSDAQ", "KONEX"];
  for (const [date, ...expected] of rows) {
    assert.deepEqual(markets.map((market) => sellTax(10_000, { market, kind: "stock" }, date)), expected, date);
  }
});

Deno.test("the rate is that of the settlement date, so a new rate begins two trading days before it", () => {
  // Each change of a rate: the last trade date of the old one and the first of the new one, each with the date it settles
  // on and the tax (in ten-thousandths) on KOSPI, KOSDAQ and KONEX.
  const rows: readonly (readonly [trade: string, settles: string, ...perTenThousand: number[]])[] = [
    ["2019-05-29", "2019-05-31", 30, 30, 30],
    ["2019-05-30", "2019-06-03", 25, 25, 10],
    ["2020-12-28", "2020-12-30", 25, 25, 10],
    ["2020-12-29", "2021-01-04", 23, 23, 10],
    ["2022-12-27", "2022-12-29", 23, 23, 10],
    ["2022-12-28", "2023-01-02", 20, 20, 10],
    ["2023-12-26", "2023-12-28", 20, 20, 10],
    ["2023-12-27", "2024-01-02", 18, 18, 10],
    ["2024-12-26", "2024-12-30", 18, 18, 10],
    ["2024-12-27", "2025-01-02", 15, 15, 10],
    ["2025-12-26", "2025-12-30", 15, 15, 10],
    ["2025-12-29", "2026-01-02", 20, 20, 10],
    ["2025-12-30", "2026-01-05", 20, 20, 10],
    // A year's end without a change of rate.
    ["2021-12-28", "2021-12-30", 23, 23, 10],
    ["2021-12-29", "2022-01-03", 23, 23, 10],
    ["2026-12-29", "2027-01-04", 20, 20, 10],
  ];
  const markets: readonly Market[] = ["KOSPI", "KOSDAQ", "KONEX"];
  for (const [trade, settles, ...expected] of rows) {
    assert.equal(settlementDate(trade), settles, trade);
    assert.deepEqual(markets.map((market) => sellTax(10_000, { market, kind: "stock" }, trade)), expected, trade);
    assert.equal(sellTax(10_000, { market: "KOSPI", kind: "etf" }, trade), 0, trade);
    assert.equal(sellTax(10_000, { market: "KOSPI", kind: "etn" }, trade), 0, trade);
  }
});

Deno.test("the tax is rounded down to the won, and funds and notes pay none", () => {
  assert.equal(sellTax(715_499, { market: "KOSPI", kind: "stock" }, "2026-11-20"), 1_430);
  assert.equal(sellTax(499, { market: "KOSPI", kind: "stock" }, "2026-11-20"), 0);
  for (const kind of ["etf", "etn"] as const) {
    assert.equal(sellTax(1_000_000, { market: "KOSPI", kind }, "2026-11-20"), 0);
    assert.equal(sellTaxRate({ market: "KOSPI", kind }, "2026-11-20").numerator, 0);
  }
});

Deno.test("a trade settles on the second trading day after it", () => {
  const rows: readonly (readonly [trade: string, settles: string])[] = [
    ["2026-11-16", "2026-11-18"],
    ["2026-11-19", "2026-11-23"],
    ["2026-11-20", "2026-11-24"],
    ["2026-09-22", "2026-09-28"],
    ["2024-12-27", "2025-01-02"],
    ["2025-12-29", "2026-01-02"],
    ["2026-12-29", "2027-01-04"],
    ["2026-12-30", "2027-01-05"],
  ];
  for (const [trade, settles] of rows) assert.equal(settlementDate(trade), settles, trade);
  assert.equal(settlementDate("2026-11-20", [{ date: "2026-11-23", closed: true }]), "2026-11-25");
  assert.throws(() => settlementDate("2027-12-29"), CalendarRangeError);
});
