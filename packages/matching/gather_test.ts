// Call auctions on the book (단일가매매, Reg §23): users' orders, the volume that the tape printed, and what it displays, at one price.
import assert from "node:assert/strict";
import { Day, displayed, type Row, short, testRows, trading } from "./testing/day.ts";
import { CLOSES, CLOSING_FROM, limit, market, type Shown, stop } from "./testing/fixtures.ts";

/** An opening auction of 1,000 shares at 10,000: the tape's orders are 500 at 10,000 and 500 ten ticks keener on each side. */
const OPENING: Shown = { rule: "opening_auction", print: [10_000, 1_000, "buy"] };
const ASKS = [[10_100, 300], [10_200, 300]] as const;
const BIDS = [[9_900, 300], [9_800, 300]] as const;

const PRICES: readonly Row[] = [
  {
    rule: "a small order gets the tape's price exactly, whatever its limit",
    play: () =>
      new Day().enter(limit("a", "buy", 10, 12_000), market("b", "sell", 10), limit("c", "buy", 10, 10_000)).slice(
        OPENING,
      ),
    fills: [["a", 10, 10_000], ["c", 10, 10_000], ["b", 10, 10_000]],
  },
  {
    rule: "a limit that the price does not reach takes no part",
    play: () => new Day().enter(limit("a", "buy", 10, 9_900), limit("b", "sell", 10, 10_100)).slice(OPENING),
    rests: [["a", 10, 9_900], ["b", 10, 10_100]],
  },
  {
    rule: "as many shares as the tape's other half has do not move the price",
    play: () => new Day().enter(market("a", "buy", 500)).slice(OPENING),
    fills: [["a", 500, 10_000]],
  },
  {
    rule: "more do: the bids above a price must be no more than what is offered up to it (Reg §23(4))",
    play: () => new Day().enter(market("a", "buy", 700)).slice({ ...OPENING, asks: ASKS, bids: BIDS }),
    fills: [["a", 700, 10_100]],
  },
  {
    rule: "a huge order moves it through the display, and what it does not get waits",
    play: () => new Day().enter(limit("a", "buy", 5_000, 10_200)).slice({ ...OPENING, asks: ASKS, bids: BIDS }),
    // 1,600 are offered up to 10,200, and the tape's keen 500 bids come before.
    fills: [["a", 1_100, 10_200]],
    rests: [["a", 3_900, 10_200]],
  },
  {
    rule: "so on the other side",
    play: () => new Day().enter(limit("a", "sell", 5_000, 9_800)).slice({ ...OPENING, asks: ASKS, bids: BIDS }),
    fills: [["a", 1_100, 9_800]],
    rests: [["a", 3_900, 9_800]],
  },
  {
    rule: "without a print users' orders and the display make the price, the last one where it matches (Reg §23(5))",
    play: () =>
      new Day().enter(limit("a", "buy", 10, 10_300), limit("b", "sell", 10, 9_600)).slice({ rule: "opening_auction" }),
    fills: [["a", 10, 10_000], ["b", 10, 10_000]],
  },
  {
    rule: "an auction that matches nothing leaves everything as it is",
    play: () =>
      new Day().enter(limit("a", "buy", 10, 9_300), limit("b", "sell", 10, 9_600)).slice({ rule: "opening_auction" }),
    rests: [["a", 10, 9_300], ["b", 10, 9_600]],
  },
  {
    rule: "a print between two ticks stands at the ticks around it",
    play: () => new Day().enter(limit("a", "buy", 10, 10_000)).slice({ ...OPENING, print: [9_950, 1_000, "buy"] }),
    fills: [["a", 10, 10_000]],
  },
];

const SHARES: readonly Row[] = [
  {
    rule: "market first, then price, then time (Reg §22)",
    play: () =>
      new Day().enter(
        limit("at", "buy", 30, 10_000),
        limit("better", "buy", 30, 10_100),
        market("market", "buy", 30),
        limit("late", "buy", 30, 10_000),
        limit("s", "sell", 100, 10_000),
      ).slice({ rule: "opening_auction" }),
    fills: [["market", 30, 10_000], ["better", 30, 10_000], ["at", 30, 10_000], ["late", 10, 10_000], [
      "s",
      100,
      10_000,
    ]],
    rests: [["late", 20, 10_000]],
  },
  {
    rule: "the orders of the night are before the tape's in the opening auction",
    play: () => new Day().enter(limit("a", "buy", 400, 10_000)).slice(OPENING),
    fills: [["a", 400, 10_000]],
  },
  {
    rule: "an order of the last seconds is behind the tape's at its price",
    play: () =>
      trading().until(CLOSES - 1_000).enter(limit("a", "buy", 10, 10_000))
        .slice({ rule: "closing_auction", print: [10_000, 100, "buy"] }, CLOSES),
    rests: [["a", 10, 10_000]],
  },
  {
    rule: "one of halfway is behind the half of it that had come",
    play: () =>
      trading().until(CLOSES - 300_000).enter(limit("a", "buy", 100, 10_000))
        .slice({ rule: "closing_auction", print: [10_000, 100, "buy"] }, CLOSES),
    // Bids of 50 are keener, and 30 of the 50 at the price came before; 20 shares are left.
    fills: [["a", 20, 10_000]],
    rests: [["a", 80, 10_000]],
  },
  {
    rule: "one that came before the auction began to gather is before all of it",
    play: () =>
      trading().enter(limit("a", "buy", 50, 10_000)).until(CLOSES - 1_000)
        .slice({ rule: "closing_auction", print: [10_000, 100, "buy"] }, CLOSES),
    fills: [["a", 50, 10_000]],
  },
  {
    rule: "at the price limit the opening's bids are simultaneous: the larger first, 100 lots (Enf §34)",
    play: () =>
      new Day().enter(
        limit("early", "buy", 10, 13_000),
        limit("large", "buy", 300, 13_000),
        limit("s", "sell", 105, 13_000),
      )
        .slice({ rule: "opening_auction" }),
    fills: [["large", 100, 13_000], ["early", 5, 13_000], ["s", 105, 13_000]],
    rests: [["early", 5, 13_000], ["large", 200, 13_000]],
  },
  {
    rule: "the close's are not (Reg §22)",
    play: () =>
      trading().until(CLOSING_FROM).enter(
        limit("early", "buy", 10, 13_000),
        limit("large", "buy", 300, 13_000),
        limit("s", "sell", 105, 13_000),
      )
        .slice({ rule: "closing_auction" }, CLOSES),
    fills: [["early", 10, 13_000], ["large", 95, 13_000], ["s", 105, 13_000]],
    rests: [["large", 205, 13_000]],
  },
];

const AFTERWARDS: readonly Row[] = [
  {
    rule: "continuous trading goes on after the opening with what is left",
    play: () =>
      new Day().enter(limit("a", "buy", 1_200, 10_100)).slice({ ...OPENING, asks: ASKS }).enter(
        limit("s", "sell", 5, 9_000),
      ),
    // 1,300 are offered up to 10,100, and the tape's keen 500 bids come before.
    fills: [["a", 800, 10_100], ["a", 5, 10_100], ["s", 5, 10_100]],
    rests: [["a", 395, 10_100]],
  },
  {
    rule: "the closing auction ends the matching of the day: what comes then rests and expires",
    play: () =>
      trading({ asks: ASKS }).until(CLOSING_FROM).enter(limit("a", "buy", 10, 10_100)).slice({
        asks: ASKS,
        print: [10_000, 5, "sell"],
      })
        .slice({ rule: "closing_auction", asks: ASKS, print: [10_100, 100, "buy"] }, CLOSES)
        .enter(limit("b", "buy", 10, 10_200)).wait(20_000).close(),
    fills: [["a", 10, 10_100]],
    ended: [["b", "expired"]],
  },
  {
    rule: "nothing matches continuously from the moment on at which the closing auction takes orders",
    play: () =>
      trading({ asks: ASKS }, { maxQuoteAgeMs: 10_000_000 }).until(CLOSING_FROM - 1).enter(
        limit("a", "buy", 10, 10_100),
      )
        .until(CLOSING_FROM).enter(limit("b", "buy", 10, 10_100), limit("c", "sell", 10, 10_100)),
    fills: [["a", 10, 10_100]],
    rests: [["b", 10, 10_100], ["c", 10, 10_100]],
  },
  {
    rule: "an auction of the tape's that the book does not gather for is none in the closing window",
    play: () =>
      trading().until(CLOSING_FROM).enter(limit("a", "buy", 10, 10_100))
        .slice({ rule: "volatility_auction", print: [10_000, 100, "buy"] }).enter(limit("b", "sell", 10, 10_000)),
    rests: [["a", 10, 10_100], ["b", 10, 10_000]],
  },
];

testRows("an auction's price", PRICES);
testRows("an auction's shares", SHARES);
testRows("after an auction", AFTERWARDS);

Deno.test("what an auction takes of the display is gone from it", () => {
  const day = new Day().enter(market("a", "buy", 700)).slice({ ...OPENING, asks: ASKS, bids: BIDS });
  // 1,200 shares traded at 10,100: the tape's 1,000 and 200 of the 300 displayed.
  assert.deepEqual(displayed(day), [["buy", 9_900, 300], ["buy", 9_800, 300], ["sell", 10_100, 100], [
    "sell",
    10_200,
    300,
  ]]);
  day.enter(market("b", "buy", 150));
  assert.deepEqual(short(day.fills), [["a", 700, 10_100], ["b", 100, 10_100], ["b", 50, 10_200]]);
});

Deno.test("an auction's price is the last price, and what a static interruption is measured from", () => {
  const asked: (readonly number[])[] = [];
  const interrupts = (price: number, last: number, auction: number) => (asked.push([price, last, auction]), false);
  const day = new Day({ interrupts }).enter(stop("s", "buy", 1, 10_300, 10_300)).slice({
    rule: "opening_auction",
    print: [10_300, 500, "buy"],
    asks: [[10_400, 5]],
  });
  assert.equal(day.book.orders.get("s")?.restPrice, 10_300);
  day.enter(market("a", "buy", 1)).slice({ asks: [[10_500, 5]], print: [10_450, 1, "buy"] }).enter(
    market("b", "buy", 1),
  );
  assert.deepEqual(asked, [[10_400, 10_300, 10_300], [10_500, 10_450, 10_300]]);
  assert.deepEqual(
    trading({}, { interrupts }).enter(limit("x", "sell", 1, 10_100), market("y", "buy", 1)).fills.length,
    2,
  );
  assert.deepEqual(asked.at(-1), [10_100, 10_000, 10_000]);
});

Deno.test("an auction's fills tell of its rule and are counted as any", () => {
  const day = new Day().enter(limit("a", "buy", 10, 10_000)).slice(OPENING);
  assert.deepEqual(
    day.fills.map((
      { rule, against, at, sliceSeq, n, cumulativeAmount },
    ) => [rule, against, at, sliceSeq, n, cumulativeAmount]),
    [["opening_auction", "tape", day.at, 0, 0, 100_000]],
  );
});
