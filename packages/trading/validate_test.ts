import assert from "node:assert/strict";
import type { OrderType } from "./order_type.ts";
import { checkOrder, type DayReference, type OrderRequest } from "./validate.ts";

const samsung: DayReference = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  base: 54_900,
  upper: 71_300,
  lower: 38_500,
  listedShares: null,
};
const buy: OrderRequest = {
  symbol: "005930",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 54_900,
  stopPrice: null,
};

Deno.test("checkOrder() tells the first reason by precedence, with the value and what would be right", () => {
  const table: [Partial<OrderRequest>, DayReference | null, string | undefined, RegExp | null][] = [
    [{}, samsung, undefined, null],
    [{ symbol: "999999" }, null, "unknown_symbol", /no symbol 999999/],
    [{ quantity: 0 }, samsung, "invalid_quantity", /Quantity 0 /],
    [{ quantity: -3 }, samsung, "invalid_quantity", /Quantity -3 /],
    [{ quantity: 1.5 }, samsung, "invalid_quantity", /Quantity 1.5 /],
    [{ quantity: Number.NaN }, samsung, "invalid_quantity", /NaN/],
    [{ quantity: 1e12 }, samsung, "quantity_too_large", /1,000,000,000,000/],
    [{ limitPrice: null }, samsung, "price_required", /^A limit order needs a limit price$/],
    [{ type: "market" }, samsung, "price_not_allowed", /^A market order takes no limit price$/],
    [{ limitPrice: 54_950 }, samsung, "price_off_tick", /54,900 and 55,000/],
    [{ limitPrice: 71_400 }, samsung, "price_outside_band", /38,500 to 71,300/],
    [{ limitPrice: 38_450 }, samsung, "price_outside_band", /Price 38,450/],
    [{ limitPrice: 0 }, samsung, "invalid_price", /Price 0 /],
    [{ limitPrice: 54_900.5 }, samsung, "invalid_price", null],
    [{ quantity: 1e9, limitPrice: 71_300 }, samsung, undefined, null],
    [{}, { ...samsung, base: null, upper: null, lower: null }, "no_market_data", null],
    [{ quantity: 0 }, { ...samsung, base: null, upper: null, lower: null }, "invalid_quantity", null],
  ];
  for (const [change, reference, code, message] of table) {
    const refusal = checkOrder({ ...buy, ...change }, reference, "2025-03-14");
    assert.equal(refusal?.code, code, JSON.stringify(change));
    if (message !== null) assert.match(refusal?.message ?? "", message);
  }
});

Deno.test("checkOrder() hints at the nearest valid price, inside the band", () => {
  const hint = (limitPrice: number) => checkOrder({ ...buy, limitPrice }, samsung, "2025-03-14")?.hint;
  assert.equal(hint(54_980), "The nearest valid price is 55,000");
  assert.equal(hint(99_999), "The nearest valid price is 71,300");
  assert.equal(hint(80_000), "The nearest valid price is 71,300");
});

Deno.test("checkOrder() refuses amounts beyond safe sums", () => {
  const dear = { ...samsung, base: 2_000_000, upper: 2_600_000, lower: 1_400_000 };
  assert.equal(
    checkOrder({ ...buy, quantity: 1e9, limitPrice: 2_000_000 }, dear, "2025-03-14")?.code,
    "quantity_too_large",
  );
});

Deno.test("checkOrder() wants exactly the prices of the type", () => {
  const prices = { none: {}, limit: { limitPrice: 54_900 }, stop: { stopPrice: 54_000 } };
  const both = { ...prices.limit, ...prices.stop };
  const [needs, takesNo] = ["price_required", "price_not_allowed"];
  const [needsStop, takesNoStop] = ["stop_price_required", "stop_price_not_allowed"];
  const table: [OrderType, ...(string | undefined)[]][] = [
    ["limit", needs, undefined, needs, takesNoStop],
    ["market", undefined, takesNo, takesNoStop, takesNo],
    ["best_limit", undefined, takesNo, takesNoStop, takesNo],
    ["top_limit", undefined, takesNo, takesNoStop, takesNo],
    ["conditional_limit", needs, undefined, needs, takesNoStop],
    ["mid_price", undefined, takesNo, takesNoStop, takesNo],
    ["stop_limit", needs, needsStop, needs, undefined],
  ];
  for (const [type, ...codes] of table) {
    const found = [prices.none, prices.limit, prices.stop, both].map((given) =>
      checkOrder({ ...buy, limitPrice: null, ...given, type }, samsung, "2025-03-14")
    );
    assert.deepEqual(found.map((refusal) => refusal?.code), codes, type);
    for (const refusal of found) {
      if (refusal !== null) assert.match(refusal.message, /^A [a-z -]+ order (needs a|takes no) /);
    }
  }
});

Deno.test("checkOrder() holds a stop price to the tick and the band, after the limit", () => {
  const stop = { type: "stop_limit", limitPrice: 54_900 } as const;
  const table: [number, string | undefined, RegExp][] = [
    [54_000, undefined, /^$/],
    [71_300, undefined, /^$/],
    [54_050, "price_off_tick", /^Stop price 54,050 is off the tick: 54,000 and 54,100 are valid$/],
    [71_400, "price_outside_band", /^Stop price 71,400 is outside/],
    [38_400, "price_outside_band", /^Stop price 38,400 is outside/],
    [0, "invalid_price", /^Stop price 0 /],
    [0.5, "invalid_price", /^Stop price 0.5 /],
  ];
  for (const [stopPrice, code, message] of table) {
    const refusal = checkOrder({ ...buy, ...stop, stopPrice }, samsung, "2025-03-14");
    assert.equal(refusal?.code, code, String(stopPrice));
    assert.match(refusal?.message ?? "", message);
  }
  const both = checkOrder({ ...buy, ...stop, limitPrice: 54_950, stopPrice: 99_999 }, samsung, "2025-03-14");
  assert.match(both?.message ?? "", /^Price 54,950 /);
});

Deno.test("checkOrder() refuses more shares than the exchange takes in one order, whatever the prices", () => {
  // 10 million shares at 54,900 won are 549 billion won: one percent of the shares.
  const listed: DayReference = { ...samsung, listedShares: 10_000_000 };
  const check = (quantity: number, reference = listed, change: Partial<OrderRequest> = {}) =>
    checkOrder({ ...buy, ...change, quantity }, reference, "2025-03-14");
  assert.equal(check(100_000), null);
  assert.deepEqual(check(100_001, listed, { limitPrice: 54_950 }), {
    code: "quantity_too_large",
    message: "Quantity 100,001 is above 100,000, the most shares that one order of 005930 may have",
    hint: "Give at most 100,000, in several orders if need be",
  });
  assert.equal(check(100_001, samsung), null);
  assert.equal(check(100_001, { ...listed, base: null, upper: null, lower: null })?.code, "no_market_data");
});

Deno.test("checkOrder() counts an order's amount at its worst price", () => {
  const dear = { ...samsung, base: 2_000_000, upper: 2_600_000, lower: 1_400_000 };
  const check = (type: OrderType, limitPrice: number | null) =>
    checkOrder({ ...buy, type, quantity: 500_000_000, limitPrice }, dear, "2025-03-14")?.code;
  assert.equal(check("limit", 2_000_000), undefined);
  assert.equal(check("conditional_limit", 2_000_000), "quantity_too_large");
  assert.equal(check("best_limit", null), "quantity_too_large");
});
