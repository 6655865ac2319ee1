import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { priceBand } from "./bands.ts";
import { type InstrumentKind, isOnTick, type Market, tickSize } from "./ticks.ts";

const NOW = "2026-11-20";
const kospi = { market: "KOSPI", kind: "stock" } as const;

Deno.test("limits are 30 % of the base, cut to its tick, then to the tick of their own band", () => {
  const rows: readonly (readonly [base: number, upper: number, lower: number])[] = [
    [199_900, 259_500, 140_000],
    [239_000, 310_500, 167_500],
    [24_250, 31_500, 17_000],
    [71_500, 92_900, 50_100],
    [1_000, 1_300, 700],
    [592, 769, 415],
    [3, 4, 2],
    [1, 2, 1],
  ];
  for (const [base, upper, lower] of rows) {
    assert.deepEqual(priceBand(base, kospi, NOW), { base, tick: tickSize(base, "stock", NOW), upper, lower });
  }
});

Deno.test("KONEX moves 15 %, a fund its multiple of 30 %", () => {
  assert.deepEqual(priceBand(10_000, { market: "KONEX", kind: "stock" }, NOW), {
    base: 10_000,
    tick: 10,
    upper: 11_500,
    lower: 8_500,
  });
  const fund = (leverage?: number) => {
    const kind = "etf" as const;
    const band = priceBand(
      10_000,
      leverage === undefined ? { market: "KOSPI", kind } : { market: "KOSPI", kind, leverage },
      NOW,
    );
    return [band.lower, band.upper];
  };
  assert.deepEqual(fund(), [7_000, 13_000]);
  assert.deepEqual(fund(2), [4_000, 16_000]);
  assert.deepEqual(fund(-2), [4_000, 16_000]);
  assert.deepEqual(fund(-1), [7_000, 13_000]);
  assert.deepEqual(fund(4), [1, 22_000], "a price stays above nothing");
});

Deno.test("the ticks of the day decide", () => {
  assert.equal(priceBand(145_000, kospi, "2023-01-24").upper, 188_500);
  assert.equal(priceBand(145_500, kospi, "2023-01-24").upper, 189_000);
  assert.equal(priceBand(145_500, kospi, "2023-01-25").upper, 189_100);
  assert.equal(priceBand(145_500, { market: "KOSDAQ", kind: "stock" }, "2023-01-24").upper, 189_100);
});

Deno.test("both limits are valid prices around the base, within 30 % of it unless one tick is more", () => {
  const kinds = fc.constantFrom<InstrumentKind>("stock", "etf", "etn");
  const markets = fc.constantFrom<Market>("KOSPI", "KOSDAQ", "KONEX");
  fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), kinds, markets, (base, kind, market) => {
    const { upper, lower, tick } = priceBand(base, { market, kind }, NOW);
    assert.ok(isOnTick(upper, kind, NOW, market) && isOnTick(lower, kind, NOW, market));
    assert.ok(lower <= base && base <= upper);
    const change = Math.max(base * (market === "KONEX" ? 0.15 : 0.3), tick);
    assert.ok(upper <= base + change && lower >= base - change);
  }));
});

Deno.test("a base that is no price and a multiple that is none are refused", () => {
  for (const base of [0, -1, 0.5, NaN, 2 ** 60]) assert.throws(() => priceBand(base, kospi, NOW), RangeError);
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
