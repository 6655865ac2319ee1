import assert from "node:assert/strict";
import { checkOrder, type DayReference, type OrderRequest } from "./validate.ts";

const samsung: DayReference = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  base: 54_900,
  upper: 71_300,
  lower: 38_500,
};
const buy: OrderRequest = {
  symbol: "005930",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 54_900,
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
    [{ limitPrice: null }, samsung, "price_required", null],
    [{ type: "market" }, samsung, "price_not_allowed", null],
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
