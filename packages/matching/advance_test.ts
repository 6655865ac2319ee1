import assert from "node:assert/strict";
import { advance } from "./advance.ts";
import { emptyBook } from "./book.ts";
import { bookAt, CLOSING_SEQ, DATE, order, resting, RULES, short, slice, SYMBOL, timeOf } from "./fixtures.ts";
import type { BookState, EngineOrder, NewOrder } from "./types.ts";
import type { Slice } from "@hoga/tape";

type Resting = NewOrder & Partial<EngineOrder>;

interface Row {
  readonly rule: string;
  readonly orders: readonly Resting[];
  readonly slice: Slice;
  /** [order, shares, price] */
  readonly fills: readonly (readonly [string, number, number])[];
  /** [order, shares left, shares in front] */
  readonly rests: readonly (readonly [string, number, number])[];
}

const ASKS = [[10_000, 30], [10_100, 50], [10_200, 80]] as const;
const BIDS = [[9_900, 40], [9_800, 60], [9_700, 90]] as const;
const auction = (price: number, size: number, seq = 0) =>
  slice(seq, { print: [price, size, "buy"], rule: "opening_auction", bids: BIDS, asks: ASKS });

const DISPLAY: readonly Row[] = [
  {
    rule: "a market remainder sweeps the displayed prices and what is missing rests",
    orders: [order("a", "buy", 200, null)],
    slice: slice(5, { bids: BIDS, asks: ASKS }),
    fills: [["a", 30, 10_000], ["a", 50, 10_100], ["a", 80, 10_200]],
    rests: [["a", 40, 0]],
  },
  {
    rule: "a selling market remainder sweeps the bids",
    orders: [order("a", "sell", 60, null)],
    slice: slice(5, { bids: BIDS, asks: ASKS }),
    fills: [["a", 40, 9_900], ["a", 20, 9_800]],
    rests: [],
  },
  {
    rule: "a resting limit that is crossed trades at its own price, over all the levels it reaches",
    orders: [order("a", "buy", 100, 10_100)],
    slice: slice(5, { bids: BIDS, asks: ASKS }),
    fills: [["a", 80, 10_100]],
    rests: [["a", 20, 0]],
  },
  {
    rule: "a resting sell limit that is crossed trades at its own price",
    orders: [order("a", "sell", 70, 9_800)],
    slice: slice(5, { bids: BIDS, asks: ASKS }),
    fills: [["a", 70, 9_800]],
    rests: [],
  },
  {
    rule: "a displayed size is consumed once: market first, then the better price, then the earlier entry",
    orders: [
      order("late", "buy", 20, 10_100),
      order("better", "buy", 25, 10_200),
      order("later", "buy", 20, 10_100),
      order("market", "buy", 40, null),
    ],
    slice: slice(5, { bids: BIDS, asks: [[10_000, 30], [10_100, 50]] }),
    fills: [["market", 30, 10_000], ["market", 10, 10_100], ["better", 25, 10_200], ["late", 15, 10_100]],
    rests: [["late", 5, 0], ["later", 20, 0]],
  },
  {
    rule: "a limit away from the display rests",
    orders: [order("a", "buy", 10, 9_900), order("b", "sell", 10, 10_000)],
    slice: slice(5, { bids: BIDS, asks: ASKS }),
    fills: [],
    rests: [["a", 10, 0], ["b", 10, 0]],
  },
  {
    rule: "an empty side fills nothing",
    orders: [order("a", "buy", 10, null), order("b", "buy", 10, 13_000)],
    slice: slice(5, { bids: [[13_000, 50]], print: [13_000, 5, "buy"] }),
    fills: [],
    rests: [["a", 10, 0], ["b", 10, 0]],
  },
];

const PRINTS: readonly Row[] = [
  {
    rule: "a print through the limit fills it at the limit, whatever is in front",
    orders: [order("a", "buy", 20, 9_900), { ...order("b", "buy", 50, 9_800), queueAhead: 70 }],
    slice: slice(5, { asks: ASKS, print: [9_700, 45, "sell"] }),
    fills: [["a", 20, 9_900], ["b", 25, 9_800]],
    rests: [["b", 25, 0]],
  },
  {
    rule: "a print at the limit first trades what was displayed in front",
    orders: [{ ...order("a", "buy", 20, 9_900), queueAhead: 30 }],
    slice: slice(5, { asks: ASKS, print: [9_900, 40, "sell"] }),
    fills: [["a", 10, 9_900]],
    rests: [["a", 10, 0]],
  },
  {
    rule: "a print at the limit that ends within the queue only shortens it",
    orders: [{ ...order("a", "sell", 20, 10_000), queueAhead: 30 }, {
      ...order("b", "sell", 20, 10_000),
      queueAhead: 90,
    }],
    slice: slice(5, { bids: BIDS, print: [10_000, 12, "buy"] }),
    fills: [],
    rests: [["a", 20, 18], ["b", 20, 78]],
  },
  {
    rule: "the displayed shares in front of two orders are the same ones",
    orders: [{ ...order("a", "buy", 20, 9_900), queueAhead: 30 }, { ...order("b", "buy", 20, 9_900), queueAhead: 40 }],
    slice: slice(5, { asks: ASKS, print: [9_900, 65, "sell"] }),
    // 30 displayed, 20 of a, 10 more displayed, 5 of b.
    fills: [["a", 20, 9_900], ["b", 5, 9_900]],
    rests: [["b", 15, 0]],
  },
  {
    rule: "an order behind a smaller display still waits for the earlier one",
    orders: [{ ...order("a", "buy", 20, 9_900), queueAhead: 50 }, { ...order("b", "buy", 20, 9_900), queueAhead: 10 }],
    slice: slice(5, { asks: ASKS, print: [9_900, 60, "sell"] }),
    fills: [["a", 10, 9_900]],
    rests: [["a", 10, 0], ["b", 20, 0]],
  },
  {
    rule: "a print's size is used once",
    orders: [order("a", "sell", 20, 9_900), order("b", "sell", 20, 9_900), order("c", "sell", 20, 10_000)],
    slice: slice(5, { asks: ASKS, print: [10_000, 30, "buy"] }),
    fills: [["a", 20, 9_900], ["b", 10, 9_900]],
    rests: [["b", 10, 0], ["c", 20, 0]],
  },
  {
    rule: "buyers' prints fill no buys, sellers' no sells",
    orders: [order("a", "buy", 20, 9_900), order("b", "sell", 20, 10_000)],
    slice: slice(5, { print: [9_700, 100, "buy"] }),
    fills: [],
    rests: [["a", 20, 0], ["b", 20, 0]],
  },
  {
    rule: "an order takes the display first and then the print, each at its own price",
    orders: [order("a", "buy", 100, 10_000)],
    slice: slice(5, { asks: ASKS, print: [9_900, 50, "sell"] }),
    fills: [["a", 30, 10_000], ["a", 50, 10_000]],
    rests: [["a", 20, 0]],
  },
];

const AUCTIONS: readonly Row[] = [
  {
    rule: "an auction fills at its one price, market first, then price, then time, while its size lasts",
    orders: [
      order("at", "buy", 30, 10_000),
      order("better", "buy", 30, 10_100),
      order("market", "buy", 30, null),
      order("late", "buy", 30, 10_000),
      order("below", "buy", 30, 9_900),
    ],
    slice: auction(10_000, 100),
    fills: [["market", 30, 10_000], ["better", 30, 10_000], ["at", 30, 10_000], ["late", 10, 10_000]],
    rests: [["late", 20, 0], ["below", 30, 0]],
  },
  {
    rule: "buys and sells may each use the whole size of an auction",
    orders: [order("a", "buy", 100, null), order("b", "sell", 100, 9_900), order("c", "sell", 100, 10_100)],
    slice: auction(10_000, 70),
    fills: [["a", 70, 10_000], ["b", 70, 10_000]],
    rests: [["a", 30, 0], ["b", 30, 0], ["c", 100, 0]],
  },
  {
    rule: "the closing auction is an auction",
    orders: [order("a", "sell", 10, null), order("b", "buy", 10, 10_000)],
    slice: slice(CLOSING_SEQ + 120, { print: [10_000, 70, "sell"], rule: "closing_auction", bids: BIDS }),
    fills: [["b", 10, 10_000], ["a", 10, 10_000]],
    rests: [],
  },
  {
    rule: "an auction without a print fills nothing",
    orders: [order("a", "buy", 10, null)],
    slice: slice(0, { rule: "opening_auction", bids: BIDS, asks: ASKS }),
    fills: [],
    rests: [["a", 10, 0]],
  },
];

const FAULTS: readonly Row[] = [
  {
    rule: "nothing matches continuously once the closing auction takes orders",
    orders: [order("a", "buy", 10, null), order("b", "sell", 10, 9_900)],
    slice: slice(CLOSING_SEQ, { bids: BIDS, asks: ASKS, print: [10_000, 50, "buy"] }),
    fills: [],
    rests: [["a", 10, 0], ["b", 10, 0]],
  },
  {
    rule: "a slice of another symbol fills nothing",
    orders: [order("a", "buy", 10, null)],
    slice: slice(5, { asks: ASKS, symbol: "000660" }),
    fills: [],
    rests: [["a", 10, 0]],
  },
  {
    rule: "a slice with a price beyond the band fills nothing",
    orders: [order("a", "buy", 10, null)],
    slice: slice(5, { asks: [[10_000, 50], [13_100, 50]] }),
    fills: [],
    rests: [["a", 10, 0]],
  },
  {
    rule: "a limit beyond the band never fills, and keeps nobody else from it",
    orders: [order("a", "buy", 10, 13_100), order("b", "buy", 10, 10_000)],
    slice: slice(5, { asks: ASKS, print: [9_900, 5, "sell"] }),
    fills: [["b", 10, 10_000]],
    rests: [["a", 10, 0]],
  },
];

for (const [name, rows] of Object.entries({ display: DISPLAY, prints: PRINTS, auctions: AUCTIONS, faults: FAULTS })) {
  Deno.test(`advance() follows the rules of ${name}`, () => {
    for (const { rule, orders, slice, fills, rests } of rows) {
      const result = advance(bookAt(slice.seq - 1, ...orders), [slice], RULES);
      assert.deepEqual(short(result.fills), fills, rule);
      assert.deepEqual(resting(result.book), rests, rule);
      assert.deepEqual(result.ended, [], rule);
      assert.ok(result.fills.every((fill) => fill.rule === slice.rule), rule);
    }
  });
}

Deno.test("advance() tells of a fill what it was made from", () => {
  const book = bookAt(4, order("a", "buy", 100, 10_000));
  const { fills } = advance(book, [slice(5, { bids: BIDS, asks: ASKS, print: [9_900, 50, "sell"] })], RULES);
  const quote = { last: 9_900, bid: 9_900, ask: 10_000, at: timeOf(5) };
  const both = { orderId: "a", price: 10_000, at: timeOf(5), sliceSeq: 5, rule: "continuous", quote } as const;
  assert.deepEqual(fills, [
    { ...both, quantity: 30, n: 0, cumulativeQuantity: 30, cumulativeAmount: 300_000 },
    { ...both, quantity: 50, n: 1, cumulativeQuantity: 80, cumulativeAmount: 800_000 },
  ]);
});

Deno.test("advance() keeps the last print for the quotes of slices without one", () => {
  const book = bookAt(2, order("a", "buy", 10, 9_900), order("b", "buy", 10, null));
  const slices = [slice(3, { print: [10_300, 5, "buy"] }), slice(4, { bids: BIDS, asks: ASKS })];
  assert.deepEqual(advance(book, slices, RULES).fills.map((fill) => fill.quote.last), [10_300]);
  assert.deepEqual(advance(book, slices.slice(1), RULES).fills.map((fill) => fill.quote.last), [9_900]);
});

Deno.test("advance() refreshes the display with every slice and passes over those it has applied", () => {
  const book = bookAt(4, order("a", "buy", 70, null));
  const slices = [slice(5, { asks: [[10_000, 30]] }), slice(6, { asks: [[10_000, 30]] })];
  const once = advance(book, slices, RULES);
  assert.deepEqual(short(once.fills), [["a", 30, 10_000], ["a", 30, 10_000]]);
  assert.deepEqual(once.fills.map(({ sliceSeq, n }) => [sliceSeq, n]), [[5, 0], [6, 0]]);
  assert.deepEqual(once.book.consumed, [["ask", 10_000, 30]]);
  assert.deepEqual(advance(once.book, slices, RULES), { book: once.book, fills: [], ended: [] });
});

Deno.test("advance() lets an order of the night take part in the opening auction and then in continuous trading", () => {
  const book: BookState = bookAt(-1, order("a", "buy", 60, 10_000));
  const slices = [auction(10_000, 25), slice(1, { asks: [[10_000, 20]], bids: BIDS })];
  const result = advance(book, slices, RULES);
  assert.deepEqual(result.fills.map(({ quantity, rule }) => [quantity, rule]), [
    [25, "opening_auction"],
    [20, "continuous"],
  ]);
});

Deno.test("advance() of an empty book only follows the tape", () => {
  const { book, fills } = advance(emptyBook(SYMBOL, DATE), [auction(10_000, 25), slice(1, { asks: ASKS })], RULES);
  assert.deepEqual(book, { ...emptyBook(SYMBOL, DATE), sliceSeq: 1, last: 10_000 });
  assert.deepEqual(fills, []);
});
