import { commission } from "@hoga/krx";
import { holdOf } from "@hoga/trading";
import fc from "fast-check";
import assert from "node:assert/strict";
import { PORTFOLIO, QUOTE } from "../../testing/documents.ts";
import { press, topOf, tradingState } from "../testing/states.ts";
import { TICKET } from "../testing/windows.ts";
import type { State } from "./model.ts";
import { fieldOf } from "./text_field.ts";
import { quantityFor } from "./ticket.ts";
import { TICKET_TYPES } from "./windows.ts";

function withCash(available: number, upperLimit: number): State {
  const state = tradingState();
  return {
    ...state,
    portfolio: { ...PORTFOLIO, cash: { ...PORTFOLIO.cash, available } },
    quotes: new Map([["005930", { ...QUOTE, upperLimit }]]),
  };
}

Deno.test("a percentage of the buying power never holds more than that, and one share more would", () => {
  const terms = fc.record({
    available: fc.oneof(fc.nat(2_000_000), fc.nat(10_000_000_000)),
    type: fc.constantFrom(...TICKET_TYPES),
    price: fc.integer({ min: 1, max: 1_000_000 }),
    upperLimit: fc.integer({ min: 1, max: 1_300_000 }),
    percent: fc.constantFrom(10, 25, 50, 100),
  });
  fc.assert(
    fc.property(terms, ({ available, type, price, upperLimit, percent }) => {
      const ticket = { ...TICKET, type, price: fieldOf(String(price)) };
      const quantity = quantityFor(withCash(available, upperLimit), ticket, percent);
      const hold = (shares: number) =>
        holdOf({ symbol: "005930", side: "buy", type, quantity: shares, limitPrice: price }, upperLimit).amount;
      const most = Math.floor(available * percent / 100);
      assert.ok(quantity === 0 || hold(quantity) <= most, `${quantity} hold ${hold(quantity)} of ${most}`);
      assert.ok(hold(quantity + 1) > most, `${quantity + 1} would hold ${hold(quantity + 1)} of ${most}`);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("commission counts: what the price alone would pay for is one share too many", () => {
  const state = withCash(715_000, 92_300);
  assert.equal(quantityFor(state, TICKET, 100), 9);
  assert.equal(quantityFor(withCash(715_000 + commission(715_000), 92_300), TICKET, 100), 10);
  // A market order holds the upper limit.
  assert.equal(quantityFor(state, { ...TICKET, type: "market" }, 100), 7);
});

Deno.test("a, s, d and f put 10, 25, 50 and 100 percent into the quantity", () => {
  const opened = press(withCash(7_200_000, 92_300), "b").state;
  const after = (...names: readonly string[]) => topOf(press(opened, ...names).state, "ticket");
  assert.deepEqual(["a", "s", "d", "f"].map((key) => after(key).quantity.text), ["10", "25", "50", "100"]);
  assert.equal(after("k", "a").field, "quantity");
  const { effects } = press(opened, "f");
  assert.deepEqual(effects.map((effect) => effect.kind === "preview" ? effect.order.quantity : null), [100]);
  assert.equal(topOf(press(withCash(1_000, 92_300), "b", "f").state, "ticket").quantity.text, "", "nothing affordable");
});

Deno.test("a sell takes its percentage of what can be sold", () => {
  const held = (sellable: number) => {
    const state = tradingState();
    const positions = PORTFOLIO.positions.map((position) => ({ ...position, sellable }));
    return { ...state, portfolio: { ...PORTFOLIO, positions } };
  };
  const quantities = (sellable: number) =>
    ["a", "s", "d", "f"].map((key) => topOf(press(held(sellable), "s", key).state, "ticket").quantity.text);
  assert.deepEqual(quantities(10), ["1", "2", "5", "10"]);
  assert.deepEqual(quantities(3), ["", "", "1", "3"]);
  assert.equal(topOf(press(tradingState(), "j", "s", "f").state, "ticket").quantity.text, "", "none of Hynix");
});

Deno.test("without a price, a quote or an account there is nothing to reckon with", () => {
  const state = tradingState();
  const empty = { ...TICKET, price: fieldOf("") };
  // The upper limit stands in for a price that is not there yet.
  assert.equal(quantityFor(withCash(923_139, 92_300), empty, 100), 10);
  assert.equal(quantityFor({ ...state, quotes: new Map() }, empty, 100), 0);
  assert.equal(quantityFor({ ...state, quotes: new Map() }, { ...TICKET, type: "market" }, 100), 0);
  assert.equal(quantityFor({ ...state, portfolio: null }, TICKET, 100), 0);
  assert.equal(quantityFor(withCash(-5, 92_300), TICKET, 100), 0);
});
