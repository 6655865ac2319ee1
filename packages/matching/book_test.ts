import assert from "node:assert/strict";
import { cancel, closeBook, emptyBook } from "./book.ts";
import { bookAt, order, slice } from "./fixtures.ts";
import { quoteFault } from "./quote_fault.ts";

const BOOK = bookAt(
  5,
  { ...order("a", "buy", 20, 9_800), filled: 5, filledAmount: 49_000 },
  order("b", "sell", 7, null),
);

Deno.test("cancel() takes the order out and tells how it stood", () => {
  const result = cancel(BOOK, "a");
  assert.ok("book" in result);
  assert.deepEqual(result.order, BOOK.orders[0]);
  assert.deepEqual(result.book, { ...BOOK, orders: BOOK.orders.slice(1) });
  assert.deepEqual(cancel(result.book, "a"), { refused: "order_not_live" });
});

Deno.test("closeBook() ends what is left, in the order of entry", () => {
  const shuffled = { ...BOOK, orders: BOOK.orders.toReversed() };
  assert.deepEqual(closeBook(shuffled, 99), {
    book: { ...BOOK, orders: [] },
    fills: [],
    ended: [{ orderId: "a", reason: "expired", at: 99 }, { orderId: "b", reason: "expired", at: 99 }],
  });
});

Deno.test("a book survives JSON", () => {
  for (const book of [BOOK, emptyBook("005930", "2026-03-18")]) {
    assert.deepEqual(JSON.parse(JSON.stringify(book)), book);
  }
});

Deno.test("quoteFault() says why a slice may not fill", () => {
  const rules = { band: { upper: 13_000, lower: 7_000 }, maxQuoteAgeMs: 10_000 };
  const shown = slice(5, { bids: [[9_900, 1]], asks: [[10_000, 1]] });
  const fault = (what: typeof shown | null, age = 0) => quoteFault(what, "005930", shown.at + age, rules);
  assert.equal(fault(shown), null);
  assert.equal(fault(shown, 10_000), null);
  assert.equal(fault(shown, 10_001), "stale_quote");
  assert.equal(fault(null), "no_quote");
  assert.equal(fault({ ...shown, symbol: "000660" }), "wrong_symbol");
  for (const price of [13_001, 6_999]) {
    assert.equal(fault({ ...shown, bids: [{ price, size: 1 }] }), "outside_band");
    assert.equal(fault({ ...shown, asks: [...shown.asks, { price, size: 1 }] }), "outside_band");
    assert.equal(fault({ ...shown, print: { price, size: 1, side: "buy" } }), "outside_band");
  }
});
