import assert from "node:assert/strict";
import fc from "fast-check";
import { simultaneousShares } from "./simultaneous.ts";

/** Sizes in order of time, with what each got before; shares by place, in the order they are given. */
function shares(sizes: readonly (readonly [quantity: number, filled: number])[], volume: number): string {
  const quotes = sizes.map(([quantity, filled], seq) => ({ id: `${seq}`, quantity, filled, seq }));
  return simultaneousShares(quotes, volume).map(({ id, quantity }) => `${id}:${quantity}`).join(" ");
}

Deno.test("simultaneous quotes get 100 shares each, then half of what they lack, then the rest, the largest first", () => {
  const sizes = [[50, 0], [1_000, 0], [301, 0]] as const;
  assert.equal(shares(sizes, 0), "");
  assert.equal(shares(sizes, 30), "1:30");
  assert.equal(shares(sizes, 150), "1:100 2:50");
  assert.equal(shares(sizes, 210), "1:100 2:100 0:10");
  assert.equal(shares(sizes, 250), "1:100 2:100 0:50");
  assert.equal(shares(sizes, 700), "1:550 2:100 0:50");
  assert.equal(shares(sizes, 801), "1:550 2:201 0:50");
  assert.equal(shares(sizes, 802), "1:551 2:201 0:50");
  assert.equal(shares(sizes, 1_351), "1:1000 2:301 0:50");
  assert.equal(shares(sizes, 9_999), "1:1000 2:301 0:50");
});

Deno.test("equal sizes go by time, whatever their place in the list", () => {
  const quotes = [{ id: "late", quantity: 80, filled: 0, seq: 7 }, { id: "early", quantity: 80, filled: 0, seq: 3 }];
  assert.deepEqual(simultaneousShares(quotes, 100), [{ id: "early", quantity: 80 }, { id: "late", quantity: 20 }]);
});

Deno.test("later shares go on where the earlier stopped", () => {
  // 20 of the first round are still due to the smaller quote; then the larger gets half of the 400 it lacks.
  assert.equal(shares([[500, 100], [150, 80]], 120), "1:20 0:100");
  // A quote that got more than its round gives is passed over until the last one.
  assert.equal(shares([[500, 450], [150, 0]], 140), "1:125 0:15");
});

Deno.test("dividing shares in two steps gives what one step gives", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 8 });
  fc.assert(fc.property(sizes, fc.nat({ max: 2_000 }), fc.nat({ max: 2_000 }), (quantities, first, second) => {
    const quotes = quantities.map((quantity, seq) => ({ id: `${seq}`, quantity, filled: 0, seq }));
    const total = new Map<string, number>();
    for (const volume of [first, second]) {
      const fills = simultaneousShares(quotes.map((quote) => ({ ...quote, filled: total.get(quote.id) ?? 0 })), volume);
      for (const { id, quantity } of fills) total.set(id, (total.get(id) ?? 0) + quantity);
    }
    const atOnce = new Map(simultaneousShares(quotes, first + second).map(({ id, quantity }) => [id, quantity]));
    assert.deepEqual(total, atOnce);
    const given = [...total.values()].reduce((sum, quantity) => sum + quantity, 0);
    assert.equal(given, Math.min(first + second, quantities.reduce((sum, quantity) => sum + quantity, 0)));
  }));
});
