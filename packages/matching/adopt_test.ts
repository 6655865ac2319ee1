// Orders that were matched by themselves, as they came late, and join the others where those stand.
import assert from "node:assert/strict";
import { drain } from "./book.ts";
import { adopt } from "./enter.ts";
import { type Day, resting, short, trading } from "./testing/day.ts";
import { CLOSING_FROM, mid, type Shown } from "./testing/fixtures.ts";
import type { EngineOrder } from "./types.ts";

const BOTH: Shown = { asks: [[10_000, 30]], bids: [[9_900, 40]] };
const HALT = { haltedFrom: 0, haltedUntil: CLOSING_FROM - 1, auctionUntil: null };

/** An order as it stands after a day of its own. */
function alone(day: Day, orderId: string): EngineOrder {
  return day.changed.findLast((order) => order.orderId === orderId) ?? assert.fail(`${orderId} did not come`);
}

/** A mid-price order that came before trading was interrupted, and was heard of when it had been. */
function late(side: "buy" | "sell"): EngineOrder {
  return alone(trading(BOTH).enter(mid("late", side, 10)).slice({ ...BOTH, trading: "auction" }), "late");
}

Deno.test("a mid-price order waits with the others while trading is interrupted, and meets one when it goes on", () => {
  const interrupted = [
    trading(BOTH).enter(mid("a", "buy", 4)).slice({ ...BOTH, trading: "auction" }),
    trading(BOTH).enter(mid("a", "buy", 4)).slice({ ...BOTH, trading: "halted" }),
    trading(BOTH).enter(mid("a", "buy", 4)).halt({ ...HALT }).wait(1_000),
  ];
  for (const day of interrupted) {
    adopt(day.book, late("sell"), day.at);
    day.apply();
    assert.deepEqual([day.ended, day.fills], [[], []]);
    assert.deepEqual(resting(day), [["a", 4, null], ["late", 10, null]]);
  }
  const [interruption] = interrupted;
  interruption?.slice({ ...BOTH, rule: "volatility_auction", print: [10_000, 5, "buy"] });
  assert.deepEqual(short(interruption?.fills ?? []), [["a", 4, 9_950], ["late", 4, 9_950]]);
});

Deno.test("a mid-price order that joins continuous trading meets those of the other side at once", () => {
  const day = trading(BOTH).enter(mid("a", "buy", 4));
  adopt(day.book, late("sell"), day.at);
  assert.deepEqual(short(drain(day.book).fills), [["a", 4, 9_950], ["late", 4, 9_950]]);
});

Deno.test("the closing auction takes no mid-price order, whenever it came", () => {
  const day = trading(BOTH).until(CLOSING_FROM);
  adopt(day.book, late("sell"), day.at);
  assert.deepEqual(drain(day.book).ended.map(({ orderId, reason }) => [orderId, reason]), [["late", "not_now"]]);
});
