// Stop-limit orders (스톱지정가), which the exchange has had since 2025-03-04. Sources: Reg §2(4), Enf §4-4 and §13.
import assert from "node:assert/strict";
import { Day, testRows, trading } from "./testing/day.ts";
import { CLOSES, CLOSING_FROM, limit, market, mid, stop } from "./testing/fixtures.ts";

const BOTH = { asks: [[10_000, 30], [10_100, 50]], bids: [[9_900, 40], [9_800, 60]] } as const;

testRows("stop-limit orders", [
  {
    rule: "a buy waits until the last price is at its stop or above, and is a limit order then",
    play: () => {
      const day = trading(BOTH).enter(stop("a", "buy", 40, 10_200, 10_100)).slice({
        ...BOTH,
        print: [10_100, 5, "buy"],
      });
      assert.deepEqual(day.fills, []);
      return day.slice({ ...BOTH, print: [10_200, 5, "buy"] });
    },
    fills: [["a", 30, 10_000], ["a", 10, 10_100]],
  },
  {
    rule: "a sell waits until it is at its stop or below",
    play: () =>
      trading(BOTH).enter(stop("a", "sell", 50, 9_800, 9_900), stop("b", "sell", 10, 9_700, 9_700))
        .slice({ ...BOTH, print: [9_800, 5, "sell"] }),
    fills: [["a", 40, 9_900]],
    rests: [["b", 10, null], ["a", 10, 9_900]],
  },
  {
    rule:
      "one whose stop the last price has reached already is a limit order at once; before any trade the base counts",
    play: () => trading(BOTH).enter(stop("a", "buy", 40, 10_000, 10_000), stop("b", "buy", 5, 10_100, 10_100)),
    fills: [["a", 30, 10_000]],
    rests: [["a", 10, 10_000], ["b", 5, null]],
  },
  {
    rule: "users' trades set off stops too",
    play: () =>
      trading().enter(
        stop("a", "buy", 10, 10_300, 10_500),
        limit("x", "sell", 5, 10_300),
        limit("y", "sell", 5, 10_400),
      )
        .enter(market("t", "buy", 5)),
    fills: [["x", 5, 10_300], ["t", 5, 10_300], ["y", 5, 10_400], ["a", 5, 10_400]],
    rests: [["a", 5, 10_500]],
  },
  {
    rule: "one stop's trade sets off the next, which comes after all that were set off before",
    play: () =>
      trading().enter(
        limit("x", "sell", 10, 10_300),
        limit("y", "sell", 10, 10_400),
        limit("z", "sell", 10, 10_500),
        stop("third", "buy", 5, 10_400, 10_500),
        stop("first", "buy", 12, 10_300, 10_400),
        stop("second", "buy", 3, 10_300, 10_400),
      ).enter(market("t", "buy", 5)),
    fills: [
      ["x", 5, 10_300],
      ["t", 5, 10_300],
      ["x", 5, 10_300],
      ["first", 5, 10_300],
      ["y", 7, 10_400],
      ["first", 7, 10_400],
      ["y", 3, 10_400],
      ["second", 3, 10_400],
      ["z", 5, 10_500],
      ["third", 5, 10_500],
    ],
    rests: [["z", 5, 10_500]],
  },
  {
    rule: "stops that one trade sets off come in the order of their entry, not of their stops",
    play: () =>
      trading().enter(stop("far", "buy", 10, 10_400, 10_000), stop("near", "buy", 10, 10_200, 10_000))
        .slice({ print: [10_500, 1, "buy"] }).enter(market("t", "sell", 15)),
    fills: [["far", 10, 10_000], ["near", 5, 10_000], ["t", 15, 10_000]],
    rests: [["near", 5, 10_000]],
  },
  {
    rule: "its priority is that of the moment it was set off, not of its entry",
    play: () =>
      trading().enter(stop("stop", "buy", 10, 10_200, 10_000), limit("later", "buy", 10, 10_000))
        .slice({ print: [10_200, 1, "buy"] }).enter(limit("last", "buy", 10, 10_000)).enter(market("t", "sell", 25)),
    fills: [["later", 10, 10_000], ["stop", 10, 10_000], ["last", 5, 10_000], ["t", 25, 10_000]],
    rests: [["last", 5, 10_000]],
  },
  {
    rule: "a price that was the last one for a moment only, within a sweep, sets it off all the same",
    play: () =>
      trading({ asks: [[10_000, 5]] }).enter(stop("stop", "sell", 5, 9_900, 9_500), market("m", "sell", 5))
        .enter(market("t", "buy", 10)),
    fills: [["m", 5, 9_900], ["t", 5, 9_900], ["t", 5, 10_000]],
    rests: [["stop", 5, 9_500]],
  },
  {
    rule: "so does a print before the display trades elsewhere",
    play: () =>
      trading().enter(limit("u", "buy", 5, 10_100), stop("stop", "buy", 5, 10_400, 10_000))
        .slice({ asks: [[10_000, 5]], print: [10_400, 1, "buy"] }),
    fills: [["u", 5, 10_100]],
    rests: [["stop", 5, 10_000]],
  },
  {
    rule: "a mid-price trade sets stops off, and a stop's quote lets mid-price orders meet",
    play: () =>
      trading({ asks: [[10_300, 5]] }).enter(
        mid("a", "buy", 5),
        mid("b", "sell", 5),
        stop("s", "buy", 5, 10_100, 9_900),
        stop("s2", "buy", 5, 10_200, 9_800),
      ).slice({ asks: [[10_300, 5]], print: [10_100, 1, "buy"] }),
    // The quote of the first stop makes the middle 10,100.
    fills: [["a", 5, 10_100], ["b", 5, 10_100]],
    rests: [["s2", 5, null], ["s", 5, 9_900]],
  },
  {
    rule: "the mid-price trade's own stops come at once, not with whatever is next",
    play: () =>
      trading({ asks: [[10_300, 5]], print: [10_400, 1, "buy"] }).enter(
        mid("a", "buy", 5),
        mid("b", "sell", 5),
        stop("s", "sell", 5, 10_000, 9_800),
      ).enter(limit("q", "buy", 1, 9_700)),
    fills: [["a", 5, 10_000], ["b", 5, 10_000]],
    rests: [["q", 1, 9_700], ["s", 5, 9_800]],
  },
  {
    rule: "a call auction's price sets it off, after the auction",
    play: () =>
      new Day().enter(stop("a", "buy", 10, 10_300, 10_400)).slice({
        rule: "opening_auction",
        print: [10_300, 500, "buy"],
      }),
    rests: [["a", 10, 10_400]],
  },
  {
    rule: "nothing sets it off while its book only gathers",
    play: () =>
      trading().enter(stop("a", "buy", 10, 10_300, 10_400)).until(CLOSING_FROM).slice({ print: [10_500, 5, "buy"] }),
    rests: [["a", 10, null]],
  },
  {
    rule: "it never trades outside its limit, wherever its stop is",
    play: () => trading(BOTH).enter(stop("a", "buy", 10, 10_200, 9_000)).slice({ ...BOTH, print: [10_300, 5, "buy"] }),
    rests: [["a", 10, 9_000]],
  },
  {
    rule: "it ends with the session",
    play: () => trading(BOTH).enter(stop("a", "buy", 10, 10_200, 10_200)).until(CLOSES).close(),
    ended: [["a", "expired"]],
  },
]);

Deno.test("a stop that was set off is told of as changed, with its new place", () => {
  const day = trading().enter(stop("a", "buy", 10, 10_200, 10_000)).slice({ print: [10_200, 1, "buy"] });
  const { restPrice, enteredAt, entrySeq } = day.changed.at(-1) ?? assert.fail("nothing changed");
  assert.deepEqual([restPrice, enteredAt, entrySeq], [10_000, day.at, 1]);
});
