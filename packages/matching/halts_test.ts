// Halts and circuit breakers (Reg §25, Enf §39): no matching, then a reopening auction, then continuous trading. Orders that are there wait.
import assert from "node:assert/strict";
import { Day, type Row, short, testRows, trading } from "./testing/day.ts";
import { CLOSES, CLOSING_FROM, conditional, limit, market, mid, OPENS, stop } from "./testing/fixtures.ts";
import type { Halt } from "./types.ts";

const BOTH = { asks: [[10_000, 30]], bids: [[9_900, 40]] } as const;
/** Ten minutes in, for twenty minutes, and ten more until the reopening auction; in thirds of that, since the test's day is short. */
const FROM = OPENS + 100_000;
const HALT: Halt = { haltedFrom: FROM, haltedUntil: FROM + 200_000, auctionUntil: FROM + 300_000 };
const halted = (halt = HALT) => trading(BOTH).halt(halt);

testRows(
  "halts",
  [
    {
      rule: "from its moment on nothing is matched, neither with the tape nor among users",
      play: () =>
        halted().enter(limit("a", "buy", 10, 9_900)).until(FROM)
          .enter(limit("b", "sell", 10, 9_900), market("c", "buy", 10)).slice({ ...BOTH, print: [9_800, 90, "sell"] }),
      rests: [["a", 10, 9_900], ["b", 10, 9_900], ["c", 10, null]],
    },
    {
      rule: "the moment before it still trades",
      play: () => halted().slice(BOTH, FROM - 1).enter(market("a", "buy", 10)),
      fills: [["a", 10, 10_000]],
    },
    {
      rule: "a slice of its very moment does not",
      play: () => halted().enter(limit("a", "buy", 10, 9_900)).slice({ print: [9_800, 90, "sell"] }, FROM),
      rests: [["a", 10, 9_900]],
    },
    {
      rule: "orders can be cancelled and changed, and stops wait",
      play: () =>
        halted().enter(limit("a", "buy", 10, 9_900), limit("b", "buy", 10, 9_900), stop("s", "buy", 1, 10_200, 10_200))
          .until(FROM)
          .cancel("a").amend("b", 5, 9_800).slice({ print: [10_300, 5, "buy"] }),
      rests: [["s", 1, null], ["b", 5, 9_800]],
    },
    {
      rule: "its auction is matched among users and with a young display, then trading goes on",
      play: () =>
        halted().until(FROM).enter(limit("a", "buy", 10, 10_200), limit("b", "sell", 4, 10_100))
          .until(FROM + 250_000).slice(BOTH, FROM + 299_000).until(FROM + 300_000).enter(market("c", "buy", 24)),
      fills: [["a", 10, 10_000], ["c", 20, 10_000], ["b", 4, 10_100], ["c", 4, 10_100]],
    },
    {
      rule: "not before its time, whatever auctions the tape has in between",
      play: () =>
        halted().until(FROM).enter(limit("a", "buy", 10, 10_200), limit("b", "sell", 4, 10_100)).until(FROM + 200_000)
          .slice({ rule: "volatility_auction", print: [10_000, 500, "buy"] }).until(FROM + 299_999),
      rests: [["a", 10, 10_200], ["b", 4, 10_100]],
    },
    {
      rule: "an order that comes while orders gather for it takes part",
      play: () =>
        halted().until(FROM + 200_000).enter(limit("a", "buy", 10, 10_200), limit("b", "sell", 4, 10_100))
          .until(FROM + 300_000),
      fills: [["a", 4, 10_200], ["b", 4, 10_200]],
      rests: [["a", 6, 10_200]],
    },
    {
      rule: "without a gathering trading goes on at once",
      play: () =>
        halted({ haltedFrom: FROM, haltedUntil: FROM + 10_000, auctionUntil: FROM + 10_000 }).until(FROM)
          .enter(limit("a", "buy", 10, 10_200), limit("b", "sell", 4, 10_100)).until(FROM + 10_000),
      fills: [["a", 4, 10_200], ["b", 4, 10_200]],
      rests: [["a", 6, 10_200]],
    },
    {
      rule: "one that was told of late holds from then on",
      play: () =>
        trading(BOTH).until(FROM + 50_000).slice(BOTH).enter(market("a", "buy", 5)).halt(HALT).wait(1).enter(
          market("b", "buy", 5),
        )
          .until(FROM + 300_000),
      fills: [["a", 5, 10_000]],
      rests: [["b", 5, null]],
    },
    {
      rule: "one that has passed when it is told of changes nothing",
      play: () => trading(BOTH).until(FROM + 400_000).slice(BOTH).halt(HALT).wait(1).enter(market("a", "buy", 5)),
      fills: [["a", 5, 10_000]],
    },
    {
      rule: "to the end of the day, not even the close is matched (Enf §13: orders end with the session)",
      play: () =>
        halted({ haltedFrom: FROM, haltedUntil: null, auctionUntil: null }).until(FROM)
          .enter(market("a", "buy", 10), mid("m", "buy", 1), conditional("c", "sell", 10, 9_900))
          .slice({ rule: "closing_auction", print: [10_000, 500, "buy"] }, CLOSES).close(),
      ended: [["m", "not_now"], ["a", "expired"], ["c", "expired"]],
    },
    {
      rule: "two halts after each other, the second in the first one's gathering",
      play: () => {
        const second = { haltedFrom: FROM + 250_000, haltedUntil: FROM + 350_000, auctionUntil: FROM + 400_000 };
        const day = trading(BOTH).halt(HALT, second).until(FROM).enter(
          limit("a", "buy", 4, 10_200),
          limit("b", "sell", 4, 10_100),
        );
        assert.deepEqual(short(day.until(FROM + 399_999).fills), []);
        return day.until(FROM + 400_000);
      },
      fills: [["a", 4, 10_100], ["b", 4, 10_100]],
    },
    {
      rule: "one that ends before the open leaves the opening auction to come",
      play: () =>
        new Day().halt({ haltedFrom: OPENS - 50_000, haltedUntil: OPENS - 20_000, auctionUntil: OPENS - 10_000 })
          .until(OPENS - 5_000).enter(limit("a", "buy", 4, 10_200), limit("b", "sell", 4, 10_100))
          .slice({ rule: "opening_auction", print: [10_000, 500, "buy"] }),
      fills: [["a", 4, 10_000]],
      rests: [["b", 4, 10_100]],
    },
    {
      rule: "one over the open lets the tape's opening pass",
      play: () =>
        new Day().halt({ haltedFrom: OPENS - 50_000, haltedUntil: OPENS + 20_000, auctionUntil: OPENS + 30_000 })
          .enter(limit("a", "buy", 4, 10_200), limit("b", "sell", 4, 10_100))
          .slice({ rule: "opening_auction", print: [10_000, 500, "buy"] }).until(OPENS + 30_000),
      fills: [["a", 4, 10_100], ["b", 4, 10_100]],
    },
    {
      rule: "one over 15:20 leads into the closing auction, which conditional limit orders join as market orders",
      play: () =>
        trading(BOTH).halt({
          haltedFrom: CLOSING_FROM - 5_000,
          haltedUntil: CLOSING_FROM + 5_000,
          auctionUntil: CLOSING_FROM + 9_000,
        })
          .enter(conditional("c", "buy", 4, 9_000), mid("m", "buy", 1)).until(CLOSING_FROM + 10_000)
          .enter(limit("b", "sell", 4, 10_100)).slice({ rule: "closing_auction" }, CLOSES),
      fills: [["c", 4, 10_100], ["b", 4, 10_100]],
      ended: [["m", "expired"]],
    },
    {
      rule: "so does its gathering",
      play: () =>
        trading(BOTH).halt({
          haltedFrom: CLOSING_FROM - 9_000,
          haltedUntil: CLOSING_FROM - 5_000,
          auctionUntil: CLOSING_FROM + 9_000,
        })
          .enter(conditional("c", "buy", 4, 9_000)).until(CLOSING_FROM + 10_000)
          .enter(limit("b", "sell", 4, 10_100)).slice({ rule: "closing_auction" }, CLOSES),
      fills: [["c", 4, 10_100], ["b", 4, 10_100]],
    },
    {
      rule: "an interruption that users' orders had set off is over with it",
      play: () =>
        trading({ asks: [[10_000, 10], [10_600, 10]] }, { interrupts: (price, last) => price - last >= 600 }).halt(HALT)
          .until(FROM - 1_000).slice({ asks: [[10_000, 10], [10_600, 10]] }, FROM - 500).enter(
            limit("a", "buy", 15, 10_600),
            limit("b", "sell", 5, 10_600),
          )
          .until(FROM + 299_999),
      fills: [["a", 10, 10_000]],
      rests: [["a", 5, 10_600], ["b", 5, 10_600]],
    },
  ] satisfies readonly Row[],
);

Deno.test("the fills of a reopening auction tell of it, at its moment", () => {
  const day = halted().until(FROM).enter(limit("a", "buy", 4, 10_200), limit("b", "sell", 4, 10_100)).until(
    FROM + 500_000,
  );
  assert.deepEqual(day.fills.map(({ rule, at }) => [rule, at]), [
    ["reopening_auction", FROM + 300_000],
    ["reopening_auction", FROM + 300_000],
  ]);
});

Deno.test("without a slice yet, what a fill saw is as old as the fill", () => {
  const day = new Day().halt({ haltedFrom: OPENS - 50_000, haltedUntil: OPENS + 10_000, auctionUntil: OPENS + 10_000 });
  day.until(OPENS + 10_000).enter(limit("a", "sell", 9, 10_000), limit("b", "buy", 2, 10_000)).wait(5_000);
  day.enter(limit("c", "buy", 2, 10_000)).wait(5_000).enter(limit("d", "buy", 2, 10_000));
  assert.deepEqual(day.fills.map(({ orderId, quote }) => [orderId, quote.at - OPENS, quote.last]), [
    ["a", 10_000, 10_000],
    ["b", 10_000, 10_000],
    ["a", 15_000, 10_000],
    ["c", 15_000, 10_000],
    ["a", 20_000, 10_000],
    ["d", 20_000, 10_000],
  ]);
});
