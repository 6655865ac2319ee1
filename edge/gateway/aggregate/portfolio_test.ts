import assert from "node:assert/strict";
import fc from "fast-check";
import { storedPortfolio } from "../testing/documents.ts";
import { portfolioDocument } from "./portfolio.ts";

const nameOf = (symbol: string) => `name of ${symbol}`;
const position = (symbol: string, quantity: number, cost: number, change = {}) => (
  { symbol, quantity, held: 0, cost, realizedPnl: 0, ...change }
);

Deno.test("positions are valued at the last price, to the won", () => {
  const stored = storedPortfolio([
    position("005930", 3, 200_000, { held: 1, realizedPnl: 500 }),
    position("000660", 0, 0, { realizedPnl: -1_200 }),
  ], 1_000_000);
  const document = portfolioDocument(stored, new Map([["005930", 70_100]]), nameOf);
  assert.deepEqual(document.positions, [{
    symbol: "005930",
    name: "name of 005930",
    quantity: 3,
    held: 1,
    sellable: 2,
    averageCost: 66_666.67,
    last: 70_100,
    marketValue: 210_300,
    unrealizedPnl: 10_300,
    unrealizedReturn: 0.0515,
    realizedPnl: 500,
  }]);
  assert.deepEqual(document.totals, {
    netAssets: 1_210_300,
    marketValue: 210_300,
    unrealizedPnl: 10_300,
    realizedPnl: -700,
  });
  assert.deepEqual(document.cash, stored.cash);
});

Deno.test("shares without a price are valued at what they cost", () => {
  const { positions, totals } = portfolioDocument(
    storedPortfolio([position("005930", 2, 140_001)], 9),
    new Map(),
    nameOf,
  );
  assert.equal(positions[0]?.last, null);
  assert.equal(positions[0]?.marketValue, 140_001);
  assert.equal(positions[0]?.unrealizedReturn, 0);
  assert.equal(totals.netAssets, 140_010);
});

Deno.test("a loss of less than a millionth is told as 0, not as -0", () => {
  const { positions } = portfolioDocument(
    storedPortfolio([position("005930", 1, 10_000_000)]),
    new Map([["005930", 9_999_999]]),
    nameOf,
  );
  assert.ok(Object.is(positions[0]?.unrealizedReturn, 0));
});

Deno.test("totals are the sums of the positions", () => {
  const positions = fc.array(
    fc.record({
      symbol: fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, "0")),
      quantity: fc.integer({ min: 0, max: 1_000_000 }),
      cost: fc.integer({ min: 0, max: 10 ** 12 }),
      realizedPnl: fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
    }).map((one) => ({ ...one, held: 0 })),
    { maxLength: 20 },
  );
  const prices = fc.func(fc.option(fc.integer({ min: 1, max: 10_000_000 })));
  fc.assert(fc.property(positions, prices, fc.integer({ min: 0, max: 10 ** 12 }), (list, priceOf, cash) => {
    const last = new Map(list.flatMap(({ symbol }) => {
      const price = priceOf(symbol);
      return price === null ? [] : [[symbol, price] as const];
    }));
    const { positions: told, totals } = portfolioDocument(storedPortfolio(list, cash), last, nameOf);
    assert.equal(told.length, list.filter((one) => one.quantity > 0).length);
    assert.equal(totals.marketValue, told.reduce((sum, one) => sum + one.marketValue, 0));
    assert.equal(totals.unrealizedPnl, told.reduce((sum, one) => sum + one.unrealizedPnl, 0));
    assert.equal(totals.realizedPnl, list.reduce((sum, one) => sum + one.realizedPnl, 0));
    assert.equal(totals.netAssets, cash + totals.marketValue);
    for (const value of Object.values(totals)) assert.ok(Number.isSafeInteger(value));
  }));
});
