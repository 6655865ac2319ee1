import assert from "node:assert/strict";
import fc from "fast-check";
import { isOnTick } from "@hoga/krx";
import {
  adjustedBase,
  adjustedPosition,
  adjustedPrice,
  adjustedShares,
  cashInLieu,
  dividendOf,
  dividendTransfers,
  ratioOf,
  shareChangeTransfers,
} from "./corporate_action.ts";

const DATE = "2026-11-23";
const STOCK = { kind: "stock", market: "KOSPI" } as const;

Deno.test("a split, a reverse split and a bonus issue are ratios of new shares to old ones", () => {
  assert.deepEqual(ratioOf({ kind: "split", numerator: 5, denominator: 1 }), { numerator: 5, denominator: 1 });
  assert.deepEqual(ratioOf({ kind: "split", numerator: 1, denominator: 10 }), { numerator: 1, denominator: 10 });
  assert.deepEqual(ratioOf({ kind: "bonus_issue", numerator: 1, denominator: 10 }), { numerator: 11, denominator: 10 });
});

Deno.test("shares are rounded down, and the fraction is paid at the base price, rounded down to the won", () => {
  const rows:
    readonly (readonly [quantity: number, n: number, d: number, base: number, shares: number, won: number])[] = [
      [100, 5, 1, 14_000, 500, 0],
      [57, 11, 10, 63_700, 62, 44_590],
      [9, 1, 10, 700_000, 0, 630_000],
      [1, 2, 3, 100, 0, 66],
      [1_000_000_000, 9_999, 10_000, 100_000_000, 999_900_000, 0],
      [999_999_999, 9_999, 10_000, 100_000_000, 999_899_999, 10_000],
      [0, 5, 1, 1, 0, 0],
    ];
  for (const [quantity, numerator, denominator, base, shares, won] of rows) {
    const ratio = { numerator, denominator };
    assert.deepEqual(
      [adjustedShares(quantity, ratio), cashInLieu(quantity, ratio, base)],
      [shares, won],
      `${quantity}`,
    );
    assert.equal(cashInLieu(quantity, ratio, null), 0);
  }
});

Deno.test("the base price goes up to the tick, a buyer's price down and a seller's up", () => {
  assert.equal(adjustedBase(70_000, { numerator: 5, denominator: 1 }, STOCK, DATE), 14_000);
  assert.equal(adjustedBase(70_100, { numerator: 11, denominator: 10 }, STOCK, DATE), 63_800);
  assert.equal(adjustedBase(999, { numerator: 50, denominator: 1 }, STOCK, DATE), 20);
  assert.equal(adjustedPrice(70_100, { numerator: 3, denominator: 1 }, { ...STOCK, side: "buy" }, DATE), 23_350);
  assert.equal(adjustedPrice(70_100, { numerator: 3, denominator: 1 }, { ...STOCK, side: "sell" }, DATE), 23_400);
  // Already on the tick: the same for both.
  for (const side of ["buy", "sell"] as const) {
    assert.equal(adjustedPrice(70_000, { numerator: 5, denominator: 1 }, { ...STOCK, side }, DATE), 14_000);
  }
});

Deno.test("the average cost follows the shares, and what is paid out is realised", () => {
  const position = { posted: 130, pending: 20, cost: 7_000_000, realizedPnl: -5 };
  const half = { numerator: 1, denominator: 2 };
  assert.deepEqual(adjustedPosition(position, 101, half, 700), {
    posted: 79,
    pending: 20,
    cost: 7_000_000,
    realizedPnl: 695,
  });
  const gone = { posted: 1, pending: 0, cost: 70_000, realizedPnl: 10 };
  assert.deepEqual(adjustedPosition(gone, 1, half, 71_000), { posted: 0, pending: 0, cost: 0, realizedPnl: 1_010 });
});

Deno.test("transfers are of the difference, in its direction, and of nothing else", () => {
  const change = { accountId: "a", symbol: "005930", kind: "split" as const, inLieu: 0 };
  assert.deepEqual(shareChangeTransfers({ ...change, before: 100, after: 500 }), [{
    leg: "shares",
    debit: "house:corporate:005930",
    credit: "a:005930",
    asset: "005930",
    amount: 400,
    kind: "split",
  }]);
  const [shares, cash] = shareChangeTransfers({ ...change, kind: "bonus_issue", before: 9, after: 0, inLieu: 3 });
  assert.deepEqual([shares?.debit, shares?.amount, shares?.kind], ["a:005930", 9, "bonus"]);
  assert.deepEqual([cash?.debit, cash?.credit, cash?.amount], ["house:corporate:KRW", "a:KRW", 3]);
  assert.deepEqual(shareChangeTransfers({ ...change, before: 1, after: 1 }), []);
});

Deno.test("15.4 % of a dividend are withheld, rounded down to the won", () => {
  const rows: readonly (readonly [quantity: number, won: number, gross: number, tax: number])[] = [
    [100, 361, 36_100, 5_559],
    [1, 6, 6, 0],
    [1, 7, 7, 1],
    [1_000_000_000, 1_000_000, 1_000_000_000_000_000, 154_000_000_000_000],
  ];
  for (const [quantity, won, gross, tax] of rows) assert.deepEqual(dividendOf(quantity, won), { gross, tax });
  assert.throws(() => dividendOf(1_000_000_000, 100_000_000), RangeError);
  assert.deepEqual(
    dividendTransfers("a", { gross: 100, tax: 15 }).map((one) => [one.debit, one.credit, one.amount, one.kind]),
    [["house:corporate:KRW", "a:KRW", 100, "dividend"], ["a:KRW", "house:tax:KRW", 15, "tax"]],
  );
  assert.equal(dividendTransfers("a", { gross: 6, tax: 0 }).length, 1);
});

Deno.test("what an order asks for never grows, and holds split up never pass the shares of their position", () => {
  const part = fc.integer({ min: 1, max: 100 });
  const quantities = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(part, part, quantities, (numerator, denominator, holds) => {
    const ratio = { numerator, denominator };
    const sum = holds.reduce((all, one) => all + one, 0);
    const after = holds.reduce((all, one) => all + adjustedShares(one, ratio), 0);
    assert.ok(after <= adjustedShares(sum, ratio));
  }));
  fc.assert(fc.property(part, part, fc.integer({ min: 2_000, max: 2_000_000 }), (numerator, denominator, price) => {
    const ratio = { numerator, denominator };
    const [buy, sell] = (["buy", "sell"] as const).map((side) => adjustedPrice(price, ratio, { ...STOCK, side }, DATE));
    assert.ok(isOnTick(buy ?? 0, "stock", DATE, "KOSPI") && isOnTick(sell ?? 0, "stock", DATE, "KOSPI"));
    assert.ok((sell ?? 0) >= price * denominator / numerator);
    // Below the smallest price there is none to go down to.
    if (price * denominator >= numerator) assert.ok((buy ?? 0) <= price * denominator / numerator);
  }));
});
