import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ceilToTick,
  floorToTick,
  type InstrumentKind,
  isOnTick,
  type Market,
  nearestOnTick,
  tickSize,
} from "./ticks.ts";

const NOW = "2026-11-20";

const anyKind = fc.constantFrom<InstrumentKind>("stock", "etf", "etn");
const anyMarket = fc.constantFrom<Market>("KOSPI", "KOSDAQ", "KONEX");
const anyDate = fc.constantFrom("2020-01-02", "2023-01-24", "2023-01-25", "2023-12-08", "2023-12-11", NOW);
const anyPrice = fc.oneof(
  fc.integer({ min: 1, max: 3_000_000 }),
  fc.constantFrom(1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000).chain((bound) =>
    fc.integer({ min: bound - 3, max: bound + 3 })
  ),
);

/** Prices just below and at every bound, with the tick of each. */
type Rows = readonly (readonly [price: number, tick: number])[];

Deno.test("ticks of stocks are the same on all three markets since 2023-01-25", () => {
  const rows: Rows = [
    [1, 1],
    [1_999, 1],
    [2_000, 5],
    [4_995, 5],
    [5_000, 10],
    [19_990, 10],
    [20_000, 50],
    [49_950, 50],
    [50_000, 100],
    [199_900, 100],
    [200_000, 500],
    [499_500, 500],
    [500_000, 1_000],
    [2_735_000, 1_000],
  ];
  assertBounds(rows);
  for (const market of ["KOSPI", "KOSDAQ", "KONEX"] as const) {
    for (const [price, tick] of rows) {
      assert.equal(tickSize(price, "stock", NOW, market), tick, `${market} ${price}`);
      assert.equal(tickSize(price, "stock", "2023-01-25", market), tick, `${market} ${price} on the first day`);
    }
  }
});

/** Each pair of rows around a bound is the last valid price below it and the bound itself. */
function assertBounds(rows: Rows): void {
  for (const [at, [price, tick]] of rows.entries()) {
    const [next = 0, nextTick = tick] = rows[at + 1] ?? [];
    if (nextTick !== tick) assert.equal(price + tick, next, `between ${price} and ${next}`);
  }
}

Deno.test("before that KOSPI had coarser ticks, and KOSDAQ and KONEX none above 100 won", () => {
  // deno-fmt-ignore
  const both: Rows = [
    [1, 1], [999, 1], [1_000, 5], [4_995, 5], [5_000, 10], [9_990, 10], [10_000, 50], [49_950, 50], [50_000, 100],
    [99_900, 100],
  ];
  const kospi: Rows = [...both, [100_000, 500], [499_500, 500], [500_000, 1_000], [2_735_000, 1_000]];
  const kosdaq: Rows = [...both, [100_000, 100], [500_000, 100], [2_735_000, 100]];
  assertBounds(kospi);
  assertBounds(kosdaq);
  for (const date of ["2010-10-04", "2018-01-02", "2023-01-20", "2023-01-24"]) {
    for (const [price, tick] of kospi) assert.equal(tickSize(price, "stock", date), tick, `KOSPI ${price} ${date}`);
    for (const [price, tick] of kosdaq) {
      assert.equal(tickSize(price, "stock", date, "KOSDAQ"), tick, `KOSDAQ ${price} ${date}`);
      assert.equal(tickSize(price, "stock", date, "KONEX"), tick, `KONEX ${price} ${date}`);
    }
  }
});

Deno.test("funds and notes trade in 5 won, below 2,000 won in 1 since 2023-12-11", () => {
  const prices = [1, 1_999, 2_000, 50_000, 600_000];
  for (const kind of ["etf", "etn"] as const) {
    for (const date of ["2023-12-11", NOW]) {
      assert.deepEqual(prices.map((price) => tickSize(price, kind, date)), [1, 1, 5, 5, 5], date);
    }
    for (const date of ["2018-01-02", "2023-01-24", "2023-01-25", "2023-12-08", "2023-12-10"]) {
      assert.deepEqual(prices.map((price) => tickSize(price, kind, date)), [5, 5, 5, 5, 5], date);
    }
  }
});

Deno.test("only positive whole multiples of the tick are on it", () => {
  for (const price of [1, 1_999, 2_000, 71_500, 199_900, 200_500, 1_007_000]) {
    assert.equal(isOnTick(price, "stock", NOW), true, String(price));
  }
  for (const price of [0, -5, 0.5, 2_001, 71_550, 200_100, 1_007_500, NaN, Infinity, 2 ** 60]) {
    assert.equal(isOnTick(price, "stock", NOW), false, String(price));
  }
});

Deno.test("prices are put on the tick below, above and nearest, the lower of two equally near", () => {
  const rows: readonly (readonly [price: number, below: number, above: number, nearest: number])[] = [
    [71_500, 71_500, 71_500, 71_500],
    [71_549, 71_500, 71_600, 71_500],
    [71_550, 71_500, 71_600, 71_500],
    [71_551, 71_500, 71_600, 71_600],
    [199_950, 199_900, 200_000, 199_900],
    [200_100, 200_000, 200_500, 200_000],
    [2_002.5, 2_000, 2_005, 2_000],
    [1_999.6, 1_999, 2_000, 2_000],
    [0.2, 1, 1, 1],
    [-10, 1, 1, 1],
  ];
  for (const [price, below, above, nearest] of rows) {
    const put = [floorToTick, ceilToTick, nearestOnTick].map((round) => round(price, "stock", NOW));
    assert.deepEqual(put, [below, above, nearest], String(price));
  }
  assert.equal(nearestOnTick(2, "etf", "2023-12-08"), 5);
});

Deno.test("a price put on the tick is a valid price, and no valid price lies between", () => {
  fc.assert(fc.property(anyPrice, anyKind, anyDate, anyMarket, (price, kind, date, market) => {
    const below = floorToTick(price, kind, date, market);
    const above = ceilToTick(price, kind, date, market);
    for (const put of [below, above, nearestOnTick(price, kind, date, market)]) {
      assert.ok(isOnTick(put, kind, date, market), `${put}`);
      assert.ok(put === below || put === above);
    }
    assert.ok(below <= price || below === above);
    assert.ok(above >= price);
    for (let between = below + 1; between < above; between++) assert.ok(!isOnTick(between, kind, date, market));
  }));
});

Deno.test("a price that is no number is refused", () => {
  assert.throws(() => tickSize(NaN, "stock", NOW), RangeError);
});

Deno.test("a date before the rules that are known is refused", () => {
  for (const kind of ["stock", "etf"] as const) {
    assert.throws(() => tickSize(1_000, kind, "2010-10-03"), /no ticks are known for 2010-10-03, before 2010-10-04/);
  }
});
