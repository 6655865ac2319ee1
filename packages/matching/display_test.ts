// The tape's display in the queues: what of it trades, and who stands before whom.
import assert from "node:assert/strict";
import { advance } from "./advance.ts";
import { displayed, resting, type Row, short, testRows, trading } from "./testing/day.ts";
import { limit, market, slice } from "./testing/fixtures.ts";

const ASKS = [[10_000, 30], [10_100, 50], [10_200, 80]] as const;
const BIDS = [[9_900, 40], [9_800, 60], [9_700, 90]] as const;
const BOTH = { asks: ASKS, bids: BIDS };

const TIME: readonly Row[] = [
  {
    rule: "what was displayed before an order came trades before it (Reg §22)",
    play: () => trading(BOTH).enter(limit("u", "buy", 10, 9_900)).enter(market("t", "sell", 45)),
    fills: [["u", 5, 9_900], ["t", 5, 9_900], ["t", 40, 9_900]],
    rests: [["u", 5, 9_900]],
  },
  {
    rule: "what is displayed more than before comes behind it",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_900)).slice({ bids: [[9_900, 70]] }).enter(market("t", "sell", 55)),
    fills: [["u", 10, 9_900], ["t", 10, 9_900], ["t", 45, 9_900]],
  },
  {
    rule: "what is displayed less leaves from the back, so that nobody who waits loses by it",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_900)).slice({ bids: [[9_900, 70]] }).slice({ bids: [[9_900, 20]] })
        .enter(market("t", "sell", 25)),
    fills: [["u", 5, 9_900], ["t", 5, 9_900], ["t", 20, 9_900]],
    rests: [["u", 5, 9_900]],
  },
  {
    rule: "the order that came first waits for no growth, the one after it does",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_900)).slice({ bids: [[9_900, 70]] }).enter(
        limit("v", "buy", 10, 9_900),
      )
        .enter(market("t", "sell", 85)),
    fills: [["u", 10, 9_900], ["v", 5, 9_900], ["t", 15, 9_900], ["t", 70, 9_900]],
    rests: [["v", 5, 9_900]],
  },
  {
    rule: "a price that is no longer displayed within the levels has nobody but users",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_800)).slice({ bids: [[9_900, 5], [9_700, 5]] })
        .enter(market("t", "sell", 18)),
    fills: [["t", 5, 9_900], ["u", 10, 9_800], ["t", 10, 9_800], ["t", 3, 9_700]],
  },
  {
    rule: "beyond the levels what was ahead stays ahead, and is not traded with",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_700)).slice({ bids: [[9_900, 5], [9_800, 5]] })
        .enter(market("t", "sell", 15)),
    fills: [["t", 5, 9_900], ["t", 5, 9_800], ["u", 5, 9_700], ["t", 5, 9_700]],
    rests: [["u", 5, 9_700]],
  },
  {
    rule: "and is ahead when the price is displayed again",
    play: () =>
      trading(BOTH).enter(limit("u", "buy", 10, 9_700)).slice({ bids: [[9_900, 5]] })
        .slice({ bids: [[9_700, 95]] }).enter(market("t", "sell", 98)),
    fills: [["u", 8, 9_700], ["t", 8, 9_700], ["t", 90, 9_700]],
    rests: [["u", 2, 9_700]],
  },
];

const CONSUMED: readonly Row[] = [
  {
    rule: "displayed shares are had once",
    play: () => trading(BOTH).enter(limit("a", "buy", 20, 10_000), limit("b", "buy", 20, 10_000)),
    fills: [["a", 20, 10_000], ["b", 10, 10_000]],
    rests: [["b", 10, 10_000]],
  },
  {
    rule: "each slice displays anew",
    play: () => trading(BOTH).enter(market("a", "buy", 30)).slice(BOTH).enter(market("b", "buy", 40)),
    fills: [["a", 30, 10_000], ["b", 30, 10_000], ["b", 10, 10_100]],
  },
  {
    rule: "a display older than allowed fills nothing that comes in, users' orders do",
    play: () =>
      trading(BOTH).wait(10_001).enter(
        limit("a", "buy", 10, 10_000),
        limit("b", "sell", 10, 9_900),
        limit("c", "sell", 5, 10_000),
      )
        .enter(market("d", "buy", 7)),
    fills: [["a", 10, 10_000], ["b", 10, 10_000], ["c", 5, 10_000], ["d", 5, 10_000]],
    rests: [["d", 2, null]],
  },
  {
    rule: "of exactly that age it does",
    play: () => trading(BOTH).wait(10_000).enter(limit("a", "buy", 10, 10_000)),
    fills: [["a", 10, 10_000]],
  },
  {
    rule: "it still shows who came first",
    play: () =>
      trading(BOTH).wait(10_001).enter(limit("a", "buy", 10, 9_900)).slice(BOTH).enter(market("t", "sell", 45)),
    fills: [["a", 5, 9_900], ["t", 5, 9_900], ["t", 40, 9_900]],
    rests: [["a", 5, 9_900]],
  },
];

const CROSSING: readonly Row[] = [
  {
    rule: "a display that crosses a resting limit trades with it at the limit, which was there first (Reg §24)",
    play: () => trading().enter(limit("a", "buy", 100, 10_100)).slice(BOTH),
    fills: [["a", 30, 10_100], ["a", 50, 10_100]],
    rests: [["a", 20, 10_100]],
  },
  {
    rule: "and with a resting market order at the displayed prices",
    play: () => trading({ print: [10_000, 1, "buy"] }).enter(market("a", "sell", 110)).slice(BOTH),
    fills: [["a", 40, 9_900], ["a", 60, 9_800], ["a", 10, 9_700]],
  },
  {
    rule: "market first, then the better price, then the earlier entry; each share once",
    play: () =>
      trading().enter(
        limit("early", "buy", 20, 10_100),
        limit("better", "buy", 25, 10_200),
        limit("late", "buy", 20, 10_100),
        market("market", "buy", 40),
      ).slice({ asks: [[10_000, 30], [10_100, 50]] }),
    fills: [["market", 30, 10_000], ["market", 10, 10_100], ["better", 25, 10_200], ["early", 15, 10_100]],
    rests: [["early", 5, 10_100], ["late", 20, 10_100]],
  },
  {
    rule: "at the price limit a market order waits for the limits before it (Enf §10)",
    play: () =>
      trading().enter(limit("first", "buy", 20, 13_000), market("market", "buy", 20), limit("last", "buy", 20, 13_000))
        .slice({ asks: [[10_000, 30]] }),
    fills: [["first", 20, 13_000], ["market", 10, 10_000]],
    rests: [["market", 10, null], ["last", 20, 13_000]],
  },
  {
    rule: "a slice while orders gather crosses nothing",
    play: () => trading().enter(limit("a", "buy", 10, 10_100)).slice({ ...BOTH, trading: "auction" }),
    rests: [["a", 10, 10_100]],
  },
];

const DOUBTFUL: readonly Row[] = [
  {
    rule: "one price outside the limits makes the whole slice doubtful: it shows nothing (Reg §20)",
    play: () => trading(BOTH).slice({ ...BOTH, asks: [...ASKS, [13_100, 5]] }).enter(limit("a", "buy", 10, 10_000)),
    rests: [["a", 10, 10_000]],
  },
  {
    rule: "and its print fills nothing",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 10, 9_900)).slice({ print: [9_000, 90, "sell"], bids: [[6_900, 5]] }),
    rests: [["a", 10, 9_900]],
  },
  {
    rule: "a print outside them is none",
    play: () => trading(BOTH).enter(limit("a", "buy", 10, 9_900)).slice({ print: [6_900, 90, "sell"] }),
    rests: [["a", 10, 9_900]],
  },
  {
    rule: "the next slice is as good as any",
    play: () => trading(BOTH).slice({ asks: [[13_100, 5]] }).slice(BOTH).enter(limit("a", "buy", 10, 10_000)),
    fills: [["a", 10, 10_000]],
  },
  {
    rule: "another symbol's slice is not this one's",
    play: () => trading().enter(limit("a", "buy", 10, 10_000)).slice({ ...BOTH, symbol: "000660" }),
    rests: [["a", 10, 10_000]],
  },
  {
    rule: "a displayed price off the tick is passed over",
    play: () => trading({ asks: [[9_950, 10], [10_000, 10]] }).enter(market("a", "buy", 15)),
    fills: [["a", 10, 10_000]],
    rests: [["a", 5, null]],
  },
  {
    rule: "so is one at the end of the levels: a print goes through the orders above it",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 10, 9_900)).slice({
        bids: [[9_750, 10]],
        asks: ASKS,
        print: [9_800, 60, "sell"],
      }),
    fills: [["a", 10, 9_900]],
  },
  {
    rule: "and through those below it on the other side",
    play: () =>
      trading(BOTH).enter(limit("a", "sell", 10, 10_000)).slice({
        bids: BIDS,
        asks: [[10_150, 10]],
        print: [10_100, 60, "buy"],
      }),
    fills: [["a", 10, 10_000]],
  },
  {
    rule: "a doubtful price is one among the best as well, however far from all orders",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 10, 9_000)).slice({ bids: [[13_100, 5], ...BIDS], asks: ASKS })
        .enter(limit("b", "sell", 10, 9_900)),
    rests: [["a", 10, 9_000], ["b", 10, 9_900]],
  },
  {
    rule: "on both sides",
    play: () =>
      trading(BOTH).enter(limit("a", "sell", 10, 11_000)).slice({ bids: BIDS, asks: [[6_900, 5], ...ASKS] })
        .enter(limit("b", "buy", 10, 10_000)),
    rests: [["a", 10, 11_000], ["b", 10, 10_000]],
  },
  {
    rule: "without market data nothing is matched",
    play: () =>
      trading(BOTH, { band: null }).slice(BOTH).enter(limit("a", "buy", 10, 10_000), limit("b", "sell", 10, 10_000)),
    rests: [["a", 10, 10_000], ["b", 10, 10_000]],
  },
];

testRows("time priority between the display and orders", TIME);
testRows("what is displayed is consumed once", CONSUMED);
testRows("a display that crosses", CROSSING);
testRows("doubtful and foreign slices", DOUBTFUL);

Deno.test("the queues hold the display as it stands", () => {
  const day = trading(BOTH).enter(limit("u", "buy", 10, 9_900)).slice({ bids: [[9_900, 70]], asks: [[10_000, 5]] });
  assert.deepEqual(displayed(day), [["buy", 9_900, 40], ["buy", 9_900, 30], ["sell", 10_000, 5]]);
  day.enter(market("t", "sell", 15)).cancel("u");
  assert.deepEqual(displayed(day), [["buy", 9_900, 25], ["buy", 9_900, 30], ["sell", 10_000, 5]]);
  day.slice({ asks: [[10_000, 5]] });
  assert.deepEqual(displayed(day), [["sell", 10_000, 5]]);
});

Deno.test("slices that were applied, and those to come, change nothing", () => {
  const day = trading(BOTH).enter(limit("a", "buy", 70, 10_000));
  assert.deepEqual(short(day.fills), [["a", 30, 10_000]]);
  const again = slice(0, day.at, { ...BOTH, rule: "opening_auction" });
  const later = slice(1, day.at + 1, BOTH);
  day.apply(again, later);
  assert.deepEqual([short(day.fills), resting(day)], [[["a", 30, 10_000]], [["a", 40, 10_000]]]);
  advance(day.book, [again, later], day.at + 1);
  assert.equal(day.book.sliceSeq, 1);
  assert.equal(day.book.orders.get("a")?.left, 10);
});
