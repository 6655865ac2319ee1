// A whole made-up day of the sim tape, with every kind of order, however often the engine is woken.
import assert from "node:assert/strict";
import { kstMs, priceBand, tickTable } from "@hoga/krx";
import { CLOSING_AUCTION_MS, createReplayTape, createSimTape, keyedRandom } from "@hoga/tape";
import { advance, close } from "./advance.ts";
import { drain, openBook } from "./book.ts";
import { enter } from "./enter.ts";
import { conditional, limit, market, stop, SYMBOL } from "./testing/fixtures.ts";
import type { BookRules } from "./types.ts";

const DATE = "2026-11-20";
const INSTRUMENT = {
  symbol: SYMBOL,
  market: "KOSPI",
  kind: "stock",
  referencePrice: 70_000,
  listedShares: 50_000_000,
} as const;

Deno.test("orders trade through a whole made-up day, the same however often the engine wakes", () => {
  const tape = createSimTape({ seed: 11 });
  const base = tape.basePrice(INSTRUMENT, DATE) ?? assert.fail("no base price");
  const bar = tape.dayBar(INSTRUMENT, DATE) ?? assert.fail("no bar");
  const [opensAt, closesAt] = [kstMs(DATE, "09:00"), kstMs(DATE, "15:30")];
  const rules: BookRules = {
    symbol: SYMBOL,
    date: DATE,
    ticks: tickTable("stock", DATE),
    band: priceBand(base, INSTRUMENT, DATE),
    base,
    opensAt,
    closesAt,
    closingAuctionFrom: closesAt - CLOSING_AUCTION_MS,
    maxQuoteAgeMs: 10_000,
    interrupts: (price, last) => Math.abs(price - last) * 100 >= last * 3,
    interruptionMs: () => 120_000,
  };
  const lower = rules.band?.lower ?? assert.fail("no limits");
  const slices = tape.slices(INSTRUMENT, DATE, 0, closesAt);
  const night = [
    limit("low", "buy", 10, bar.low),
    limit("below", "buy", 10, lower),
    market("all", "buy", 10),
    conditional("close", "sell", 10, bar.high + 1_000),
    stop("stop", "buy", 10, bar.high, bar.high + 1_000),
  ];
  const run = (everyMs: number) => {
    const book = openBook(rules);
    for (const order of night) enter(book, order, kstMs(DATE, "08:00"));
    for (let now = opensAt; now < closesAt; now += everyMs) advance(book, slices, now);
    advance(book, slices, closesAt);
    close(book, closesAt);
    return drain(book);
  };
  const once = run(24 * 3_600_000);
  assert.deepEqual(run(60_000), once);
  assert.deepEqual(run(7 * 60_000 + 1), once);
  const of = (id: string) => once.fills.filter(({ orderId }) => orderId === id).map(({ price, rule }) => [price, rule]);
  assert.deepEqual(of("all"), [[bar.open, "opening_auction"]]);
  assert.deepEqual(of("low").map(([price]) => price), [bar.low]);
  assert.deepEqual(of("close"), [[bar.close, "closing_auction"]]);
  assert.ok(of("stop").every(([price]) => Number(price) <= bar.high + 1_000) && of("stop").length > 0);
  assert.deepEqual(once.ended, [{ orderId: "below", reason: "expired", at: closesAt }]);
});

Deno.test("a replayed day gives the same trades byte for byte, woken every 100 ms, every minute or once at the close", () => {
  const bar = { date: "2025-03-14", open: 54_500, high: 55_100, low: 54_400, close: 54_700, volume: 10_845_154 };
  const [opensAt, closesAt] = [kstMs(bar.date, "09:00"), kstMs(bar.date, "15:30")];
  const before = { ...bar, date: "2025-03-13", open: 54_700, high: 54_700, low: 54_700, close: 54_700 };
  const replay = () => createReplayTape({ bars: new Map([[SYMBOL, [before, bar]]]), seed: 1 });
  const random = keyedRandom("orders of a replayed day");
  const types = ["limit", "market", "best_limit", "top_limit", "conditional_limit", "mid_price", "stop_limit"] as const;
  const orders = Array.from({ length: 400 }, (_, n) => {
    const type = types[random.integer(types.length)] ?? "limit";
    const price = () => 54_000 + 100 * random.integer(15);
    const hasLimit = type === "limit" || type === "conditional_limit" || type === "stop_limit";
    return {
      at: opensAt + random.integer(closesAt - opensAt - 700_000),
      order: {
        orderId: `o${n}`,
        accountId: `a${random.integer(60)}`,
        side: random.uniform() < 0.5 ? "buy" as const : "sell" as const,
        type,
        timeInForce: "day" as const,
        limitPrice: hasLimit ? price() : null,
        stopPrice: type === "stop_limit" ? price() : null,
        quantity: 1 + random.integer(50_000),
      },
    };
  }).sort((a, b) => a.at - b.at);
  const run = (everyMs: number): string => {
    const tape = replay();
    const book = openBook({
      symbol: SYMBOL,
      date: bar.date,
      ticks: tickTable("stock", bar.date),
      band: priceBand(54_700, INSTRUMENT, bar.date),
      base: 54_700,
      opensAt,
      closesAt,
      closingAuctionFrom: closesAt - CLOSING_AUCTION_MS,
      maxQuoteAgeMs: 10_000,
      interrupts: (price, last) => Math.abs(price - last) * 100 >= last * 3,
      interruptionMs: () => 120_000,
    });
    const reach = (at: number) => advance(book, tape.slices(INSTRUMENT, bar.date, book.matchedTo, at), at);
    let next = 0;
    for (let now = opensAt; now < closesAt; now += everyMs) {
      for (let one = orders[next]; one !== undefined && one.at <= now; one = orders[++next]) {
        reach(one.at);
        enter(book, one.order, one.at);
      }
      reach(now);
    }
    for (const { at, order } of orders.slice(next)) {
      reach(at);
      enter(book, order, at);
    }
    reach(closesAt);
    close(book, closesAt);
    const { fills, ended } = drain(book);
    return JSON.stringify({ fills, ended });
  };
  const once = run(closesAt - opensAt);
  assert.ok(once.length > 50_000, "the day has many trades");
  for (const everyMs of [closesAt - opensAt, 60_000, 100]) {
    assert.ok(run(everyMs) === once, `woken every ${everyMs} ms`);
  }
});
