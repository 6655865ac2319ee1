import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type PriceRule,
  VOLATILITY_AUCTION_MS,
  volatilityLimits,
  volatilityTrigger,
  type WouldBePrice,
} from "./volatility.ts";

const DATE = "2026-11-20";
const kospi = { market: "KOSPI", kind: "stock" } as const;
const kosdaq = { market: "KOSDAQ", kind: "stock" } as const;

/** A KOSDAQ stock in continuous trading, at its last auction's price. */
function would(change: Partial<WouldBePrice>): WouldBePrice {
  return {
    price: 10_000,
    last: 10_000,
    staticBase: 10_000,
    rule: "continuous",
    date: DATE,
    instrument: kosdaq,
    narrow: false,
    ...change,
  };
}

Deno.test("limits by market, class, phase and day", () => {
  const of = (market: "KOSPI" | "KOSDAQ" | "KONEX", narrow: boolean, rule: PriceRule, expiryDay?: boolean) => {
    const limits = volatilityLimits({ market, narrow }, rule, expiryDay);
    return [limits.dynamic, limits.static];
  };
  assert.deepEqual(of("KOSPI", true, "continuous"), [3, 10]);
  assert.deepEqual(of("KOSPI", false, "continuous"), [6, 10]);
  assert.deepEqual(of("KOSDAQ", false, "continuous"), [6, 10]);
  assert.deepEqual(of("KOSDAQ", true, "continuous"), [6, 10], "all of KOSDAQ");
  assert.deepEqual(of("KOSPI", true, "closing_auction"), [2, 10]);
  assert.deepEqual(of("KOSPI", false, "closing_auction"), [4, 10]);
  assert.deepEqual(of("KOSDAQ", false, "closing_auction"), [4, 10]);
  assert.deepEqual(of("KOSPI", true, "closing_auction", true), [1, 10]);
  assert.deepEqual(of("KOSPI", true, "continuous", true), [3, 10], "an expiry changes the close alone");
  for (const market of ["KOSPI", "KOSDAQ"] as const) {
    assert.deepEqual(of(market, true, "opening_auction"), [null, 10]);
    assert.deepEqual(of(market, true, "volatility_auction"), [null, null]);
    assert.deepEqual(of(market, true, "reopening_auction"), [null, null]);
  }
  assert.deepEqual(of("KONEX", false, "continuous"), [null, null]);
  assert.equal(VOLATILITY_AUCTION_MS, 2 * 60_000);
});

Deno.test("interruptions that came, by the prices the press printed", () => {
  // KOSDAQ stocks of 2023 to 2025: last trade, last auction, would-be price.
  const rows: readonly (readonly [last: number, staticBase: number, price: number, "dynamic" | "static"])[] = [
    [3_360, 3_300, 3_080, "dynamic"],
    [10_000, 10_100, 9_260, "dynamic"],
    [3_125, 3_000, 2_935, "dynamic"],
    [380, 390, 354, "dynamic"],
    [10_180, 9_100, 10_010, "static"],
    [8_400, 9_100, 8_190, "static"],
    [300, 330, 297, "static"],
    [1_850, 1_668, 1_835, "static"],
    [467, 478, 430, "dynamic"],
  ];
  for (const [last, staticBase, price, expected] of rows) {
    assert.equal(volatilityTrigger(would({ last, staticBase, price })), expected, `${last} ${staticBase} ${price}`);
  }
});

Deno.test("a limit is reached at its very price, up and down, and not a tick before", () => {
  const rows: readonly (readonly [change: Partial<WouldBePrice>, "dynamic" | "static" | null])[] = [
    [{ price: 10_600 }, "dynamic"],
    [{ price: 10_590 }, null],
    [{ price: 9_400 }, "dynamic"],
    [{ price: 9_410 }, null],
    [{ price: 10_300, instrument: kospi, narrow: true }, "dynamic"],
    [{ price: 10_290, instrument: kospi, narrow: true }, null],
    [{ price: 10_300, instrument: kospi }, null],
    [{ price: 10_600, instrument: kospi }, "dynamic"],
    [{ price: 10_300, narrow: true }, null],
    [{ price: 10_400, rule: "closing_auction" }, "dynamic"],
    [{ price: 10_390, rule: "closing_auction" }, null],
    [{ price: 10_200, rule: "closing_auction", instrument: kospi, narrow: true }, "dynamic"],
    [{ price: 10_100, rule: "closing_auction", instrument: kospi, narrow: true }, null],
    [{ price: 10_100, rule: "closing_auction", instrument: kospi, narrow: true, expiryDay: true }, "dynamic"],
    [{ price: 11_000, last: 10_900 }, "static"],
    [{ price: 10_990, last: 10_900 }, null],
    [{ price: 9_000, last: 9_100 }, "static"],
    [{ price: 11_000 }, "dynamic"],
    // The opening auction is compared with the base alone.
    [{ price: 11_000, rule: "opening_auction" }, "static"],
    [{ price: 10_990, rule: "opening_auction" }, null],
    [{ price: 13_000, rule: "volatility_auction" }, null],
    [{ price: 13_000, rule: "reopening_auction" }, null],
  ];
  for (const [change, expected] of rows) {
    assert.equal(volatilityTrigger(would(change)), expected, JSON.stringify(change));
  }
});

Deno.test("none for delisting issues, on a listing's day, for issues of auctions alone, and on KONEX", () => {
  const far = { price: 13_000 };
  assert.equal(volatilityTrigger(would(far)), "dynamic");
  assert.equal(volatilityTrigger(would({ ...far, instrument: { ...kosdaq, delisting: true } })), null);
  assert.equal(volatilityTrigger(would({ ...far, instrument: { ...kosdaq, listedOn: DATE } })), null);
  assert.equal(volatilityTrigger(would({ ...far, instrument: { ...kosdaq, listedOn: "2026-11-19" } })), "dynamic");
  assert.equal(volatilityTrigger(would({ ...far, auctionsOnly: true })), null);
  assert.equal(volatilityTrigger(would({ ...far, instrument: { market: "KONEX", kind: "stock" } })), null);
});

Deno.test("below 1,000 won a few ticks are no volatility: three on KOSPI, five on KOSDAQ", () => {
  const low = (instrument: WouldBePrice["instrument"], price: number, from: number, date = DATE) =>
    volatilityTrigger(would({ instrument, price, last: from, staticBase: from, date }));
  assert.equal(low(kospi, 33, 30), null);
  assert.equal(low(kospi, 34, 30), "dynamic");
  assert.equal(low(kospi, 27, 30), null);
  assert.equal(low(kospi, 26, 30), "dynamic");
  assert.equal(low(kosdaq, 35, 30), null);
  assert.equal(low(kosdaq, 36, 30), "dynamic");
  const etf = { market: "KOSPI", kind: "etf" } as const;
  assert.equal(low(etf, 115, 100, "2023-12-08"), null, "three ticks of 5 won");
  assert.equal(low(etf, 115, 100), "dynamic", "ticks of 1 won");
});

Deno.test("a price that is what it is compared with never interrupts, one a tenth off always does", () => {
  const prices = fc.integer({ min: 1_000, max: 1_000_000 });
  const rules = fc.constantFrom<PriceRule>("opening_auction", "continuous", "closing_auction");
  fc.assert(fc.property(prices, rules, fc.boolean(), (price, rule, narrow) => {
    const same = { price, last: price, staticBase: price, rule, narrow };
    assert.equal(volatilityTrigger(would(same)), null);
    assert.notEqual(volatilityTrigger(would({ ...same, price: Math.ceil(price * 11 / 10) })), null);
  }));
});

Deno.test("what is no price is refused", () => {
  for (const wrong of [0, -1, 0.5, NaN]) {
    for (const name of ["price", "last", "staticBase"] as const) {
      assert.throws(() => volatilityTrigger(would({ [name]: wrong })), RangeError, `${name} ${wrong}`);
    }
  }
});
