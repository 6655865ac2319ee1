// IOC and FOK orders, on limit, market, best-limit and mid-price orders alone (Enf §13). FOK takes all or nothing.
import assert from "node:assert/strict";
import { Day, type Row, testRows, trading } from "./testing/day.ts";
import { best, CLOSING_FROM, limit, market, mid } from "./testing/fixtures.ts";
import type { NewOrder } from "./types.ts";

const BOTH = { asks: [[10_000, 30], [10_100, 50]], bids: [[9_900, 40], [9_800, 60]] } as const;
const IOC = { timeInForce: "ioc" } as const;
const FOK = { timeInForce: "fok" } as const;

const IOCS: readonly Row[] = [
  {
    rule: "IOC takes what it can have and ends",
    play: () => trading(BOTH).enter(limit("a", "buy", 40, 10_000, IOC)),
    fills: [["a", 30, 10_000]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "IOC that has all does not end: it has filled",
    play: () => trading(BOTH).enter(limit("a", "buy", 30, 10_000, IOC)),
    fills: [["a", 30, 10_000]],
  },
  {
    rule: "IOC at market",
    play: () => trading(BOTH).enter(market("a", "sell", 200, IOC)),
    fills: [["a", 40, 9_900], ["a", 60, 9_800]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "IOC at the best price",
    play: () => trading(BOTH).enter(best("a", "buy", 40, IOC)),
    fills: [["a", 30, 10_000]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "IOC in the middle",
    play: () => trading(BOTH).enter(mid("u", "buy", 5), mid("a", "sell", 8, IOC)),
    fills: [["u", 5, 9_950], ["a", 5, 9_950]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "IOC in the middle without quotes",
    play: () => trading().enter(mid("u", "buy", 5), mid("a", "sell", 8, IOC)),
    rests: [["u", 5, null]],
    ended: [["a", "unfilled"]],
  },
];

const FOKS: readonly Row[] = [
  {
    rule: "FOK takes nothing rather than a part",
    play: () => trading(BOTH).enter(limit("a", "buy", 31, 10_000, FOK)),
    ended: [["a", "unfilled"]],
  },
  {
    rule: "FOK takes all, over several prices, from the tape and from users",
    play: () => trading(BOTH).enter(limit("u", "sell", 5, 10_100), limit("a", "buy", 85, 10_100, FOK)),
    fills: [["a", 30, 10_000], ["u", 5, 10_100], ["a", 5, 10_100], ["a", 50, 10_100]],
  },
  {
    rule: "a share more is too many",
    play: () => trading(BOTH).enter(limit("u", "sell", 5, 10_100), limit("a", "buy", 86, 10_100, FOK)),
    rests: [["u", 5, 10_100]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "FOK at market",
    play: () => trading(BOTH).enter(market("a", "buy", 80, FOK), market("b", "sell", 101, FOK)),
    fills: [["a", 30, 10_000], ["a", 50, 10_100]],
    ended: [["b", "unfilled"]],
  },
  {
    rule: "FOK at the best price does not reach the second best",
    play: () => trading(BOTH).enter(best("a", "buy", 31, FOK), best("b", "buy", 30, FOK)),
    fills: [["b", 30, 10_000]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "what rests without a price counts: market orders, and mid-price orders that the limit reaches",
    play: () =>
      trading({ asks: [[10_000, 30]], bids: [[9_800, 5]] }).enter(mid("mid", "sell", 10), market("m", "sell", 10))
        .enter(limit("a", "buy", 45, 10_000, FOK)),
    // The market sell has taken the 5 bids, so there is no middle any more.
    fills: [["m", 5, 9_800]],
    rests: [["mid", 10, null], ["m", 5, null]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "mid-price orders of the other side count where there is a middle",
    play: () => trading(BOTH).enter(mid("mid", "sell", 10)).enter(limit("a", "buy", 40, 10_000, FOK)),
    fills: [["mid", 10, 9_950], ["a", 10, 9_950], ["a", 30, 10_000]],
  },
  {
    rule: "mid-price orders that the limit does not reach do not",
    play: () =>
      trading({ asks: [[10_000, 30]], bids: [[9_800, 5]] })
        .enter(mid("mid", "buy", 10), limit("a", "sell", 10, 10_000, FOK)),
    rests: [["mid", 10, null]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "FOK in the middle",
    play: () =>
      trading(BOTH).enter(mid("u", "buy", 5), mid("v", "buy", 5), mid("a", "sell", 11, FOK), mid("b", "sell", 10, FOK)),
    fills: [["u", 5, 9_950], ["b", 5, 9_950], ["v", 5, 9_950], ["b", 5, 9_950]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "an order of its own account in the way lets it fill nothing, not a part",
    play: () =>
      trading().enter(
        limit("u", "sell", 10, 10_000),
        limit("own", "sell", 10, 10_100, { accountId: "me" }),
        limit("v", "sell", 50, 10_200),
        limit("a", "buy", 20, 10_200, { ...FOK, accountId: "me" }),
        limit("b", "buy", 10, 10_200, { ...FOK, accountId: "me" }),
      ),
    fills: [["u", 10, 10_000], ["b", 10, 10_000]],
    rests: [["own", 10, 10_100], ["v", 50, 10_200]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "so in the middle",
    play: () =>
      trading(BOTH).enter(mid("u", "buy", 5), mid("own", "buy", 5, { accountId: "me" }))
        .enter(mid("a", "sell", 10, { ...FOK, accountId: "me" }), mid("b", "sell", 5, { ...FOK, accountId: "me" })),
    fills: [["u", 5, 9_950], ["b", 5, 9_950]],
    rests: [["own", 5, null]],
    ended: [["a", "unfilled"]],
  },
];

testRows("IOC orders", IOCS);
testRows("FOK orders", FOKS);

/** A dynamic interruption: six percent from the last price. */
const interrupts = (price: number, last: number) => Math.abs(price - last) * 100 >= last * 6;

testRows("FOK orders and interruptions", [
  {
    rule: "a price that would interrupt trading is out of reach, and FOK sets nothing off",
    play: () =>
      trading({ asks: [[10_000, 10], [10_600, 10]] }, { interrupts }).enter(limit("a", "buy", 15, 11_000, FOK))
        .enter(limit("b", "buy", 10, 11_000, FOK)),
    fills: [["b", 10, 10_000]],
    ended: [["a", "unfilled"]],
  },
  {
    rule: "each price is held against the trade before it, as the sweep goes",
    play: () =>
      trading({ asks: [[10_000, 10], [10_500, 10], [11_000, 10]] }, { interrupts }).enter(
        limit("a", "buy", 30, 11_000, FOK),
      ),
    fills: [["a", 10, 10_000], ["a", 10, 10_500], ["a", 10, 11_000]],
  },
  {
    rule: "so one that only the last price before the sweep would allow is out of reach",
    play: () =>
      trading({ asks: [[10_500, 10], [11_200, 10]], print: [11_000, 1, "buy"] }, { interrupts })
        .enter(limit("a", "buy", 20, 11_200, FOK)),
    ended: [["a", "unfilled"]],
  },
]);

Deno.test("IOC and FOK orders are not taken while orders gather, nor in a halt", () => {
  const days = {
    opening: () => new Day(),
    volatility: () => trading({ ...BOTH, trading: "auction" }),
    closing: () => trading(BOTH).until(CLOSING_FROM),
    halt: () => trading(BOTH).halt({ haltedFrom: 1_000_001, haltedUntil: null, auctionUntil: null }).wait(10),
  };
  for (const [name, day] of Object.entries(days)) {
    const orders: readonly NewOrder[] = [limit("a", "buy", 1, 10_000, IOC), market("b", "buy", 1, FOK)];
    const { ended, fills } = day().enter(...orders);
    assert.deepEqual(fills, [], name);
    assert.deepEqual(ended.map(({ orderId, reason }) => [orderId, reason]), [["a", "not_now"], ["b", "not_now"]], name);
  }
});
