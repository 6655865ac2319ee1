import assert from "node:assert/strict";
import { type Quote, type Standing, type StoredOrder, Waiting } from "@hoga/contracts";
import { NOW, quote, standing, storedOrder } from "../testing/documents.ts";
import { type MarketFacts, waitingFor, waitsForMarket, wantsIndicative } from "./waiting_for.ts";

const SELL = { side: "sell", limitPrice: 70_500 } as const;
const MARKET = { type: "market", limitPrice: null } as const;
const TOP = { type: "top_limit", limitPrice: null } as const;
const MID = { type: "mid_price", limitPrice: null } as const;
const SELL_STOP = { side: "sell", type: "stop_limit", limitPrice: 68_900, stopPrice: 69_000 } as const;
const AUCTION = { until: null, indicativePrice: null, indicativeVolume: null, price: 70_000, isLimit: true };
const iso = (time: string) => `2025-03-14T${time}+09:00`;
const ms = (time: string) => Date.parse(iso(time));

function check(rows: readonly (readonly [Partial<StoredOrder>, MarketFacts, Waiting | null])[]): void {
  for (const [order, facts, expected] of rows) {
    const waiting = waitingFor(storedOrder(order), facts, NOW);
    assert.deepEqual(waiting, expected, JSON.stringify([order, facts]));
    if (waiting !== null) assert.deepEqual(Waiting.parse(waiting), waiting, "the contract has it");
  }
}

Deno.test("an order that has not come to the market waits for its hold or for the open", () => {
  const opens = { status: "reserved", activatesAt: "2025-03-17T09:00:00+09:00" } as const;
  const opened = { status: "reserved", activatesAt: iso("09:00:00") } as const;
  const shares = { asset: "005930", amount: 10 };
  check([
    [{ status: "pending" }, {}, { code: "cash_pending" }],
    [{ status: "pending", side: "sell" }, {}, { code: "shares_pending" }],
    [opens, {}, { code: "reserved_until", at: "2025-03-17T09:00:00+09:00" }],
    [opens, { holdAskedFor: 9_000 }, { code: "reserved_until", at: "2025-03-17T09:00:00+09:00" }],
    [opened, {}, { code: "entering_market" }],
    [{ status: "reserved", activatesAt: null }, { holdAskedFor: null }, { code: "entering_market" }],
    [opened, { holdAskedFor: 910_000 }, { code: "amount_pending", asset: "KRW", amount: 910_000 }],
    [{ ...opened, held: shares }, { holdAskedFor: 50 }, { code: "amount_pending", asset: "005930", amount: 50 }],
  ]);
});

Deno.test("an order that has ended waits for nothing, whatever the market shows", () => {
  const facts = { standing: standing(), quote: quote() };
  for (const status of ["filled", "canceled", "rejected", "expired"] as const) {
    check([[{ status }, facts, null]]);
    assert.equal(waitsForMarket({ status }), false);
  }
  assert.equal(waitsForMarket({ status: "accepted" }), true);
  assert.equal(waitsForMarket({ status: "partially_filled" }), true);
});

Deno.test("where the execution service does not say, the quote tells why", () => {
  const row = (order: Partial<StoredOrder>, change: Partial<Quote>, expected: Waiting) =>
    [order, { quote: quote(change) }, expected] as const;
  const below = { code: "limit_below_ask", ask: 70_100, price: 70_000, isLimit: true } as const;
  check([
    row({}, {}, below),
    row({ status: "partially_filled" }, {}, below),
    row(SELL, {}, { code: "limit_above_bid", bid: 70_000, price: 70_500, isLimit: true }),
    row({}, { ask: null }, { code: "no_offers" }),
    row(SELL, { bid: null }, { code: "no_bids" }),
    row({}, { ask: 70_000 }, { code: "more_offers", price: 70_000 }),
    row(MARKET, {}, { code: "more_offers", price: 70_100 }),
    row({ ...MARKET, side: "sell" }, {}, { code: "more_bids", price: 70_000 }),
    row(TOP, {}, { code: "resting" }),
    row({ ...TOP, side: "sell", type: "best_limit" }, {}, { code: "resting" }),
    row(MID, {}, { code: "mid_unmatched", price: 70_050 }),
    row(MID, { bid: null }, { code: "mid_suspended", because: "one_sided" }),
    row(SELL_STOP, {}, { code: "stop_not_reached", last: 70_100, stopPrice: 69_000 }),
    row({ ...SELL_STOP, status: "partially_filled" }, {}, { code: "more_bids", price: 70_000 }),
    row({ ...SELL_STOP, side: "buy", stopPrice: 70_500, limitPrice: 70_600 }, {}, {
      code: "stop_not_reached",
      last: 70_100,
      stopPrice: 70_500,
    }),
    row({ ...SELL_STOP, side: "buy" }, {}, { ...below, price: 68_900 }),
    row({}, { at: iso("09:59:48") }, { code: "quote_stale", at: iso("09:59:48"), ageSeconds: 12 }),
    row({}, { at: iso("09:59:50") }, below),
    row({}, { phase: "after_close", trading: "closed" }, { code: "market_closed" }),
    row({}, { phase: "closed", trading: "closed" }, { code: "market_closed" }),
    row({}, { trading: "halted" }, { code: "trading_halted", from: null, until: null, auctionUntil: null }),
    row({}, { phase: "opening_auction", trading: "auction" }, { code: "opening_auction", ...AUCTION }),
    row({}, { phase: "closing_auction", trading: "auction" }, { code: "closing_auction", ...AUCTION }),
    row({}, { trading: "auction", indicativePrice: 70_100, indicativeVolume: 900 }, {
      ...AUCTION,
      code: "call_auction",
      indicativePrice: 70_100,
      indicativeVolume: 900,
    }),
    row({ type: "conditional_limit" }, { phase: "closing_auction", trading: "auction" }, {
      ...AUCTION,
      code: "closing_auction",
      price: null,
      isLimit: false,
    }),
    row({ type: "conditional_limit" }, {}, below),
    [{}, { quote: null }, { code: "no_quote" }],
    [{}, { quote: undefined }, null],
    [{}, {}, null],
  ]);
});

Deno.test("how the order stands in the market goes before the quote", () => {
  const row = (order: Partial<StoredOrder>, change: Partial<Standing>, expected: Waiting) =>
    [order, { standing: standing(change), quote: quote({ ask: 1, trading: "halted" }) }, expected] as const;
  const below = { code: "limit_below_ask", ask: 70_100, price: 70_000, isLimit: true } as const;
  const ahead = {
    code: "queue_ahead",
    side: "buy",
    shares: 1_200,
    opposite: 70_100,
    price: 70_000,
    isLimit: true,
  } as const;
  const shown = { last: 70_100, bid: 70_000, ask: 70_100, source: "sim" } as const;
  check([
    row({}, {}, ahead),
    row({}, { sharesAhead: 0 }, below),
    row({}, { sharesAhead: null }, below),
    row({}, { bestBid: 70_050 }, below),
    row({}, { bestAsk: null }, { code: "no_offers" }),
    row({}, { bestAsk: 70_000 }, { code: "more_offers", price: 70_000 }),
    row(TOP, {}, { ...ahead, isLimit: false }),
    row(TOP, { sharesAhead: 0 }, { ...below, isLimit: false }),
    row(SELL, { restPrice: 70_500, bestAsk: 70_500, sharesAhead: 1 }, {
      code: "queue_ahead",
      side: "sell",
      shares: 1,
      opposite: 70_000,
      price: 70_500,
      isLimit: true,
    }),
    row(SELL, { restPrice: 70_500 }, { code: "limit_above_bid", bid: 70_000, price: 70_500, isLimit: true }),
    row(SELL, { restPrice: 70_500, bestBid: null }, { code: "no_bids" }),
    row(SELL, { restPrice: 70_500, bestBid: 70_500 }, { code: "more_bids", price: 70_500 }),
    row(MARKET, { restPrice: null, sharesAhead: null }, { code: "more_offers", price: 70_100 }),
    row(MID, { restPrice: null }, { code: "mid_unmatched", price: 70_050 }),
    row(MID, { restPrice: null, bestBid: 70_049 }, { code: "mid_unmatched", price: 70_074 }),
    row(MID, { restPrice: null, bestAsk: null }, { code: "mid_suspended", because: "one_sided" }),
    row(SELL_STOP, { restPrice: null, stopPrice: 69_000, triggered: false }, {
      code: "stop_not_reached",
      last: 70_100,
      stopPrice: 69_000,
    }),
    row(SELL_STOP, { restPrice: null, stopPrice: 69_000, triggered: false, quote: null }, {
      code: "stop_not_reached",
      last: null,
      stopPrice: 69_000,
    }),
    row(SELL_STOP, { restPrice: 68_900, stopPrice: 69_000, bestBid: 68_800, bestAsk: 70_100 }, {
      code: "limit_above_bid",
      bid: 68_800,
      price: 68_900,
      isLimit: true,
    }),
    // The display of an old quote is no best price of the book any more.
    row({}, { quote: { ...shown, at: ms("09:59:48") }, bestBid: null, bestAsk: null }, {
      code: "quote_stale",
      at: iso("09:59:48"),
      ageSeconds: 12,
    }),
    row({}, { quote: null }, { code: "no_quote" }),
    row({}, { live: false }, { code: "leaving_market" }),
    row({ expiresAt: iso("10:00:00") }, {}, { code: "market_closed" }),
  ]);
});

Deno.test("an order in a call auction says in which, until when, and what would trade now", () => {
  const gathering = (change: Partial<Standing>) => ({ standing: standing({ mode: "gathering", ...change }) });
  const until = ms("10:02:17");
  const indicative = { price: 70_100, size: 900 };
  const told = { indicativePrice: 70_100, indicativeVolume: 900 };
  check([
    [{}, gathering({ rule: "opening_auction" }), { code: "opening_auction", ...AUCTION }],
    [{}, gathering({ rule: "closing_auction", indicative }), { code: "closing_auction", ...AUCTION, ...told }],
    [{}, gathering({ rule: "volatility_auction", until, indicative }), {
      code: "volatility_interruption",
      ...AUCTION,
      ...told,
      until: iso("10:02:17"),
    }],
    [{}, gathering({ rule: "reopening_auction", until }), {
      code: "reopening_auction",
      ...AUCTION,
      until: iso("10:02:17"),
    }],
    [{}, gathering({ rule: null }), { code: "call_auction", ...AUCTION }],
    [TOP, gathering({ rule: "closing_auction" }), { code: "closing_auction", ...AUCTION, isLimit: false }],
    [{ type: "conditional_limit" }, gathering({ rule: "closing_auction", restPrice: null }), {
      code: "closing_auction",
      ...AUCTION,
      price: null,
      isLimit: false,
    }],
    [MID, gathering({ rule: "volatility_auction", restPrice: null }), { code: "mid_suspended", because: "auction" }],
    [SELL_STOP, gathering({ rule: "closing_auction", restPrice: null, stopPrice: 69_000, triggered: false }), {
      code: "stop_not_reached",
      last: 70_100,
      stopPrice: 69_000,
    }],
  ]);
});

Deno.test("the quote tells the indicative price of an auction that the execution service does not know", () => {
  const unknown = standing({ mode: "gathering", rule: "closing_auction" });
  const shown = quote({ phase: "closing_auction", trading: "auction", indicativePrice: 70_300, indicativeVolume: 5 });
  check([[{}, { standing: unknown, quote: shown }, {
    code: "closing_auction",
    ...AUCTION,
    indicativePrice: 70_300,
    indicativeVolume: 5,
  }]]);
  assert.equal(wantsIndicative(unknown), true);
  assert.equal(wantsIndicative({ ...unknown, indicative: { price: 1, size: 1 } }), false);
  assert.equal(wantsIndicative({ ...unknown, live: false }), false);
  assert.equal(wantsIndicative(standing()), false);
});

Deno.test("a halted order says since when and how it goes on, and a symbol without data is not halted", () => {
  const halted = (halt: Standing["halt"], change: Partial<Standing> = {}) => ({
    standing: standing({ mode: "halted", halt, ...change }),
  });
  const from = ms("09:50:00");
  const told = { code: "trading_halted", from: iso("09:50:00"), until: null, auctionUntil: null } as const;
  check([
    [{}, halted({ from, until: null, auctionUntil: null }), told],
    [MID, halted({ from, until: ms("10:10:00"), auctionUntil: ms("10:20:30") }), {
      ...told,
      until: iso("10:10:00"),
      auctionUntil: iso("10:20:30"),
    }],
    [SELL_STOP, halted({ from, until: null, auctionUntil: null }, { triggered: false, stopPrice: 69_000 }), told],
    [{}, halted(null), { ...told, from: null }],
    [{}, halted(null, { quote: null }), { code: "no_quote" }],
  ]);
});
