import assert from "node:assert/strict";
import type { Slice } from "@hoga/tape";
import { advance } from "./advance.ts";
import { emptyBook } from "./book.ts";
import { amend, enter } from "./enter.ts";
import { bookAt, CLOSING_SEQ, DATE, order, resting, RULES, short, slice, SYMBOL, timeOf } from "./fixtures.ts";
import type { BookState, NewOrder } from "./types.ts";

const ASKS = [[10_000, 30], [10_100, 50]] as const;
const BIDS = [[9_900, 40], [9_800, 60]] as const;
const DISPLAY = slice(5, { bids: BIDS, asks: ASKS });
const OPENING = slice(0, { rule: "opening_auction", print: [10_000, 70, "buy"], bids: BIDS, asks: ASKS });

interface Row {
  readonly rule: string;
  readonly order: NewOrder;
  readonly slice?: Slice | null;
  /** When the order comes, in ms after the slice. */
  readonly after?: number;
  readonly fills?: readonly (readonly [string, number, number])[];
  readonly rests?: readonly (readonly [string, number, number])[];
  readonly ends?: boolean;
}

const ENTRIES: readonly Row[] = [
  {
    rule: "a market order sweeps the display and its remainder rests",
    order: order("a", "buy", 100, null),
    fills: [["a", 30, 10_000], ["a", 50, 10_100]],
    rests: [["a", 20, 0]],
  },
  {
    rule: "a limit order pays the displayed prices, never more than its limit, and its remainder rests",
    order: order("a", "buy", 100, 10_000),
    fills: [["a", 30, 10_000]],
    rests: [["a", 70, 0]],
  },
  {
    rule: "a generous limit gets the better displayed prices",
    order: order("a", "sell", 70, 9_000),
    fills: [["a", 40, 9_900], ["a", 30, 9_800]],
  },
  {
    rule: "a limit at the best price of its side rests behind it",
    order: order("a", "buy", 10, 9_900),
    rests: [["a", 10, 40]],
  },
  { rule: "one at a worse price behind what is there", order: order("a", "sell", 10, 10_100), rests: [["a", 10, 50]] },
  { rule: "one where nothing is displayed behind nobody", order: order("a", "buy", 10, 9_500), rests: [["a", 10, 0]] },
  {
    rule: "IOC ends what it cannot have",
    order: order("a", "buy", 40, 10_000, "ioc"),
    fills: [["a", 30, 10_000]],
    ends: true,
  },
  { rule: "IOC that has all ends nothing", order: order("a", "buy", 30, 10_000, "ioc"), fills: [["a", 30, 10_000]] },
  {
    rule: "IOC at market ends too",
    order: order("a", "sell", 200, null, "ioc"),
    fills: [["a", 40, 9_900], ["a", 60, 9_800]],
    ends: true,
  },
  { rule: "FOK takes nothing rather than a part", order: order("a", "buy", 31, 10_000, "fok"), ends: true },
  {
    rule: "FOK takes all over several levels",
    order: order("a", "buy", 80, 10_100, "fok"),
    fills: [["a", 30, 10_000], ["a", 50, 10_100]],
  },
  {
    rule: "before the first slice an order rests",
    slice: null,
    order: order("a", "buy", 10, null),
    rests: [["a", 10, 0]],
  },
  { rule: "but not IOC", slice: null, order: order("a", "buy", 10, null, "ioc"), ends: true },
  {
    rule: "with the opening auction displayed, an order meets its print and then the book",
    slice: OPENING,
    after: 4_000,
    order: order("a", "buy", 120, 10_000),
    fills: [["a", 70, 10_000], ["a", 30, 10_000]],
    rests: [["a", 20, 0]],
  },
  {
    rule: "the opening auction's price must suit the limit",
    slice: OPENING,
    order: order("a", "sell", 20, 10_100),
    rests: [["a", 20, 50]],
  },
  {
    rule: "FOK may use the auction and the book together",
    slice: OPENING,
    order: order("a", "buy", 150, null, "fok"),
    fills: [["a", 70, 10_000], ["a", 30, 10_000], ["a", 50, 10_100]],
  },
  {
    rule: "a stale slice fills nothing, but shows who came first",
    after: 10_001,
    order: order("a", "buy", 10, null),
    rests: [["a", 10, 0]],
  },
  {
    rule: "a limit behind a stale display",
    after: 10_001,
    order: order("a", "buy", 10, 9_800),
    rests: [["a", 10, 60]],
  },
  {
    rule: "a slice of exactly the greatest age fills",
    after: 10_000,
    order: order("a", "buy", 10, null),
    fills: [["a", 10, 10_000]],
  },
  { rule: "IOC ends on a stale slice", after: 10_001, order: order("a", "buy", 10, null, "ioc"), ends: true },
  {
    rule: "another symbol's slice fills nothing",
    slice: slice(5, { bids: BIDS, asks: ASKS, symbol: "000660" }),
    order: order("a", "buy", 10, 9_900),
    rests: [["a", 10, 0]],
  },
  {
    rule: "a slice with a price beyond the band fills nothing",
    slice: slice(5, { bids: BIDS, asks: [[10_000, 30], [13_100, 30]] }),
    order: order("a", "buy", 10, null),
    rests: [["a", 10, 0]],
  },
  {
    rule: "while the closing auction takes orders, they rest",
    slice: slice(CLOSING_SEQ, { bids: BIDS, asks: ASKS }),
    order: order("a", "buy", 10, null),
    rests: [["a", 10, 0]],
  },
  {
    rule: "from the very moment on",
    slice: slice(CLOSING_SEQ - 1, { bids: BIDS, asks: ASKS }),
    after: 5_000,
    order: order("a", "buy", 10, null),
    rests: [["a", 10, 0]],
  },
  {
    rule: "and not before",
    slice: slice(CLOSING_SEQ - 1, { bids: BIDS, asks: ASKS }),
    after: 4_999,
    order: order("a", "buy", 10, null),
    fills: [["a", 10, 10_000]],
  },
  {
    rule: "IOC ends there at once",
    slice: slice(CLOSING_SEQ, { bids: BIDS, asks: ASKS }),
    order: order("a", "buy", 10, null, "ioc"),
    ends: true,
  },
  {
    rule: "FOK ends there at once",
    slice: slice(CLOSING_SEQ, { bids: BIDS, asks: ASKS }),
    order: order("a", "buy", 10, 10_000, "fok"),
    ends: true,
  },
];

Deno.test("enter() follows the rules of entry", () => {
  for (const { rule, order, slice = DISPLAY, after = 0, fills = [], rests = [], ends = false } of ENTRIES) {
    const at = (slice?.at ?? 0) + after;
    const result = enter(bookAt(slice?.seq ?? -1), order, slice, at, RULES);
    assert.deepEqual(short(result.fills), fills, rule);
    assert.deepEqual(resting(result.book), rests, rule);
    assert.deepEqual(result.ended, ends ? [{ orderId: "a", reason: "unfilled", at }] : [], rule);
    assert.equal(result.book.nextEntrySeq, 1, rule);
  }
});

/** Enters orders one after the other while one slice is displayed. */
function enterAll(book: BookState, slice: Slice, ...orders: readonly NewOrder[]) {
  const fills: (readonly [string, number, number])[] = [];
  for (const order of orders) {
    const result = enter(book, order, slice, slice.at + 1_000, RULES);
    fills.push(...short(result.fills));
    book = result.book;
  }
  return { book, fills };
}

Deno.test("enter() lets nobody have displayed shares twice, nor queue behind shares that are gone", () => {
  const { book, fills } = enterAll(
    bookAt(5),
    DISPLAY,
    order("a", "buy", 20, 10_000),
    order("b", "buy", 20, 10_100),
    order("c", "buy", 45, 10_100, "fok"),
    order("d", "sell", 15, null),
    order("e", "buy", 5, 9_900),
  );
  assert.deepEqual(fills, [["a", 20, 10_000], ["b", 10, 10_000], ["b", 10, 10_100], ["d", 15, 9_900]]);
  assert.deepEqual(resting(book), [["e", 5, 25]]);
});

Deno.test("enter() shares the opening auction's print among those who come, for each side once", () => {
  const { book, fills } = enterAll(
    bookAt(0),
    OPENING,
    order("a", "buy", 50, 10_000),
    order("b", "buy", 30, 10_000),
    order("c", "sell", 90, 10_000),
  );
  assert.deepEqual(fills, [["a", 50, 10_000], ["b", 20, 10_000], ["b", 10, 10_000], ["c", 70, 10_000]]);
  assert.deepEqual([book.printUsed, book.printUsedBySells], [70, 70]);
});

Deno.test("enter() tells of a fill when it was made and by which rule, and numbers an order's fills within the slice", () => {
  const { fills } = enter(bookAt(0), order("a", "buy", 100, null), OPENING, OPENING.at + 3_000, RULES);
  assert.deepEqual(fills.map(({ n, rule, at, sliceSeq }) => [n, rule, at, sliceSeq]), [
    [0, "opening_auction", OPENING.at + 3_000, 0],
    [1, "continuous", OPENING.at + 3_000, 0],
  ]);
  assert.deepEqual(fills[1]?.quote, { last: 9_900, bid: 9_900, ask: 10_000, at: OPENING.at });
});

Deno.test("enter() refuses what cannot be: another slice, an order twice, numbers that are no order's", () => {
  const book = enter(bookAt(5), order("a", "buy", 10, 9_000), DISPLAY, DISPLAY.at, RULES).book;
  const enters = (order: NewOrder, slice: Slice | null = DISPLAY) => () => enter(book, order, slice, DISPLAY.at, RULES);
  assert.throws(enters(order("b", "buy", 10, null), slice(6, {})), /the book is at slice 5, not at 6/);
  assert.throws(enters(order("b", "buy", 10, null), null), RangeError);
  assert.throws(enters(order("a", "buy", 10, null)), /live already: a/);
  for (const quantity of [0, -1, 1.5, NaN]) assert.throws(enters(order("b", "buy", quantity, null)), RangeError);
  for (const price of [0, 9_950, -100, NaN]) assert.throws(enters(order("b", "buy", 1, price)), RangeError);
  assert.throws(enters({ ...order("b", "buy", 1, null), type: "limit" }), RangeError);
  assert.throws(enters({ ...order("b", "buy", 1, 9_000), type: "market" }), RangeError);
});

/** Three buys at 9,800, of which the first has 60 displayed shares in front, and is filled in part. */
const QUEUE = bookAt(
  5,
  { ...order("a", "buy", 20, 9_800), filled: 5, filledAmount: 49_000, queueAhead: 60 },
  { ...order("b", "buy", 20, 9_800), queueAhead: 60 },
  { ...order("c", "buy", 20, 9_800), queueAhead: 60 },
);

function amended(orderId: string, quantity: number, limitPrice: number | null, shown: Slice = DISPLAY) {
  return amend(QUEUE, orderId, { quantity, limitPrice }, shown, shown.at + 1_000, RULES);
}

Deno.test("amend() keeps the place of an order that becomes smaller", () => {
  const result = amended("a", 15, 9_800);
  assert.ok("book" in result);
  assert.deepEqual(resting(result.book), [["a", 10, 60], ["b", 20, 60], ["c", 20, 60]]);
  assert.deepEqual(result.book.orders.map((order) => order.entrySeq), [0, 1, 2]);
  assert.deepEqual(amended("a", 20, 9_800), { book: QUEUE, fills: [], ended: [] });
});

Deno.test("amend() sends an order that grows, or changes its price, to the end of its queue", () => {
  const grown = amended("a", 21, 9_800);
  assert.ok("book" in grown);
  assert.deepEqual(resting(grown.book), [["b", 20, 60], ["c", 20, 60], ["a", 16, 60]]);
  const { entrySeq, enteredAt, filled } = grown.book.orders.at(-1) ?? assert.fail("no order");
  assert.deepEqual([entrySeq, enteredAt, filled], [3, DISPLAY.at + 1_000, 5]);
  assert.equal(grown.book.nextEntrySeq, 4);

  const moved = amended("a", 10, 9_900);
  assert.ok("book" in moved);
  assert.deepEqual(resting(moved.book), [["b", 20, 60], ["c", 20, 60], ["a", 5, 40]]);
});

Deno.test("amend() lets the changed order trade at once, and its fills go on counting", () => {
  const result = amended("a", 20, 10_000);
  assert.ok("book" in result);
  assert.deepEqual(short(result.fills), [["a", 15, 10_000]]);
  assert.equal(result.fills[0]?.cumulativeQuantity, 20);
  assert.equal(result.fills[0]?.cumulativeAmount, 49_000 + 150_000);
  assert.deepEqual(resting(result.book), [["b", 20, 60], ["c", 20, 60]]);
});

Deno.test("amend() in the slice of an earlier fill gives the next fill the next number", () => {
  const first = enter(bookAt(5), order("a", "buy", 50, 10_000), DISPLAY, DISPLAY.at, RULES);
  const second = amend(first.book, "a", { quantity: 50, limitPrice: 10_100 }, DISPLAY, DISPLAY.at + 1, RULES);
  assert.ok("book" in second);
  assert.deepEqual([...first.fills, ...second.fills].map(({ n, price }) => [n, price]), [[0, 10_000], [1, 10_100]]);
});

Deno.test("amend() refuses an order that is gone and a quantity that is filled already", () => {
  assert.deepEqual(amended("x", 10, 9_800), { refused: "order_not_live" });
  assert.deepEqual(amended("a", 5, 9_800), { refused: "quantity_not_above_filled" });
  assert.deepEqual(amended("b", 0, 9_800), { refused: "quantity_not_above_filled" });
  assert.throws(() => amended("a", 10, null), RangeError);
  assert.throws(() => amended("a", 10, 9_850), RangeError);
});

Deno.test("amend() in the closing auction's window waits for the auction", () => {
  const shown = slice(CLOSING_SEQ + 3, { bids: BIDS, asks: ASKS });
  const book = { ...QUEUE, sliceSeq: shown.seq };
  const result = amend(book, "a", { quantity: 20, limitPrice: 10_100 }, shown, shown.at, RULES);
  assert.ok("book" in result);
  assert.deepEqual(result.fills, []);
  const close = slice(CLOSING_SEQ + 120, { rule: "closing_auction", print: [10_000, 18, "sell"] });
  const { fills } = advance(result.book, [close], RULES);
  assert.deepEqual(short(fills), [["a", 15, 10_000]]);
  assert.equal(fills[0]?.rule, "closing_auction");
});

Deno.test("an order entered before the first slice is filled by the opening auction", () => {
  const entered = enter(emptyBook(SYMBOL, DATE), order("a", "buy", 10, 10_200), null, timeOf(-10), RULES);
  const { fills, book } = advance(entered.book, [OPENING], RULES);
  assert.deepEqual(fills.map(({ quantity, price, rule, at }) => [quantity, price, rule, at]), [
    [10, 10_000, "opening_auction", OPENING.at],
  ]);
  assert.deepEqual(book.orders, []);
});
