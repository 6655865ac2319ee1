import assert from "node:assert/strict";
import { type DisplayedPrices, estimatedPrice } from "./estimate.ts";
import type { OrderType } from "./order_type.ts";

Deno.test("estimatedPrice() is the limit, or what the type gets from the prices displayed", () => {
  const both = { bid: 70_000, ask: 70_100 };
  const noAsk = { bid: 70_000, ask: null };
  type Row = [OrderType, "buy" | "sell", number | null, DisplayedPrices | null, number | null];
  const table: Row[] = [
    ["limit", "buy", 69_000, both, 69_000],
    ["conditional_limit", "sell", 71_000, null, 71_000],
    ["stop_limit", "sell", 69_000, both, 69_000],
    ["market", "buy", null, both, 70_100],
    ["market", "sell", null, both, 70_000],
    ["market", "buy", null, noAsk, 70_000],
    ["market", "buy", null, null, null],
    ["best_limit", "buy", null, both, 70_100],
    ["best_limit", "sell", null, both, 70_000],
    ["best_limit", "buy", null, { bid: null, ask: null }, null],
    ["top_limit", "buy", null, both, 70_000],
    ["top_limit", "sell", null, both, 70_100],
    ["top_limit", "sell", null, noAsk, null],
    ["mid_price", "buy", null, both, 70_050],
    ["mid_price", "sell", null, { bid: 1_999, ask: 2_000 }, 1_999],
    ["mid_price", "buy", null, noAsk, null],
  ];
  for (const [type, side, limitPrice, shown, price] of table) {
    assert.equal(estimatedPrice({ type, side, limitPrice }, shown), price, `${type} ${side} ${JSON.stringify(shown)}`);
  }
});
