import assert from "node:assert/strict";
import fc from "fast-check";
import { addFill, holdOf, NOTHING_FILLED, usedOf } from "./hold.ts";
import type { OrderType } from "./order_type.ts";

const stock = { market: "KOSPI", kind: "stock" } as const;

Deno.test("holdOf() holds the limit with its commission for a buy, the shares for a sell, the upper limit for a market buy", () => {
  const buy = { symbol: "005930", side: "buy", type: "limit", quantity: 10, limitPrice: 71_500 } as const;
  assert.deepEqual(holdOf(buy, 92_900), { asset: "KRW", amount: 715_000 + 107 });
  assert.deepEqual(holdOf({ ...buy, type: "market", limitPrice: null }, 92_900), {
    asset: "KRW",
    amount: 929_000 + 139,
  });
  assert.deepEqual(holdOf({ ...buy, side: "sell" }, 92_900), { asset: "005930", amount: 10 });
  const filled = { quantity: 4, amount: 280_000, commission: 42, tax: 0 };
  assert.deepEqual(holdOf(buy, 92_900, filled), { asset: "KRW", amount: 280_000 + 429_000 + 106 });
});

Deno.test("holdOf() holds the limit of what its limit binds, and the upper limit of all other buys", () => {
  const limited = 715_000 + 107;
  const upper = 929_000 + 139;
  const table: [OrderType, number | null, number][] = [
    ["limit", 71_500, limited],
    ["stop_limit", 71_500, limited],
    ["market", null, upper],
    ["best_limit", null, upper],
    ["top_limit", null, upper],
    ["mid_price", null, upper],
    // Its limit binds it only until the closing auction.
    ["conditional_limit", 71_500, upper],
  ];
  for (const [type, limitPrice, amount] of table) {
    const buy = { symbol: "005930", side: "buy", type, quantity: 10, limitPrice } as const;
    assert.deepEqual(holdOf(buy, 92_900), { asset: "KRW", amount }, type);
    assert.deepEqual(holdOf({ ...buy, side: "sell" }, 92_900), { asset: "005930", amount: 10 }, type);
  }
  const filled = { quantity: 4, amount: 280_000, commission: 42, tax: 0 };
  const conditional = {
    symbol: "005930",
    side: "buy",
    type: "conditional_limit",
    quantity: 10,
    limitPrice: 1,
  } as const;
  assert.equal(holdOf(conditional, 92_900, filled).amount, 280_000 + 557_400 + 125);
});

Deno.test("addFill() charges an order the same to the won however it is cut into trades", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(cuts, fc.integer({ min: 1, max: 500_000 }), fc.constantFrom("buy", "sell"), (sizes, price, side) => {
      const order = { ...stock, side } as const;
      let filled = NOTHING_FILLED;
      let commission = 0;
      let tax = 0;
      for (const quantity of sizes) {
        const step = addFill(filled, { quantity, price }, order, "2025-03-14");
        filled = step.filled;
        commission += step.charged.commission;
        tax += step.charged.tax;
        assert.ok(step.charged.commission >= 0 && step.charged.tax >= 0);
      }
      const all = sizes.reduce((sum, size) => sum + size, 0);
      const once = addFill(NOTHING_FILLED, { quantity: all, price }, order, "2025-03-14").filled;
      assert.deepEqual(filled, once);
      assert.deepEqual([commission, tax], [once.commission, once.tax]);
    }),
  );
});

Deno.test("holdOf() always covers what an order comes to cost at or below its limit", () => {
  const fills = fc.array(
    fc.record({ quantity: fc.integer({ min: 1, max: 900 }), below: fc.integer({ min: 0, max: 999 }) }),
    { maxLength: 9 },
  );
  fc.assert(
    fc.property(
      fills,
      fc.integer({ min: 1_000, max: 900_000 }),
      fc.integer({ min: 0, max: 500 }),
      (cuts, limit, rest) => {
        const quantity = cuts.reduce((sum, cut) => sum + cut.quantity, rest) || 1;
        const terms = { symbol: "005930", side: "buy", type: "limit", quantity, limitPrice: limit } as const;
        const hold = holdOf(terms, 0).amount;
        let filled = NOTHING_FILLED;
        for (const { quantity: size, below } of cuts) {
          filled =
            addFill(filled, { quantity: size, price: limit - below }, { ...stock, side: "buy" }, "2025-03-14").filled;
          assert.ok(usedOf("buy", filled) <= hold, `${usedOf("buy", filled)} used of ${hold}`);
        }
      },
    ),
  );
});

Deno.test("addFill() taxes sells by the settlement date and not buys", () => {
  const trade = { quantity: 100, price: 50_000 };
  assert.equal(addFill(NOTHING_FILLED, trade, { ...stock, side: "sell" }, "2025-03-14").filled.tax, 7_500);
  assert.equal(addFill(NOTHING_FILLED, trade, { ...stock, side: "sell" }, "2026-11-20").filled.tax, 10_000);
  assert.equal(addFill(NOTHING_FILLED, trade, { ...stock, side: "buy" }, "2026-11-20").filled.tax, 0);
});
