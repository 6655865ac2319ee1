// What the tape printed in continuous trading, against the orders that wait.
import { type Row, testRows, trading } from "./testing/day.ts";
import { limit, market } from "./testing/fixtures.ts";

const ASKS = [[10_000, 30], [10_100, 50]] as const;
const BIDS = [[9_900, 40], [9_800, 60]] as const;
const BOTH = { asks: ASKS, bids: BIDS };
const print = (price: number, size: number, side: "buy" | "sell") => ({ ...BOTH, print: [price, size, side] as const });

const PRINTS: readonly Row[] = [
  {
    rule: "a print at an order's price first trades what was displayed before it",
    play: () => trading(BOTH).enter(limit("a", "buy", 20, 9_900)).slice(print(9_900, 50, "sell")),
    fills: [["a", 10, 9_900]],
    rests: [["a", 10, 9_900]],
  },
  {
    rule: "one that ends within the display only brings the order nearer",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 20, 9_900)).slice({ bids: [[9_900, 40]], print: [9_900, 12, "sell"] })
        .slice({ bids: [[9_900, 40]], print: [9_900, 30, "sell"] }),
    // 28 of the first display are left, and the 12 displayed since are behind.
    fills: [["a", 2, 9_900]],
    rests: [["a", 18, 9_900]],
  },
  {
    rule: "a print through an order's price fills it at its own, whatever is displayed before it (Reg §24)",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 20, 9_900), limit("b", "buy", 50, 9_800)).slice(print(9_700, 45, "sell")),
    fills: [["a", 20, 9_900], ["b", 25, 9_800]],
    rests: [["b", 25, 9_800]],
  },
  {
    rule: "so on the other side",
    play: () =>
      trading(BOTH).enter(limit("a", "sell", 20, 10_000), limit("b", "sell", 20, 10_100)).slice(
        print(10_100, 90, "buy"),
      ),
    fills: [["a", 20, 10_000], ["b", 20, 10_100]],
  },
  {
    rule: "so where the order waits beyond the display, which is still on show behind it",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 20, 9_500), limit("b", "sell", 20, 10_500))
        .slice(print(9_900, 5, "sell")).slice(print(9_400, 30, "sell")).slice(print(10_600, 30, "buy")),
    fills: [["a", 20, 9_500], ["b", 20, 10_500]],
  },
  {
    rule: "a display that comes to an order after others passed it by is behind it",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 20, 9_500)).slice(BOTH).slice(BOTH)
        .slice({ bids: [[9_600, 10], [9_500, 40]], asks: [[9_700, 10]] })
        .slice({ bids: [[9_500, 40]], asks: [[9_600, 10]], print: [9_500, 15, "sell"] }),
    fills: [["a", 15, 9_500]],
    rests: [["a", 5, 9_500]],
  },
  {
    rule: "its shares are used once, the better price first, then the earlier order",
    play: () =>
      trading().enter(limit("c", "sell", 20, 10_000), limit("a", "sell", 20, 9_900), limit("b", "sell", 20, 9_900))
        .slice({ print: [10_000, 30, "buy"] }),
    fills: [["a", 20, 9_900], ["b", 10, 9_900]],
    rests: [["c", 20, 10_000], ["b", 10, 9_900]],
  },
  {
    rule: "market orders come first, at the print's price (Enf §10)",
    play: () =>
      trading().enter(limit("l", "buy", 10, 10_000), market("m", "buy", 10), market("n", "buy", 10))
        .slice({ print: [9_900, 25, "sell"] }),
    fills: [["m", 10, 9_900], ["n", 10, 9_900], ["l", 5, 10_000]],
    rests: [["l", 5, 10_000]],
  },
  {
    rule: "but at the price limit by time, the display too (Enf §10)",
    play: () =>
      trading({ bids: [[13_000, 10]] }).enter(
        limit("early", "buy", 10, 13_000),
        market("m", "buy", 10),
        limit("late", "buy", 10, 13_000),
      ).slice({ bids: [[13_000, 10]], print: [13_000, 35, "sell"] }),
    fills: [["early", 10, 13_000], ["m", 10, 13_000], ["late", 5, 13_000]],
    rests: [["late", 5, 13_000]],
  },
  {
    rule: "a market order that waits behind a locked limit waits for what is displayed there",
    play: () =>
      trading({ bids: [[13_000, 100]] }).enter(market("m", "buy", 10))
        .slice({ bids: [[13_000, 60]], print: [13_000, 40, "sell"] }).slice({ print: [13_000, 65, "sell"] }),
    fills: [["m", 5, 13_000]],
    rests: [["m", 5, null]],
  },
  {
    rule: "what somebody bought fills no buys, what somebody sold no sells",
    play: () =>
      trading().enter(limit("a", "buy", 20, 9_900), limit("b", "sell", 20, 10_000)).slice({
        print: [9_700, 100, "buy"],
      })
        .slice({ print: [10_300, 100, "sell"] }),
    rests: [["a", 20, 9_900], ["b", 20, 10_000]],
  },
  {
    rule: "the print trades before the display of its slice, each at its own price",
    play: () => trading().enter(limit("a", "buy", 100, 10_000)).slice({ asks: ASKS, print: [9_900, 50, "sell"] }),
    fills: [["a", 50, 10_000], ["a", 30, 10_000]],
    rests: [["a", 20, 10_000]],
  },
  {
    rule: "a print between two ticks goes through the prices better for it",
    play: () =>
      trading(BOTH).enter(limit("a", "buy", 10, 9_900), limit("b", "buy", 10, 9_800))
        .slice({ ...BOTH, print: [9_850, 50, "sell"] }),
    fills: [["a", 10, 9_900]],
    rests: [["b", 10, 9_800]],
  },
];
testRows("prints", PRINTS);
