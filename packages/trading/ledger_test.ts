import assert from "node:assert/strict";
import fc from "fast-check";
import {
  available,
  type Balance,
  changeHold,
  consume,
  costOf,
  EMPTY_BALANCE,
  endHold,
  heldBy,
  hold,
  receive,
  tradeTransfers,
} from "./ledger.ts";

const cash = (posted: number, pending = 0): Balance => ({ ...EMPTY_BALANCE, posted, pending });
const held = (amount: number) => ({ asset: "KRW", amount, consumed: 0, released: 0, ended: false });

Deno.test("hold() takes up to what is available and nothing beyond", () => {
  assert.deepEqual(hold(cash(1_000, 400), 600), cash(1_000, 1_000));
  assert.equal(hold(cash(1_000, 400), 601), null);
  assert.throws(() => hold(cash(1_000, 400), -401), /releasing 401/);
});

Deno.test("endHold() keeps exactly what trades that are still on their way will use", () => {
  const reserved = hold(cash(1_000), 500);
  assert.ok(reserved !== null);
  // Two trades of 100 and 150 happened; only the first has been posted when the end comes.
  const first = consume(reserved, held(500), 100);
  const ended = endHold(first.balance, first.reservation, 250);
  assert.equal(ended.released, 250);
  assert.equal(heldBy(ended.reservation), 150);
  assert.equal(ended.balance.pending, 150);
  const second = consume(ended.balance, ended.reservation, 150);
  assert.deepEqual(second.balance, cash(750));
  assert.equal(heldBy(second.reservation), 0);
});

Deno.test("consume() refuses to use more than is held", () => {
  assert.throws(() => consume(cash(1_000, 500), held(500), 501), /using 501 of 500/);
});

Deno.test("changeHold() grows only by what is available, and never below what was used", () => {
  assert.equal(changeHold(cash(1_000, 900), held(900), 1_001), null);
  assert.equal(changeHold(cash(1_000, 900), held(900), 1_000)?.balance.pending, 1_000);
  assert.equal(changeHold(cash(1_000, 900), held(900), 300)?.balance.pending, 300);
  assert.throws(() => changeHold(cash(1_000, 400), { ...held(900), consumed: 500 }, 499), /below what was used/);
});

Deno.test("any legal run of holds, trades and ends keeps a balance legal and conserves cash", () => {
  const orders = fc.array(
    fc.record({
      amount: fc.integer({ min: 1, max: 900 }),
      parts: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
      posted: fc.nat(4),
    }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(orders, (wishes) => {
    let balance = cash(2_000);
    let spent = 0;
    for (const { amount, parts, posted } of wishes) {
      const reserved = hold(balance, amount);
      if (reserved === null) continue;
      balance = reserved;
      let reservation = held(amount);
      const trades = parts.filter((_, i) => parts.slice(0, i + 1).reduce((a, b) => a + b, 0) <= amount);
      const used = trades.reduce((a, b) => a + b, 0);
      trades.forEach((trade, i) => {
        if (i === posted) ({ balance, reservation } = endHold(balance, reservation, used));
        ({ balance, reservation } = consume(balance, reservation, trade));
        spent += trade;
      });
      if (!reservation.ended) ({ balance, reservation } = endHold(balance, reservation, used));
      assert.equal(heldBy(reservation), 0);
      assert.ok(available(balance) >= 0 && balance.pending >= 0);
    }
    assert.deepEqual([balance.pending, balance.posted + spent], [0, 2_000]);
  }));
});

Deno.test("costOf() takes the moving average down to the won and all of it with the last share", () => {
  const position = { ...receive(EMPTY_BALANCE, 3, 1_000), pending: 0 };
  assert.equal(costOf(position, 1), 333);
  assert.equal(costOf(position, 3), 1_000);
  assert.equal(costOf(position, 0), 0);
});

Deno.test("tradeTransfers() moves cash one way, shares the other, and fees to the house", () => {
  const trade = { accountId: "a", symbol: "005930", quantity: 3, amount: 300, commission: 1, tax: 2 };
  const net = (side: "buy" | "sell", account: string) =>
    tradeTransfers({ ...trade, side }).reduce(
      (sum, one) => sum + (one.credit === account ? one.amount : one.debit === account ? -one.amount : 0),
      0,
    );
  assert.deepEqual([net("buy", "a:KRW"), net("buy", "a:005930")], [-303, 3]);
  assert.deepEqual([net("sell", "a:KRW"), net("sell", "a:005930")], [297, -3]);
  assert.equal(tradeTransfers({ ...trade, side: "buy", commission: 0, tax: 0 }).length, 2);
});
