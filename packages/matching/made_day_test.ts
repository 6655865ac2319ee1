// A whole made-up day of the sim tape, with every kind of order, however often the engine is woken.
import assert from "node:assert/strict";
import { kstMs, priceBand, tickTable } from "@hoga/krx";
import { CLOSING_AUCTION_MS, createSimTape } from "@hoga/tape";
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
