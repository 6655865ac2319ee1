import assert from "node:assert/strict";
import fc from "fast-check";
import { quantityCap } from "./quantity.ts";

Deno.test("the cap follows the market capitalisation, the same on both sides of each bound", () => {
  const rows: readonly (readonly [base: number, shares: number, cap: number])[] = [
    // 5 % of the shares below 20 billion won.
    [1_000, 19_999_999, 999_999],
    [1_000, 20_000_000, 1_000_000],
    // A billion won's worth below 100 billion.
    [3_000, 10_000_000, 333_333],
    [1_000, 99_999_999, 1_000_000],
    // 1 % of the shares below 10 trillion.
    [1_000, 100_000_000, 1_000_000],
    [1_000, 150_000_099, 1_500_000],
    [1_000, 9_999_999_999, 99_999_999],
    // 100 billion won's worth from there on.
    [1_000, 10_000_000_000, 100_000_000],
    [199_400, 5_919_637_922, 501_504],
    [1_007_000, 712_702_365, 99_304],
    // Never less than one share.
    [100, 19, 1],
    [2_000_000_000, 20, 1],
  ];
  for (const [base, shares, cap] of rows) assert.equal(quantityCap(base, shares), cap, `${base} × ${shares}`);
  assert.equal(quantityCap(71_500, null), null);
});

Deno.test("a cap is a whole number of shares worth at most 100 billion won, and at most 5 % of the shares", () => {
  const base = fc.integer({ min: 1, max: 3_000_000 });
  const shares = fc.integer({ min: 1, max: 10_000_000_000 });
  fc.assert(fc.property(base, shares, (price, listed) => {
    const cap = quantityCap(price, listed) ?? assert.fail("null");
    assert.ok(Number.isSafeInteger(cap) && cap >= 1);
    if (cap === 1) return;
    assert.ok(cap * price <= 100_000_000_000, "at most 100 billion won");
    assert.ok(BigInt(cap) * 20n <= BigInt(listed), "at most 5 %");
    // One share more passes 1 % and a billion won, or 5 %, or 100 billion.
    const next = BigInt(cap + 1);
    const passes = [next * 100n > BigInt(listed), next * BigInt(price) > 1_000_000_000n];
    assert.ok(
      passes.every(Boolean) || next * 20n > BigInt(listed) || next * BigInt(price) > 100_000_000_000n,
      "no more would have fitted",
    );
    assert.ok((quantityCap(price, listed + 100) ?? 0) >= cap, "more shares allow no less");
  }));
});

Deno.test("what is no price and no share count is refused", () => {
  for (const wrong of [0, -1, 0.5, NaN, 2 ** 60]) {
    assert.throws(() => quantityCap(wrong, 1_000), RangeError, String(wrong));
    assert.throws(() => quantityCap(1_000, wrong), RangeError, String(wrong));
  }
});
