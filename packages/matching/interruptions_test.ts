// Volatility interruptions (변동성완화장치, Reg §26-2) that users' orders or the tape set off.
import assert from "node:assert/strict";
import { displayed, type Row, short, testRows, trading } from "./testing/day.ts";
import { best, CLOSES, CLOSING_FROM, conditional, limit, market, type Shown } from "./testing/fixtures.ts";

/** Six percent from the last price, as most issues have it in continuous trading. */
const interrupts = (price: number, last: number) => Math.abs(price - last) * 100 >= last * 6;
const VI_MS = 120_000;
const LADDER: Shown = { asks: [[10_000, 10], [10_600, 10]], bids: [[9_900, 10]] };
const volatile = (shown = LADDER) => trading(shown, { interrupts, interruptionMs: () => VI_MS });

const BEGINS: readonly Row[] = [
  {
    rule: "an order trades up to the price that would interrupt trading, and rests",
    play: () => volatile().enter(limit("a", "buy", 15, 10_600)),
    fills: [["a", 10, 10_000]],
    rests: [["a", 5, 10_600]],
  },
  {
    rule: "from then on orders gather: nothing trades, and IOC is not taken",
    play: () =>
      volatile().enter(market("a", "buy", 15)).enter(
        limit("b", "sell", 3, 9_900),
        limit("c", "buy", 1, 10_600, { timeInForce: "ioc" }),
      )
        .slice({ ...LADDER, print: [10_000, 50, "sell"] }),
    fills: [["a", 10, 10_000]],
    rests: [["a", 5, null], ["b", 3, 9_900]],
    ended: [["c", "not_now"]],
  },
  {
    rule: "an IOC order sets it off too, and ends",
    play: () => volatile().enter(market("a", "buy", 15, { timeInForce: "ioc" }), limit("b", "buy", 1, 10_600)),
    fills: [["a", 10, 10_000]],
    rests: [["b", 1, 10_600]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "a user's order at such a price sets it off as the display does, and a resting market order's price",
    play: () =>
      volatile({}).enter(limit("s", "sell", 5, 10_700), market("m", "sell", 5), limit("a", "buy", 5, 9_000))
        .enter(limit("b", "buy", 5, 10_700)),
    // The market order counts one tick below the best offer, 10,600, or what the bid says: 9,000. Both are too far.
    rests: [["s", 5, 10_700], ["m", 5, null], ["a", 5, 9_000], ["b", 5, 10_700]],
  },
];

const ENDS: readonly Row[] = [
  {
    rule: "its auction is matched when it ends, with what is displayed then (Reg §23)",
    play: () =>
      volatile().enter(limit("a", "buy", 15, 10_600), limit("b", "sell", 2, 10_300)).wait(VI_MS - 2_000)
        .slice({ asks: [[10_500, 10]], bids: [[9_900, 10]] }, 1_000_000 + VI_MS - 1_000).until(1_000_000 + VI_MS),
    // Three more than the 2 at 10,300 are wanted, and 10,500 is the nearest price at which they are offered.
    fills: [["a", 10, 10_000], ["a", 5, 10_500], ["b", 2, 10_500]],
  },
  {
    rule: "not a moment earlier",
    play: () => volatile().enter(limit("a", "buy", 15, 10_600), limit("b", "sell", 2, 10_300)).wait(VI_MS - 1),
    fills: [["a", 10, 10_000]],
    rests: [["a", 5, 10_600], ["b", 2, 10_300]],
  },
  {
    rule: "a display that is too old by then takes no part; where more is wanted than offered the bid is the price",
    play: () => volatile().enter(limit("a", "buy", 15, 10_600), limit("b", "sell", 2, 10_300)).wait(VI_MS),
    fills: [["a", 10, 10_000], ["a", 2, 10_600], ["b", 2, 10_600]],
    rests: [["a", 3, 10_600]],
  },
  {
    rule: "shares of the display that have traded are not there again",
    play: () =>
      trading(LADDER, { interrupts, interruptionMs: () => 5_000 }).enter(limit("a", "buy", 30, 10_600)).wait(5_000)
        .enter(market("b", "buy", 5)),
    fills: [["a", 10, 10_000], ["a", 10, 10_600]],
    rests: [["a", 10, 10_600], ["b", 5, null]],
  },
  {
    rule: "nor is the print of an auction of the tape's that has been matched",
    play: () =>
      trading({}, { interrupts, interruptionMs: () => 5_000 }).slice({ trading: "auction" })
        .slice({ rule: "volatility_auction", print: [10_000, 500, "buy"], asks: [[10_600, 5]] })
        .enter(limit("a", "buy", 5, 10_600)).wait(5_000).enter(limit("b", "buy", 300, 9_900)),
    fills: [["a", 5, 10_600]],
    rests: [["b", 300, 9_900]],
  },
  {
    rule: "its own price interrupts nothing, and continuous trading goes on from it",
    play: () =>
      volatile().enter(limit("a", "buy", 12, 10_600), limit("b", "sell", 2, 10_600)).wait(VI_MS)
        .slice({ asks: [[11_000, 4]] }).enter(market("c", "buy", 4)),
    fills: [["a", 10, 10_000], ["a", 2, 10_600], ["b", 2, 10_600], ["c", 4, 11_000]],
  },
  {
    rule: "the tape's own auction in between is the one that is matched",
    play: () =>
      volatile().enter(limit("a", "buy", 15, 10_600)).slice({ rule: "volatility_auction", print: [10_400, 500, "buy"] })
        .enter(limit("s", "sell", 1, 9_000)),
    fills: [["a", 10, 10_000], ["a", 5, 10_400]],
    rests: [["s", 1, 9_000]],
  },
  {
    rule: "the closing auction takes over what gathers at 15:20",
    play: () =>
      volatile().until(CLOSING_FROM - 1_000).slice(LADDER, CLOSING_FROM - 500).enter(
        market("a", "buy", 15),
        conditional("c", "sell", 2, 12_000),
      )
        .until(CLOSING_FROM + VI_MS + 1).enter(limit("s", "sell", 1, 9_000)).slice({ rule: "closing_auction" }, CLOSES),
    fills: [["a", 10, 10_000], ["a", 3, 10_000], ["c", 2, 10_000], ["s", 1, 10_000]],
    rests: [["a", 2, null]],
  },
];

const OF_THE_TAPE: readonly Row[] = [
  {
    rule: "where the tape's slice says that orders gather, they do, until its auction",
    play: () =>
      trading(LADDER).enter(limit("a", "buy", 10, 9_900)).slice({ ...LADDER, trading: "auction" })
        .enter(limit("b", "buy", 10, 10_100), best("c", "buy", 1)).slice({
          ...LADDER,
          trading: "auction",
          print: [9_000, 50, "sell"],
        })
        .slice({ ...LADDER, rule: "volatility_auction", print: [10_000, 500, "buy"] }),
    fills: [["b", 10, 10_000]],
    rests: [["a", 10, 9_900]],
    ended: [["c", "not_now"]],
  },
  {
    rule: "where it goes on without having told of the auction, what gathered is matched then",
    play: () =>
      trading().slice({ trading: "auction" }).enter(limit("a", "buy", 10, 10_300), limit("b", "sell", 10, 9_700)).slice(
        LADDER,
      ),
    fills: [["a", 10, 10_000], ["b", 10, 10_000]],
  },
  {
    rule: "a tape that halts matches nothing until it says what is next",
    play: () =>
      trading(LADDER).slice({ trading: "halted" }).enter(limit("a", "buy", 10, 10_000)).slice({
        ...LADDER,
        trading: "halted",
      })
        .slice({ ...LADDER, trading: "auction" }).enter(limit("b", "sell", 4, 9_900))
        .slice({ rule: "reopening_auction", print: [9_900, 100, "sell"] }),
    fills: [["a", 10, 9_900], ["b", 4, 9_900]],
  },
  {
    rule: "or until it just goes on",
    play: () => trading(LADDER).slice({ trading: "halted" }).enter(limit("a", "buy", 15, 10_000)).slice(LADDER),
    fills: [["a", 10, 10_000]],
    rests: [["a", 5, 10_000]],
  },
];

testRows("what sets an interruption off", BEGINS);
testRows("how an interruption ends", ENDS);
testRows("interruptions of the tape's", OF_THE_TAPE);

Deno.test("the fills of an interruption's auction tell of it, at its moment", () => {
  const day = volatile().enter(limit("a", "buy", 15, 10_600), limit("b", "sell", 2, 10_300)).wait(VI_MS + 3_000);
  assert.deepEqual(day.fills.slice(1).map(({ rule, at }) => [rule, at]), [
    ["volatility_auction", 1_000_000 + VI_MS],
    ["volatility_auction", 1_000_000 + VI_MS],
  ]);
  assert.equal(day.book.auctionPrice, 10_600);
});

Deno.test("the display goes on while orders gather, and nobody trades with it", () => {
  const day = volatile().enter(market("a", "buy", 15)).slice({ asks: [[10_600, 7]], bids: [[9_900, 25]] });
  assert.deepEqual(displayed(day), [["buy", 9_900, 25], ["sell", 10_600, 7]]);
  assert.deepEqual(short(day.fills), [["a", 10, 10_000]]);
});
