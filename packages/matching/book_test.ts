import assert from "node:assert/strict";
import { cancel, closeBook, emptyBook, joinBooks } from "./book.ts";
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

Deno.test("joinBooks() puts late orders behind the others, and counts for both what either has used of the slice", () => {
  const book = { ...BOOK, consumed: [["ask", 10_000, 3]], printUsed: 4, sliceFills: [["a", 1]] } as const;
  const late = {
    ...bookAt(5, order("c", "buy", 9, 9_900), { ...order("d", "buy", 9, 9_900), filled: 2 }),
    ...{ consumed: [["ask", 10_000, 2], ["bid", 9_900, 1]], printUsed: 1, printUsedBySells: 2 } as const,
    sliceFills: [["d", 2]] as const,
  };
  const joined = joinBooks(book, late);
  assert.deepEqual(joined.orders.map(({ orderId, entrySeq, filled }) => [orderId, entrySeq, filled]), [
    ...[["a", 0, 5], ["b", 1, 0]],
    ...[["c", 2, 0], ["d", 3, 2]],
  ]);
  assert.equal(joined.nextEntrySeq, 4);
  assert.deepEqual(joined.consumed, [["ask", 10_000, 5], ["bid", 9_900, 1]]);
  assert.deepEqual([joined.printUsed, joined.printUsedBySells], [5, 2]);
  assert.deepEqual(joined.sliceFills, [["a", 1], ["d", 2]]);
  assert.throws(() => joinBooks(book, { ...late, sliceSeq: 4 }), RangeError);
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
