// Amendments (정정) and cancels (취소), and who may trade with whom.
import assert from "node:assert/strict";
import { Day, type Row, testRows, trading } from "./testing/day.ts";
import { best, CLOSING_FROM, conditional, limit, market, mid, stop, top } from "./testing/fixtures.ts";

const BOTH = { asks: [[10_000, 30], [10_100, 50]], bids: [[9_900, 40], [9_800, 60]] } as const;
const queue = () => trading().enter(limit("a", "buy", 20, 9_800), limit("b", "buy", 20, 9_800));
const NO_STOP = { stopPrice: null };

testRows("amendments", [
  {
    rule: "fewer shares keep the place (Enf §17(3); a cancel of a part)",
    play: () => queue().amend("a", 15, 9_800).enter(market("t", "sell", 20)),
    fills: [["a", 15, 9_800], ["b", 5, 9_800], ["t", 20, 9_800]],
    rests: [["b", 15, 9_800]],
  },
  {
    rule: "more shares lose it (Enf §17(3))",
    play: () => queue().amend("a", 21, 9_800).enter(market("t", "sell", 25)),
    fills: [["b", 20, 9_800], ["a", 5, 9_800], ["t", 25, 9_800]],
    rests: [["a", 16, 9_800]],
  },
  {
    rule: "another price loses it, there and back (Enf §17(3))",
    play: () => queue().amend("a", 20, 9_700).amend("a", 20, 9_800).enter(market("t", "sell", 25)),
    fills: [["b", 20, 9_800], ["a", 5, 9_800], ["t", 25, 9_800]],
    rests: [["a", 15, 9_800]],
  },
  {
    rule: "the same terms change nothing",
    play: () => queue().amend("a", 20, 9_800).enter(market("t", "sell", 5)),
    fills: [["a", 5, 9_800], ["t", 5, 9_800]],
    rests: [["a", 15, 9_800], ["b", 20, 9_800]],
  },
  {
    rule: "a new price may trade at once, and the fills go on counting",
    play: () => trading(BOTH).enter(limit("a", "buy", 40, 10_000)).amend("a", 90, 10_100),
    fills: [["a", 30, 10_000], ["a", 50, 10_100]],
    rests: [["a", 10, 10_100]],
  },
  {
    rule: "filled wholly by its amendment, it is gone",
    play: () => trading(BOTH).enter(limit("a", "buy", 40, 9_900)).amend("a", 20, 10_000),
    fills: [["a", 20, 10_000]],
  },
  {
    rule: "a market order with fewer shares keeps its place",
    play: () =>
      trading().enter(market("a", "buy", 20), market("b", "buy", 20)).amend("a", 5, null).enter(
        market("t", "sell", 10),
      ),
    fills: [["a", 5, 10_000], ["t", 5, 10_000], ["b", 5, 10_000], ["t", 5, 10_000]],
    rests: [["b", 15, null]],
  },
  {
    rule: "a best-limit order that grows is priced anew",
    play: () => trading(BOTH).enter(best("a", "buy", 40)).slice({ asks: [[10_200, 5]] }).amend("a", 60, null),
    fills: [["a", 30, 10_000], ["a", 5, 10_200]],
    rests: [["a", 25, 10_200]],
  },
  {
    rule: "a stop that waits waits at its new stop",
    play: () =>
      trading(BOTH).enter(stop("a", "buy", 10, 10_200, 10_200)).amend("a", 10, 10_300, 10_400)
        .slice({ ...BOTH, print: [10_300, 1, "buy"] }),
    rests: [["a", 10, null]],
  },
  {
    rule: "or is set off by it",
    play: () => trading(BOTH).enter(stop("a", "buy", 10, 10_200, 10_200)).amend("a", 10, 10_000, 9_900),
    fills: [["a", 10, 10_000]],
  },
  {
    rule: "a stop that was set off is a limit order, whatever the last price is now",
    play: () =>
      trading().enter(stop("a", "buy", 10, 10_200, 9_000)).slice({ print: [10_200, 1, "buy"] })
        .slice({ print: [10_000, 1, "sell"] }).amend("a", 10, 9_100, 10_200).enter(limit("t", "sell", 4, 9_100)),
    fills: [["a", 4, 9_100], ["t", 4, 9_100]],
    rests: [["a", 6, 9_100]],
  },
  {
    rule: "a mid-price order that grows loses its place",
    play: () =>
      trading(BOTH).enter(mid("a", "buy", 5), mid("b", "buy", 5)).amend("a", 6, null).enter(mid("t", "sell", 6)),
    fills: [["b", 5, 9_950], ["t", 5, 9_950], ["a", 1, 9_950], ["t", 1, 9_950]],
    rests: [["a", 5, null]],
  },
  {
    rule: "before the open a change is a change, and the auction knows the new terms",
    play: () =>
      new Day().enter(limit("a", "buy", 10, 9_000), limit("s", "sell", 10, 10_000)).amend("a", 10, 10_000)
        .slice({ rule: "opening_auction" }),
    fills: [["a", 10, 10_000], ["s", 10, 10_000]],
  },
]);

Deno.test("what an amendment may not do is refused, and the order stays as it was", () => {
  const filled = trading(BOTH).enter(limit("a", "buy", 40, 10_000));
  const closing = () => trading(BOTH).enter(conditional("c", "buy", 10, 9_000)).until(CLOSING_FROM);
  const reached = trading().enter(stop("s", "buy", 10, 10_200, 9_000)).slice({ print: [10_200, 1, "buy"] });
  const resting = () =>
    trading(BOTH).enter(best("b", "buy", 40), top("t", "sell", 10), mid("m", "sell", 10)).slice({
      ...BOTH,
      trading: "auction",
    });
  const rows = [
    ["gone", filled, "x", { quantity: 10, limitPrice: 10_000, ...NO_STOP }, "order_not_live"],
    ["no more than filled", filled, "a", { quantity: 30, limitPrice: 10_000, ...NO_STOP }, "quantity_not_above_filled"],
    [
      "a price for what counts as a market order",
      closing(),
      "c",
      { quantity: 10, limitPrice: 9_100, ...NO_STOP },
      "not_now",
    ],
    ["a stop that was reached", reached, "s", { quantity: 10, limitPrice: 9_000, stopPrice: 10_300 }, "not_now"],
    ["a best-limit order that grows", resting(), "b", { quantity: 50, limitPrice: null, ...NO_STOP }, "not_now"],
    ["a top-limit order that grows", resting(), "t", { quantity: 50, limitPrice: null, ...NO_STOP }, "not_now"],
    ["a mid-price order that grows", resting(), "m", { quantity: 50, limitPrice: null, ...NO_STOP }, "not_now"],
  ] as const;
  for (const [what, day, orderId, terms, refusal] of rows) {
    const [before, changed] = [[...day.book.orders.values()].map((order) => ({ ...order })), day.changed.length];
    assert.equal(day.tryAmend(orderId, terms), refusal, what);
    assert.deepEqual([...day.book.orders.values()], before, what);
    assert.equal(day.changed.length, changed, what);
  }
  assert.throws(() => filled.tryAmend("a", { quantity: 50, limitPrice: null, ...NO_STOP }), RangeError);
  assert.throws(() => filled.tryAmend("a", { quantity: 50, limitPrice: 9_950, ...NO_STOP }), RangeError);
});

Deno.test("fewer shares of an order that its type is not taken for just now are taken", () => {
  const day = trading(BOTH).enter(best("b", "buy", 40)).slice({ ...BOTH, trading: "auction" }).amend("b", 35, null);
  const closing = trading(BOTH).enter(conditional("c", "buy", 10, 9_000)).until(CLOSING_FROM).amend("c", 8, 9_000);
  assert.deepEqual([...day.book.orders.values()].map(({ left, restPrice }) => [left, restPrice]), [[5, 10_000]]);
  assert.deepEqual([...closing.book.orders.values()].map(({ left, restPrice }) => [left, restPrice]), [[8, null]]);
});

const MINE = { accountId: "me" };
const SELF: readonly Row[] = [
  {
    rule: "in continuous trading the order that comes ends where it would meet its own account, with what it has",
    play: () =>
      trading().enter(
        limit("u", "sell", 5, 10_000),
        limit("own", "sell", 5, 10_000, MINE),
        limit("v", "sell", 5, 10_000),
      )
        .enter(limit("a", "buy", 12, 10_000, MINE)),
    fills: [["u", 5, 10_000], ["a", 5, 10_000]],
    rests: [["own", 5, 10_000], ["v", 5, 10_000]],
    ended: [["a", "self_trade"]],
  },
  {
    rule: "so does an IOC order",
    play: () =>
      trading().enter(limit("own", "sell", 5, 10_000, MINE), market("a", "buy", 12, { ...MINE, timeInForce: "ioc" })),
    rests: [["own", 5, 10_000]],
    ended: [["a", "self_trade"]],
  },
  {
    rule: "one that has all before it meets its own account is filled",
    play: () =>
      trading().enter(
        limit("u", "sell", 5, 10_000),
        limit("own", "sell", 5, 10_000, MINE),
        limit("a", "buy", 5, 10_000, MINE),
      ),
    fills: [["u", 5, 10_000], ["a", 5, 10_000]],
    rests: [["own", 5, 10_000]],
  },
  {
    rule: "its own market order is in the way too",
    play: () => trading().enter(market("own", "sell", 5, MINE), limit("a", "buy", 5, 10_000, MINE)),
    rests: [["own", 5, null]],
    ended: [["a", "self_trade"]],
  },
  {
    rule: "and its own mid-price order",
    play: () =>
      trading(BOTH).enter(mid("own", "sell", 5, MINE), limit("a", "buy", 5, 10_000, MINE), mid("b", "buy", 5, MINE)),
    rests: [["own", 5, null]],
    ended: [["a", "self_trade"], ["b", "self_trade"]],
  },
  {
    rule: "a stop that is set off, and an order that is changed, are orders that come",
    play: () =>
      trading().enter(limit("own", "sell", 5, 10_100, MINE), stop("s", "buy", 5, 10_100, 10_200, MINE))
        .enter(limit("b", "buy", 5, 9_000, MINE)).slice({ print: [10_100, 1, "sell"] }).amend("b", 5, 10_100),
    rests: [["own", 5, 10_100]],
    ended: [["s", "self_trade"], ["b", "self_trade"]],
  },
  {
    rule: "in a call auction the later order ends, where no others trade enough to keep the two apart",
    play: () =>
      new Day().enter(
        limit("own", "sell", 5, 10_000, MINE),
        limit("u", "buy", 3, 10_000),
        limit("a", "buy", 5, 10_000, MINE),
      )
        .slice({ rule: "opening_auction", print: [10_000, 1, "sell"] }),
    fills: [["u", 3, 10_000], ["own", 3, 10_000]],
    rests: [["own", 2, 10_000]],
    ended: [["a", "self_trade"]],
  },
  {
    rule: "where others do, both trade",
    play: () =>
      new Day().enter(limit("own", "sell", 5, 10_000, MINE), limit("a", "buy", 5, 10_000, MINE))
        .slice({ rule: "opening_auction", print: [10_000, 10, "sell"] }),
    fills: [["a", 5, 10_000], ["own", 5, 10_000]],
  },
  {
    rule: "and an order that the price leaves out is in nobody's way",
    play: () =>
      new Day().enter(limit("own", "sell", 5, 10_000, MINE), limit("a", "buy", 5, 10_000, MINE))
        .slice({ rule: "opening_auction", print: [9_900, 100, "sell"] }),
    fills: [["a", 5, 9_900]],
    rests: [["own", 5, 10_000]],
  },
  {
    rule: "an order that has ended so ends no other",
    play: () =>
      new Day().enter(
        limit("first", "sell", 5, 10_000, MINE),
        limit("second", "buy", 5, 10_000, MINE),
        limit("third", "sell", 5, 10_000, MINE),
      ).slice({ rule: "opening_auction" }),
    rests: [["first", 5, 10_000], ["third", 5, 10_000]],
    ended: [["second", "self_trade"]],
  },
  {
    rule: "as many of the latest end as others' shares do not keep apart",
    play: () =>
      new Day().enter(
        limit("first", "sell", 20, 10_000, MINE),
        limit("second", "buy", 5, 10_000, MINE),
        limit("u", "buy", 12, 10_000),
        limit("third", "buy", 5, 10_000, MINE),
        limit("fourth", "buy", 5, 10_000, MINE),
      ).slice({ rule: "opening_auction" }),
    fills: [["u", 12, 10_000], ["first", 12, 10_000]],
    rests: [["first", 8, 10_000]],
    ended: [["third", "self_trade"], ["second", "self_trade"], ["fourth", "self_trade"]],
  },
  {
    rule: "orders of an account that do not cross both stay",
    play: () =>
      new Day().enter(
        limit("a", "sell", 5, 10_100, MINE),
        limit("b", "buy", 5, 10_000, MINE),
        market("c", "buy", 5, MINE),
      )
        .slice({ rule: "opening_auction" }),
    rests: [["a", 5, 10_100], ["b", 5, 10_000]],
    ended: [["c", "self_trade"]],
  },
];
testRows("an account does not trade with itself", SELF);

Deno.test("of an account whose orders all cross each other, only what others trade with is left", () => {
  const day = new Day();
  const prices = { buy: 10_100, sell: 9_900 } as const;
  for (let n = 0; n < 500; n++) {
    for (const side of ["buy", "sell"] as const) day.enter(limit(`${side} ${n}`, side, 10, prices[side], MINE));
  }
  day.slice({ rule: "opening_auction", print: [10_000, 5, "buy"], bids: [[9_900, 5]], asks: [[10_100, 5]] });
  assert.equal(day.ended.length, 999);
  assert.deepEqual(day.ended.filter(({ reason }) => reason !== "self_trade"), []);
});

Deno.test("a cancel takes the order out, and tells what it was", () => {
  const day = trading(BOTH).enter(
    limit("a", "buy", 40, 10_000),
    stop("s", "buy", 5, 10_500, 10_500),
    mid("m", "buy", 5),
  );
  day.cancel("a").cancel("s").cancel("m");
  assert.equal(day.book.orders.size, 0);
  assert.throws(() => day.cancel("a"));
  day.slice({ ...BOTH, print: [10_500, 500, "buy"] }).slice({ ...BOTH, print: [9_000, 500, "sell"] });
  assert.deepEqual(day.fills.map(({ quantity }) => quantity), [30]);
  assert.deepEqual(day.ended, []);
});
