// Best-limit (최유리), top-limit (최우선), conditional limit (조건부) and mid-price (중간가) orders.
import assert from "node:assert/strict";
import { Day, type Row, testRows, trading } from "./testing/day.ts";
import { best, CLOSES, CLOSING_FROM, conditional, limit, market, mid, top } from "./testing/fixtures.ts";

const ASKS = [[10_000, 30], [10_100, 50]] as const;
const BIDS = [[9_900, 40], [9_800, 60]] as const;
const BOTH = { asks: ASKS, bids: BIDS };
const CLOSING = { rule: "closing_auction", bids: BIDS, asks: ASKS } as const;

const BEST: readonly Row[] = [
  {
    rule: "a best-limit order takes the other side's best price for its limit and rests there (Enf §3)",
    play: () => trading(BOTH).enter(best("a", "buy", 50)),
    fills: [["a", 30, 10_000]],
    rests: [["a", 20, 10_000]],
  },
  {
    rule: "users' orders are quotes too",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_900), limit("v", "sell", 5, 10_000)).enter(best("a", "sell", 60)),
    fills: [["u", 10, 9_900], ["a", 10, 9_900], ["a", 40, 9_900]],
    rests: [["v", 5, 10_000], ["a", 10, 9_900]],
  },
  {
    rule: "without one there, its own side's best and one tick, the worse for it (Enf §3)",
    play: () => trading({ bids: BIDS }).enter(best("a", "buy", 50)),
    rests: [["a", 50, 10_000]],
  },
  {
    rule: "a sell one tick below the best offer",
    play: () => trading({ asks: ASKS }).enter(best("a", "sell", 50)),
    rests: [["a", 50, 9_900]],
  },
  {
    rule: "that tick does not leave the price limits",
    play: () => trading({ asks: [[7_000, 5]] }).enter(best("a", "sell", 50)),
    rests: [["a", 50, 7_000]],
  },
  {
    rule: "without any quote, the last price (Enf §3)",
    play: () => trading({ print: [9_700, 5, "buy"] }).enter(best("a", "buy", 50)),
    rests: [["a", 50, 9_700]],
  },
  {
    rule: "a last price between two ticks counts as the one above (D)",
    play: () => trading({ print: [9_750, 5, "buy"] }).enter(best("a", "buy", 50)),
    rests: [["a", 50, 9_800]],
  },
];
const TOP: readonly Row[] = [
  {
    rule: "a top-limit order takes its own side's best price for its limit (Enf §4)",
    play: () => trading(BOTH).enter(top("a", "buy", 10), top("b", "sell", 10)),
    rests: [["a", 10, 9_900], ["b", 10, 10_000]],
  },
  {
    rule: "users' orders are quotes too",
    play: () => trading({ asks: [[10_200, 5]], bids: BIDS }).enter(limit("u", "sell", 5, 10_100), top("a", "sell", 10)),
    rests: [["u", 5, 10_100], ["a", 10, 10_100]],
  },
  {
    rule: "without a quote on its side, the last price, at which it may trade at once (Enf §4)",
    play: () => trading({ asks: ASKS, print: [10_000, 1, "buy"] }).enter(top("a", "buy", 40)),
    fills: [["a", 30, 10_000]],
    rests: [["a", 10, 10_000]],
  },
  {
    rule: "a last price between two ticks counts as the one above (D)",
    play: () => trading({ print: [9_950, 1, "buy"] }).enter(top("a", "buy", 40), top("b", "sell", 10)),
    fills: [["a", 10, 10_000], ["b", 10, 10_000]],
    rests: [["a", 30, 10_000]],
  },
  {
    rule: "the price stays what it was at the entry, wherever the quotes go",
    play: () => trading(BOTH).enter(top("a", "buy", 10)).slice({ bids: [[10_300, 5]], asks: [[10_400, 5]] }),
    rests: [["a", 10, 9_900]],
  },
];

const CONDITIONAL: readonly Row[] = [
  {
    rule: "a conditional limit order is a limit order during the day (Enf §4-2)",
    play: () => trading(BOTH).enter(conditional("a", "buy", 100, 10_000)),
    fills: [["a", 30, 10_000]],
    rests: [["a", 70, 10_000]],
  },
  {
    rule: "and a market order in the closing auction (Enf §4-2)",
    play: () =>
      trading().enter(conditional("a", "buy", 10, 9_000), limit("b", "sell", 10, 10_200)).until(CLOSING_FROM)
        .slice({ rule: "closing_auction" }, CLOSES),
    fills: [["a", 10, 10_200], ["b", 10, 10_200]],
  },
  {
    rule: "those are taken in by price, then time, when the closing auction begins (Enf §10)",
    play: () =>
      trading().enter(
        conditional("low", "buy", 10, 9_000),
        conditional("first", "buy", 10, 9_500),
        conditional("second", "buy", 10, 9_500),
      ).until(CLOSING_FROM).enter(limit("s", "sell", 25, 9_900)).slice({ rule: "closing_auction" }, CLOSES),
    fills: [["first", 10, 10_000], ["second", 10, 10_000], ["low", 5, 10_000], ["s", 25, 10_000]],
    rests: [["low", 5, null]],
  },
  {
    rule: "a market order that came before 15:20 goes before them, one that came after behind",
    play: () =>
      trading().enter(conditional("c", "buy", 10, 9_000), market("early", "buy", 10)).until(CLOSING_FROM)
        .enter(market("late", "buy", 10), limit("s", "sell", 25, 10_000)).slice({ rule: "closing_auction" }, CLOSES),
    fills: [["early", 10, 10_000], ["c", 10, 10_000], ["late", 5, 10_000], ["s", 25, 10_000]],
    rests: [["late", 5, null]],
  },
  {
    rule: "a market order at the upper limit has its place by time among the bids there (Enf §10)",
    play: () =>
      trading().enter(conditional("c", "buy", 10, 9_000)).until(CLOSING_FROM)
        .enter(limit("late", "buy", 10, 13_000), limit("s", "sell", 15, 13_000)).slice(
          { rule: "closing_auction" },
          CLOSES,
        ),
    fills: [["c", 10, 13_000], ["late", 5, 13_000], ["s", 15, 13_000]],
    rests: [["late", 5, 13_000]],
  },
  {
    rule: "none is taken while the closing auction gathers (Enf §10)",
    play: () => trading(BOTH).until(CLOSING_FROM).enter(conditional("a", "buy", 10, 9_000)),
    ended: [["a", "not_now"]],
  },
  {
    rule: "before the open it gathers with its limit",
    play: () => new Day().enter(conditional("a", "buy", 10, 9_900)).slice({ ...BOTH, rule: "opening_auction" }),
    rests: [["a", 10, 9_900]],
  },
  {
    rule: "the tape's closing slice alone, without a clock before it, converts them as well",
    play: () => trading().enter(conditional("a", "buy", 10, 9_000)).slice(CLOSING, CLOSES),
    fills: [["a", 10, 10_000]],
  },
];

const MID: readonly Row[] = [
  {
    rule: "mid-price orders meet at the middle of the quotes, rounded down to the won (Enf §4-3, 2025-03-04)",
    play: () => trading({ asks: [[10_000, 5]], bids: [[9_900, 5]] }).enter(mid("a", "buy", 10), mid("b", "sell", 4)),
    fills: [["a", 4, 9_950], ["b", 4, 9_950]],
    rests: [["a", 6, null]],
  },
  {
    rule: "half a won is rounded down",
    play: () =>
      trading({ asks: [[7_003, 5]], bids: [[7_000, 5]] }, { ticks: [[Infinity, 1]] }).enter(
        mid("a", "buy", 4),
        mid("b", "sell", 4),
      ),
    fills: [["a", 4, 7_001], ["b", 4, 7_001]],
  },
  {
    rule: "for whoever takes it too",
    play: () =>
      trading({ asks: [[7_003, 5]], bids: [[7_000, 5]] }, { ticks: [[Infinity, 1]] }).enter(
        mid("a", "sell", 4),
        limit("b", "buy", 4, 7_003),
      ),
    fills: [["a", 4, 7_001], ["b", 4, 7_001]],
  },
  {
    rule: "a limit that reaches the middle takes it before any price of the other side",
    play: () => trading(BOTH).enter(mid("a", "sell", 10), limit("b", "buy", 15, 10_000)),
    fills: [["a", 10, 9_950], ["b", 10, 9_950], ["b", 5, 10_000]],
  },
  {
    rule: "a limit that does not reach it does not",
    play: () => trading(BOTH).enter(mid("a", "sell", 10), limit("b", "buy", 15, 9_900)),
    rests: [["a", 10, null], ["b", 15, 9_900]],
  },
  {
    rule: "suspended while a side has no quote (Enf §4-3)",
    play: () => trading({ asks: ASKS }).enter(mid("a", "buy", 10), mid("b", "sell", 10)),
    rests: [["a", 10, null], ["b", 10, null]],
  },
  {
    rule: "it goes on when a user's order makes the quote, the earlier first",
    play: () =>
      trading({ asks: ASKS }).enter(mid("a", "buy", 10), mid("b", "buy", 10), mid("c", "sell", 15)).enter(
        limit("q", "buy", 1, 9_800),
      ),
    fills: [["a", 10, 9_900], ["c", 10, 9_900], ["b", 5, 9_900], ["c", 5, 9_900]],
    rests: [["b", 5, null], ["q", 1, 9_800]],
  },
  {
    rule: "or when the tape shows it",
    play: () => trading().enter(mid("a", "buy", 10), mid("b", "sell", 10)).slice(BOTH),
    fills: [["a", 10, 9_950], ["b", 10, 9_950]],
  },
  {
    rule: "a print beyond the middle trades with it at the middle, before what has a price",
    play: () =>
      trading(BOTH).enter(mid("a", "buy", 10), limit("b", "buy", 10, 9_900)).slice({
        ...BOTH,
        print: [9_900, 15, "sell"],
      }),
    fills: [["a", 10, 9_950]],
    rests: [["b", 10, 9_900]],
  },
  {
    rule: "a print that does not reach the middle does not",
    play: () => trading(BOTH).enter(mid("a", "buy", 10)).slice({ ...BOTH, print: [10_000, 15, "sell"] }),
    rests: [["a", 10, null]],
  },
  {
    rule: "it ends at 15:20 (Enf §4-3)",
    play: () => trading(BOTH).enter(mid("a", "buy", 10)).until(CLOSING_FROM),
    ended: [["a", "expired"]],
  },
  {
    rule: "they end in the order of their places",
    play: () => trading(BOTH).enter(mid("a", "buy", 10), mid("b", "buy", 10)).amend("a", 11, null).until(CLOSING_FROM),
    ended: [["b", "expired"], ["a", "expired"]],
  },
  {
    rule: "not taken in a call auction, in which one that rests takes no part (Enf §4-3)",
    play: () =>
      trading(BOTH).enter(mid("a", "buy", 10)).slice({ ...BOTH, trading: "auction" }).enter(mid("b", "buy", 10))
        .slice({ ...BOTH, rule: "volatility_auction", print: [9_900, 500, "sell"] }),
    rests: [["a", 10, null]],
    ended: [["b", "not_now"]],
  },
];

testRows("best-limit orders", BEST);
testRows("top-limit orders", TOP);
testRows("conditional limit orders", CONDITIONAL);
testRows("mid-price orders", MID);

Deno.test("best, top and mid-price orders are not taken in auctions and halts", () => {
  const days = {
    opening: () => new Day(),
    volatility: () => trading({ ...BOTH, trading: "auction" }),
    closing: () => trading(BOTH).until(CLOSING_FROM),
    halt: () => trading(BOTH).halt({ haltedFrom: 1_000_001, haltedUntil: 1_500_000, auctionUntil: 1_600_000 }).wait(10),
    "reopening after it": () =>
      trading(BOTH).halt({ haltedFrom: 1_000_001, haltedUntil: 1_500_000, auctionUntil: 1_600_000 }).until(1_500_000),
  };
  for (const [name, day] of Object.entries(days)) {
    const { ended } = day().enter(
      best("a", "buy", 1),
      top("b", "buy", 1),
      mid("c", "buy", 1),
      limit("d", "buy", 1, 9_000),
    );
    assert.deepEqual(ended.map(({ orderId, reason }) => `${orderId} ${reason}`), [
      "a not_now",
      "b not_now",
      "c not_now",
    ], name);
  }
});
