// Limit (지정가) and market (시장가) orders in continuous trading. Reg: KOSPI Market Business Regulation; Enf: its Enforcement Rules.
import assert from "node:assert/strict";
import { type Row, short, testRows, trading } from "./testing/day.ts";
import { limit, market } from "./testing/fixtures.ts";

const ASKS = [[10_000, 30], [10_100, 50]] as const;
const BIDS = [[9_900, 40], [9_800, 60]] as const;
const BOTH = { asks: ASKS, bids: BIDS };

const LIMITS: readonly Row[] = [
  {
    rule: "a limit pays what is displayed, never more than its limit, and its rest stays at it (Reg §2(4), §24)",
    play: () => trading(BOTH).enter(limit("a", "buy", 100, 10_000)),
    fills: [["a", 30, 10_000]],
    rests: [["a", 70, 10_000]],
  },
  {
    rule: "a generous limit gets the better prices first (Reg §22)",
    play: () => trading(BOTH).enter(limit("a", "sell", 70, 9_000)),
    fills: [["a", 40, 9_900], ["a", 30, 9_800]],
  },
  {
    rule: "the price is that of the order that was there (Reg §24)",
    play: () => trading().enter(limit("a", "sell", 10, 9_900), limit("b", "buy", 10, 10_200)),
    fills: [["a", 10, 9_900], ["b", 10, 9_900]],
  },
  {
    rule: "orders that do not cross rest",
    play: () => trading(BOTH).enter(limit("a", "buy", 10, 9_900), limit("b", "sell", 10, 10_000)),
    rests: [["a", 10, 9_900], ["b", 10, 10_000]],
  },
  {
    rule: "the better price goes first, at one price the earlier (Reg §22)",
    play: () =>
      trading().enter(
        limit("worse", "sell", 10, 10_200),
        limit("first", "sell", 10, 10_100),
        limit("second", "sell", 10, 10_100),
        limit("best", "sell", 10, 10_000),
        limit("taker", "buy", 35, 10_200),
      ),
    fills: [
      ["best", 10, 10_000],
      ["taker", 10, 10_000],
      ["first", 10, 10_100],
      ["second", 10, 10_100],
      ["taker", 20, 10_100],
      ["worse", 5, 10_200],
      ["taker", 5, 10_200],
    ],
    rests: [["worse", 5, 10_200]],
  },
  {
    rule: "so on the other side",
    play: () =>
      trading().enter(limit("worse", "buy", 10, 9_700), limit("best", "buy", 10, 9_900), limit("t", "sell", 15, 9_700)),
    fills: [["best", 10, 9_900], ["t", 10, 9_900], ["worse", 5, 9_700], ["t", 5, 9_700]],
    rests: [["worse", 5, 9_700]],
  },
  {
    rule: "a limit outside the price limits never trades, and keeps nobody from trading (Reg §20)",
    play: () =>
      trading().enter(limit("high", "buy", 10, 13_100), limit("low", "sell", 10, 6_900), limit("a", "buy", 10, 10_000))
        .enter(market("b", "sell", 5)),
    fills: [["a", 5, 10_000], ["b", 5, 10_000]],
    rests: [["high", 10, 13_100], ["low", 10, 6_900], ["a", 5, 10_000]],
  },
];

const MARKETS: readonly Row[] = [
  {
    rule: "a market order sweeps the display; what is left rests without a price (Enf §10)",
    play: () => trading(BOTH).enter(market("a", "buy", 100)),
    fills: [["a", 30, 10_000], ["a", 50, 10_100]],
    rests: [["a", 20, null]],
  },
  {
    rule: "the display and orders trade by price, then time (Reg §22)",
    play: () =>
      trading(BOTH).enter(
        limit("behind", "sell", 10, 10_000),
        limit("deeper", "sell", 10, 10_100),
        market("a", "buy", 100),
      ),
    fills: [
      ["behind", 10, 10_000],
      ["a", 10, 10_000],
      ["a", 30, 10_000],
      ["deeper", 10, 10_100],
      ["a", 10, 10_100],
      ["a", 50, 10_100],
    ],
  },
  {
    rule: "a resting market buy counts one tick above the best bid, for a market sell (Enf §10)",
    play: () => trading({ bids: [[9_900, 40]] }).enter(market("a", "buy", 10), market("b", "sell", 15)),
    fills: [["a", 10, 10_000], ["b", 10, 10_000], ["b", 5, 9_900]],
  },
  {
    rule: "and at the limit of a sell that is above that (Enf §10)",
    play: () => trading({ bids: [[9_900, 40]] }).enter(market("a", "buy", 10), limit("b", "sell", 4, 10_300)),
    fills: [["a", 4, 10_300], ["b", 4, 10_300]],
    rests: [["a", 6, null]],
  },
  {
    rule: "a limit below it does not make it worse for the market order (Enf §10)",
    play: () => trading({ bids: [[9_900, 40]] }).enter(market("a", "buy", 10), limit("b", "sell", 4, 9_000)),
    fills: [["a", 4, 10_000], ["b", 4, 10_000]],
    rests: [["a", 6, null]],
  },
  {
    rule: "without bids it counts with the last price, here the base (Enf §10)",
    play: () => trading().enter(market("a", "buy", 10), market("b", "sell", 4)),
    fills: [["a", 4, 10_000], ["b", 4, 10_000]],
    rests: [["a", 6, null]],
  },
  {
    rule: "a resting market sell counts one tick below the best offer (Enf §10)",
    play: () => trading({ asks: ASKS }).enter(market("a", "sell", 10), market("b", "buy", 15)),
    fills: [["a", 10, 9_900], ["b", 10, 9_900], ["b", 5, 10_000]],
  },
  {
    rule: "one tick above a bid at the upper limit is the upper limit (Enf §10)",
    play: () => trading().enter(market("a", "buy", 10), limit("b", "buy", 5, 13_000), market("c", "sell", 15)),
    fills: [["a", 10, 13_000], ["c", 10, 13_000], ["b", 5, 13_000], ["c", 5, 13_000]],
  },
  {
    rule: "market orders precede limits, and each other by time (Enf §10)",
    play: () =>
      trading().enter(
        limit("l", "buy", 10, 12_900),
        market("m", "buy", 10),
        market("n", "buy", 10),
        limit("t", "sell", 25, 12_900),
      ),
    fills: [["m", 10, 13_000], ["t", 10, 13_000], ["n", 10, 13_000], ["t", 10, 13_000], ["l", 5, 12_900], [
      "t",
      5,
      12_900,
    ]],
    rests: [["l", 5, 12_900]],
  },
  {
    rule: "but at the price limit they are as good as limits, so time decides (Enf §10)",
    play: () =>
      trading().enter(
        limit("early", "buy", 10, 13_000),
        market("m", "buy", 10),
        limit("late", "buy", 10, 13_000),
        limit("t", "sell", 25, 12_000),
      ),
    fills: [["early", 10, 13_000], ["t", 10, 13_000], ["m", 10, 13_000], ["t", 10, 13_000], ["late", 5, 13_000], [
      "t",
      5,
      13_000,
    ]],
    rests: [["late", 5, 13_000]],
  },
  {
    rule: "the display at the price limit was there first too",
    play: () => trading({ asks: [[7_000, 50]] }).enter(market("m", "sell", 10), market("t", "buy", 55)),
    fills: [["t", 50, 7_000], ["m", 5, 7_000], ["t", 5, 7_000]],
    rests: [["m", 5, null]],
  },
];

testRows("limit orders", LIMITS);
testRows("market orders", MARKETS);

Deno.test("a fill tells who was on the other side, when, and what was displayed", () => {
  const day = trading({ ...BOTH, print: [9_900, 5, "sell"] }).enter(
    limit("u", "sell", 10, 10_000),
    market("a", "buy", 35),
  );
  const quote = { last: 9_900, bid: 9_900, ask: 10_000, at: day.at };
  const both = { price: 10_000, at: day.at, sliceSeq: 0, rule: "continuous", quote } as const;
  assert.deepEqual(day.fills, [
    { ...both, orderId: "u", quantity: 5, n: 0, against: "order", cumulativeQuantity: 5, cumulativeAmount: 50_000 },
    { ...both, orderId: "a", quantity: 5, n: 0, against: "order", cumulativeQuantity: 5, cumulativeAmount: 50_000 },
    { ...both, orderId: "a", quantity: 30, n: 1, against: "tape", cumulativeQuantity: 35, cumulativeAmount: 350_000 },
  ]);
});

Deno.test("what cannot be an order throws", () => {
  const day = trading(BOTH).enter(limit("a", "buy", 10, 9_000));
  assert.throws(() => day.enter(limit("a", "buy", 10, 9_000)), /live already: a/);
  for (const quantity of [0, -1, 1.5, NaN, 2 ** 53]) {
    assert.throws(() => day.enter(market("b", "buy", quantity)), RangeError);
  }
  for (const price of [0, 9_950, -100, NaN]) assert.throws(() => day.enter(limit("b", "buy", 1, price)), RangeError);
  assert.throws(() => day.enter({ ...market("b", "buy", 1), type: "limit" }), RangeError);
  assert.throws(() => day.enter({ ...limit("b", "buy", 1, 9_000), type: "market" }), RangeError);
  assert.throws(() => day.enter({ ...limit("b", "buy", 1, 9_000), type: "stop_limit" }), RangeError);
  assert.throws(() => day.enter({ ...limit("b", "buy", 1, 9_000), stopPrice: 9_000 }), RangeError);
  assert.deepEqual(short(day.fills), []);
});
