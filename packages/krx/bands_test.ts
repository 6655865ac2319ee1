import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { type BandInstrument, basePrice, HIGHEST_PRICE, priceBand } from "./bands.ts";
import { ceilToTick, type InstrumentKind, isOnTick, type Market, tickSize } from "./ticks.ts";

const NOW = "2026-11-20";
const kospi = { market: "KOSPI", kind: "stock" } as const;
const kosdaq = { market: "KOSDAQ", kind: "stock" } as const;
const konex = { market: "KONEX", kind: "stock" } as const;
const etf = { market: "KOSPI", kind: "etf" } as const;

/** Lower limit, upper limit. */
function limits(base: number, instrument: BandInstrument, date: string): readonly [lower: number, upper: number] {
  const { lower, upper } = priceBand(base, instrument, date);
  return [lower, upper];
}

Deno.test("limits are 30 % of the base, cut to its tick, then to the tick of their own band", () => {
  const rows: readonly (readonly [base: number, lower: number, upper: number])[] = [
    // 59,970 is cut to 59,900; 259,800 and 140,000 to the ticks there.
    [199_900, 140_000, 259_500],
    [239_000, 167_500, 310_500],
    [24_250, 17_000, 31_500],
    [71_500, 50_100, 92_900],
    [200_000, 140_000, 260_000],
    [500_000, 350_000, 650_000],
    [499_500, 350_000, 649_000],
    [1_007_000, 705_000, 1_309_000],
    [49_950, 35_000, 64_900],
    [50_000, 35_000, 65_000],
    [20_000, 14_000, 26_000],
    [19_990, 14_000, 25_950],
    [5_000, 3_500, 6_500],
    [4_995, 3_500, 6_490],
    [2_000, 1_400, 2_600],
    [1_999, 1_400, 2_595],
    [1_579, 1_106, 2_050],
    [1_000, 700, 1_300],
    [592, 415, 769],
    [10, 7, 13],
    [4, 3, 5],
    [3, 2, 4],
    [1, 1, 2],
  ];
  for (const [base, lower, upper] of rows) {
    for (const instrument of [kospi, kosdaq]) {
      const expected = { base, tick: tickSize(base, "stock", NOW), upper, lower };
      assert.deepEqual(priceBand(base, instrument, NOW), expected, String(base));
    }
  }
});

Deno.test("KONEX moves 15 %, a fund its multiple of 30 %", () => {
  assert.deepEqual(priceBand(10_000, konex, NOW), { base: 10_000, tick: 10, upper: 11_500, lower: 8_500 });
  assert.deepEqual(limits(199_900, konex, NOW), [170_000, 229_500]);
  assert.deepEqual(limits(33, konex, NOW), [29, 37]);
  const rows: readonly (readonly [leverage: number, lower: number, upper: number])[] = [
    [1, 7_000, 13_000],
    [-1, 7_000, 13_000],
    [2, 4_000, 16_000],
    [-2, 4_000, 16_000],
    [1.5, 5_500, 14_500],
    [0.5, 8_500, 11_500],
    [3, 1_000, 19_000],
    // A price stays above nothing.
    [4, 1, 22_000],
  ];
  for (const [leverage, lower, upper] of rows) {
    for (const kind of ["etf", "etn"] as const) {
      assert.deepEqual(limits(10_000, { market: "KOSPI", kind, leverage }, NOW), [lower, upper], `${leverage}x`);
    }
  }
  assert.deepEqual(limits(10_000, etf, NOW), [7_000, 13_000]);
  assert.deepEqual(limits(45_005, etf, NOW), [31_505, 58_505]);
  assert.deepEqual(limits(1_999, etf, NOW), [1_400, 2_595]);
  assert.deepEqual(limits(1_995, etf, "2023-12-08"), [1_400, 2_590]);
});

Deno.test("the rules of the day decide", () => {
  const rows: readonly (readonly [base: number, BandInstrument, date: string, lower: number, upper: number])[] = [
    // Ticks changed on 2023-01-25.
    [145_000, kospi, "2023-01-24", 101_500, 188_500],
    [145_500, kospi, "2023-01-24", 102_000, 189_000],
    [145_500, kospi, "2023-01-25", 101_900, 189_100],
    [145_500, kosdaq, "2023-01-24", 101_900, 189_100],
    [145_500, kosdaq, "2023-01-25", 101_900, 189_100],
    [1_500, kospi, "2023-01-24", 1_050, 1_950],
    [1_505, kospi, "2023-01-24", 1_055, 1_955],
    [1_505, kospi, "2023-01-25", 1_054, 1_956],
    [300_000, kosdaq, "2023-01-24", 210_000, 390_000],
    [300_100, kosdaq, "2023-01-24", 210_100, 390_100],
    [15_010, konex, "2023-01-25", 12_760, 17_260],
    // Ticks of funds changed on 2023-12-11.
    [1_505, etf, "2023-12-10", 1_055, 1_955],
    [1_505, etf, "2023-12-11", 1_054, 1_956],
    // The limits themselves on 2015-06-15.
    [10_000, kospi, "2015-06-12", 8_500, 11_500],
    [10_000, kospi, "2015-06-15", 7_000, 13_000],
    [10_000, kosdaq, "2015-06-14", 8_500, 11_500],
    [10_000, konex, "2015-06-15", 8_500, 11_500],
    [10_000, { ...etf, leverage: 2 }, "2015-06-12", 7_000, 13_000],
  ];
  for (const [base, instrument, date, lower, upper] of rows) {
    assert.deepEqual(limits(base, instrument, date), [lower, upper], `${base} ${instrument.market} ${date}`);
  }
  assert.throws(() => priceBand(10_000, kospi, "2010-10-01"), RangeError);
});

Deno.test("a stock goes from 60 % to 400 % of its offer price on the day of its listing, since 2023-06-26", () => {
  const first = (market: Market, base: number, date: string) =>
    limits(base, { market, kind: "stock", listedOn: date }, date);
  // Offer prices and limits of real first days.
  assert.deepEqual(first("KOSDAQ", 6_000, "2023-12-12"), [3_600, 24_000]);
  assert.deepEqual(first("KOSDAQ", 23_000, "2023-12-06"), [13_800, 92_000]);
  assert.deepEqual(first("KOSPI", 100_000, "2023-12-22"), [60_000, 400_000]);
  assert.deepEqual(first("KOSDAQ", 7_300, "2024-01-26"), [4_380, 29_200]);
  assert.deepEqual(first("KOSPI", 8_300, "2026-03-05"), [4_980, 33_200]);
  assert.deepEqual(first("KOSDAQ", 2_000, "2023-06-26"), [1_200, 8_000]);
  // The next day is like any other, and so is the first of a fund.
  assert.deepEqual(limits(24_000, { ...kosdaq, listedOn: "2023-12-12" }, "2023-12-13"), [16_800, 31_200]);
  assert.deepEqual(limits(10_000, { ...etf, listedOn: NOW }, NOW), [7_000, 13_000]);
});

Deno.test("before that, and on KONEX, the band of a first day is the widest its opening auction could lead to", () => {
  const first = (market: Market, base: number, date: string) =>
    limits(base, { market, kind: "stock", listedOn: date }, date);
  // These three opened at twice the offer price and closed at the upper limit.
  assert.deepEqual(first("KOSPI", 49_000, "2020-07-02"), [30_900, 127_000]);
  assert.deepEqual(first("KOSDAQ", 24_000, "2020-09-10"), [15_150, 62_400]);
  assert.deepEqual(first("KOSPI", 65_000, "2021-03-18"), [41_000, 169_000]);
  assert.deepEqual(first("KOSPI", 10_000, "2023-06-23"), [6_300, 26_000]);
  assert.deepEqual(first("KONEX", 10_000, NOW), [7_650, 46_000]);
});

Deno.test("delisting issues have no limits but those of a price", () => {
  for (const base of [1, 71_500, HIGHEST_PRICE]) {
    assert.deepEqual(limits(base, { ...kosdaq, delisting: true }, NOW), [1, HIGHEST_PRICE]);
    assert.equal(priceBand(base, { ...kosdaq, delisting: true }, NOW).tick, tickSize(base, "stock", NOW));
  }
  assert.deepEqual(limits(10_000, { ...etf, delisting: true }, "2020-01-02"), [5, HIGHEST_PRICE]);
  for (const date of ["2018-01-02", NOW]) {
    for (const kind of ["stock", "etf"] as const) assert.ok(isOnTick(HIGHEST_PRICE, kind, date));
  }
});

Deno.test("both limits are valid prices around the base, within 30 % of it unless one tick is more", () => {
  const kinds = fc.constantFrom<InstrumentKind>("stock", "etf", "etn");
  const markets = fc.constantFrom<Market>("KOSPI", "KOSDAQ", "KONEX");
  const dates = fc.constantFrom("2018-01-02", "2023-01-24", "2023-01-25", "2023-12-11", NOW);
  const bases = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: HIGHEST_PRICE }));
  fc.assert(fc.property(bases, kinds, markets, dates, (any, kind, market, date) => {
    const base = basePrice(any, { kind, market }, date);
    const { upper, lower, tick } = priceBand(base, { market, kind }, date);
    assert.ok(isOnTick(upper, kind, date, market) && isOnTick(lower, kind, date, market));
    assert.ok(lower <= base && base <= upper);
    const change = Math.max(base * (market === "KONEX" ? 0.15 : 0.3), tick);
    assert.ok(upper <= base + change && (lower >= base - change || lower === tick));
    // Nothing more would have fitted: the next price beyond is more than a base's tick and its own away from the limit.
    assert.ok(upper + tick + tickSize(upper, kind, date, market) > base + change);
  }));
});

Deno.test("a base price is the previous close, put up on the day's tick", () => {
  const rows: readonly (readonly [close: number, BandInstrument, date: string, base: number])[] = [
    [71_500, kospi, NOW, 71_500],
    // A mid-price trade of 295,250 ends off the tick of 500.
    [295_250, kospi, NOW, 295_500],
    [199_950, kospi, NOW, 200_000],
    [2_001, etf, NOW, 2_005],
    [1, kospi, NOW, 1],
    // Off the tick only by the rules of its day.
    [1_501, kosdaq, "2023-01-24", 1_505],
    [1_501, kosdaq, "2023-01-25", 1_501],
    [150_100, kospi, "2023-01-24", 150_500],
    [150_100, kosdaq, "2023-01-24", 150_100],
  ];
  for (const [close, instrument, date, base] of rows) assert.equal(basePrice(close, instrument, date), base);
  for (const close of [0, -1, 0.5, NaN]) assert.throws(() => basePrice(close, kospi, NOW), RangeError);
  fc.assert(fc.property(fc.integer({ min: 1, max: 3_000_000 }), (close) => {
    const base = basePrice(close, kospi, NOW);
    assert.ok(isOnTick(base, "stock", NOW) && base >= close && base === ceilToTick(close, "stock", NOW));
  }));
});

Deno.test("a base that is no price and a multiple that is none are refused", () => {
  for (const base of [0, -1, 0.5, NaN, HIGHEST_PRICE + 1, 2 ** 60]) {
    assert.throws(() => priceBand(base, kospi, NOW), RangeError, String(base));
  }
  for (const leverage of [0, NaN, 0.001]) {
    assert.throws(() => priceBand(1_000, { ...kospi, leverage }, NOW), RangeError, String(leverage));
  }
});

Deno.test("every real close at a limit is the limit computed from its base", () => {
  const file = new URL("../../../shared/krx/limit_prices.csv", import.meta.url);
  if (!existsSync(file)) return console.log("skipped: ../shared/krx/limit_prices.csv is absent");
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
  assert.ok(rows.length > 0);
  for (const { date = "", code, market, base_price, side, limit_price } of rows) {
    assert.ok(market === "KOSPI" || market === "KOSDAQ" || market === "KONEX", `market ${market}`);
    assert.ok(side === "upper" || side === "lower", `side ${side}`);
    const band = priceBand(Number(base_price), { market, kind: "stock" }, date);
    assert.equal(band[side], Number(limit_price), `${date} ${code} ${side} of ${base_price}`);
  }
});
