import assert from "node:assert/strict";
import { standing } from "./standing.ts";
import { trading } from "./testing/day.ts";
import { limit, market, stop } from "./testing/fixtures.ts";

const BOTH = { asks: [[10_000, 30]], bids: [[9_900, 40]] } as const;

Deno.test("an order stands behind what came before it, the display and users' orders", () => {
  const day = trading(BOTH).enter(limit("u", "buy", 10, 9_900), limit("a", "buy", 5, 9_900)).slice({
    bids: [[9_900, 90]],
  });
  const { sharesAhead, remaining, restPrice, bestBid, bestAsk, triggered, indicative } =
    standing(day.book, "a", day.at) ??
      assert.fail("it is live");
  assert.deepEqual([sharesAhead, remaining, restPrice, bestBid, bestAsk], [50, 5, 9_900, 9_900, null]);
  assert.deepEqual([triggered, indicative], [true, null]);
  assert.equal(standing(day.book, "x", day.at), null);
});

Deno.test("a stop that waits has not been reached, and a market order rests at no price", () => {
  const day = trading().enter(stop("s", "buy", 5, 10_200, 10_100), market("m", "buy", 5));
  const [waiting, unpriced] = ["s", "m"].map((id) => standing(day.book, id, day.at));
  assert.deepEqual([waiting?.triggered, waiting?.stopPrice, waiting?.sharesAhead], [false, 10_200, null]);
  assert.deepEqual([unpriced?.triggered, unpriced?.restPrice, unpriced?.sharesAhead], [true, null, null]);
  day.slice({ print: [10_200, 1, "buy"] });
  assert.equal(standing(day.book, "s", day.at)?.triggered, true);
});

Deno.test("while users' interruption gathers, it tells what its auction would give: of a young display what is left", () => {
  const day = trading({ asks: [[10_000, 10], [10_600, 10]] }, { interrupts: (price, last) => price - last >= 600 });
  day.enter(limit("a", "buy", 15, 10_600));
  const indicative = (at: number) => standing(day.book, "a", at)?.indicative;
  assert.deepEqual(indicative(day.at), { price: 10_600, size: 5 });
  assert.equal(indicative(day.at + 10_001), null);
  day.enter(limit("b", "sell", 2, 10_300));
  assert.deepEqual(indicative(day.at + 10_001), { price: 10_600, size: 2 });
});
