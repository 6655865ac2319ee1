import assert from "node:assert/strict";
import fc from "fast-check";
import { isOnTick, kstMs, priceBand } from "@hoga/krx";
import { candlesOf } from "./candles.ts";
import { type DayPlan, joinBars, makeDay } from "./day.ts";
import { priceGrid } from "./display.ts";
import { CLOSES, DATE, OPENS, planOf, plans, slicesOf, STOCK } from "./testing/days.ts";
import { CLOSING_AUCTION_MS, SLICE_MS } from "./made_day.ts";
import type { Bar, Candle, Slice } from "./types.ts";

/** What a day's prints add up to; null without any. */
function printedBar(slices: readonly Slice[]): Bar | null {
  const prints = slices.flatMap(({ print }) => print ?? []);
  const [first] = prints;
  const last = prints.at(-1);
  if (first === undefined || last === undefined) return null;
  const prices = prints.map((print) => print.price);
  const volume = prints.reduce((sum, print) => sum + print.size, 0);
  return { open: first.price, high: Math.max(...prices), low: Math.min(...prices), close: last.price, volume };
}

Deno.test("makeDay() touches open, high, low, close and volume exactly", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const slices = slicesOf(plan);
      assert.deepEqual(printedBar(slices), plan.bar);
      assert.equal(slices[0]?.print?.price, plan.bar.open);
      assert.equal(slices.at(-1)?.print?.price, plan.bar.close);
      for (const { print } of slices) assert.ok(print === null || (Number.isSafeInteger(print.size) && print.size > 0));
    }),
    { numRuns: 150 },
  );
});

Deno.test("makeDay() numbers a slice every 5 s, with an auction at both ends and no print in the closing window", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { opensAt, closesAt } = plan.session;
      const slices = slicesOf(plan);
      assert.equal(slices.length, (closesAt - opensAt) / SLICE_MS + 1);
      for (const [index, slice] of slices.entries()) {
        assert.equal(slice.seq, index);
        assert.equal(slice.at, opensAt + index * SLICE_MS);
        const last = index === slices.length - 1;
        if (index === 0) assert.equal(slice.rule, "opening_auction");
        else if (last) assert.equal(slice.rule, "closing_auction");
        else assert.ok(slice.rule === "continuous" || slice.rule === "volatility_auction");
        if (last) assert.equal(slice.trading, "halted");
        else if (slice.at >= closesAt - CLOSING_AUCTION_MS) {
          assert.deepEqual([slice.print, slice.rule, slice.trading], [null, "continuous", "auction"]);
        }
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("makeDay() shows books on the tick, within limits and range, that fit their prints", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { instrument, bar } = plan;
      const { upper, lower } = priceBand(plan.base, instrument, DATE);
      const valid = (price: number) => isOnTick(price, instrument.kind, DATE, instrument.market);
      let last = bar.open;
      for (const { print, bids, asks } of slicesOf(plan)) {
        last = print?.price ?? last;
        const [bestBid, bestAsk] = [bids[0]?.price, asks[0]?.price];
        for (const { price, size } of [...bids, ...asks]) {
          assert.ok(valid(price) && price >= lower && price <= upper, `level at ${price}`);
          assert.ok(Number.isSafeInteger(size) && size >= 1);
        }
        assertSteps(bids.map((level) => level.price), asks.map((level) => level.price), plan);
        assert.equal(asks.length === 0, last === upper);
        assert.equal(bids.length === 0, last === lower);
        assert.ok(bestBid === last || bestAsk === last, "the last price is one of the best two");
        if (bar.high > bar.low) {
          assert.ok((bestAsk ?? 0) <= bar.high && (bestBid ?? Infinity) >= bar.low, "the best prices are in the range");
        }
        if (print !== null && last > lower && last < upper) {
          assert.equal(print.side === "buy" ? bestAsk : bestBid, last);
        }
      }
    }),
    { numRuns: 40 },
  );
});

/** Levels are one tick apart, ten at most, and fewer only where a limit ends them. */
function assertSteps(bids: readonly number[], asks: readonly number[], { instrument, base }: DayPlan): void {
  const grid = priceGrid(instrument, DATE);
  const { upper, lower } = priceBand(base, instrument, DATE);
  for (let rank = 1; rank < asks.length; rank++) assert.equal(asks[rank], grid.ceil((asks[rank - 1] ?? 0) + 1));
  for (let rank = 1; rank < bids.length; rank++) assert.equal(bids[rank], grid.floor((bids[rank - 1] ?? 0) - 1));
  if (asks.length > 0 && bids.length > 0) assert.equal(asks[0], grid.ceil((bids[0] ?? 0) + 1));
  assert.ok(asks.length === 10 || asks.length === 0 || asks.at(-1) === upper);
  assert.ok(bids.length === 10 || bids.length === 0 || bids.at(-1) === lower);
}

Deno.test("makeDay() is the same day for the same plan, and another for another seed, symbol or date", () => {
  const bar = { open: 70_000, high: 71_500, low: 69_200, close: 71_000, volume: 1_000_000 };
  const plan = planOf(bar);
  assert.deepEqual(slicesOf(plan), slicesOf(planOf(bar)));
  for (
    const other of [
      planOf(bar, { seed: 2 }),
      planOf(bar, { instrument: { ...STOCK, symbol: "000660" } }),
      planOf(bar, { session: { ...plan.session, date: "2026-03-19" } }),
    ]
  ) {
    const strip = ({ print, bids, asks }: Slice) => ({ print, bids, asks });
    assert.notDeepEqual(slicesOf(plan).map(strip), slicesOf(other).map(strip));
  }
});

Deno.test("makeDay() gives auctions their share and trades most after the open and before the close", () => {
  const slices = slicesOf(planOf({ open: 70_000, high: 71_500, low: 69_200, close: 71_000, volume: 1_000_000 }));
  const volume = (from: string, to: string) =>
    slices.filter(({ at }) => at > kstMs(DATE, from) && at <= kstMs(DATE, to))
      .reduce((sum, { print }) => sum + (print?.size ?? 0), 0);
  const opening = slices[0]?.print?.size ?? 0;
  const closing = slices.at(-1)?.print?.size ?? 0;
  assert.ok(opening > 19_000 && opening < 61_000);
  assert.ok(closing > 49_000 && closing < 121_000);
  assert.ok(volume("09:00", "09:30") > 1.5 * volume("12:00", "12:30"));
  assert.ok(volume("14:45", "15:15") > 1.2 * volume("12:00", "12:30"));
});

Deno.test("makeDay() leaves slices without a print on a day of few shares", () => {
  const slices = slicesOf(planOf({ open: 5_000, high: 5_050, low: 4_980, close: 5_010, volume: 400 }));
  const printed = slices.filter(({ print }) => print !== null).length;
  assert.ok(printed > 4 && printed < 120, `${printed} prints`);
});

const SCARCE: readonly (readonly [string, Bar, readonly number[]])[] = [
  ["no share: only books", { open: 5_000, high: 5_000, low: 5_000, close: 5_000, volume: 0 }, []],
  ["no share, prices left at 0", { open: 0, high: 0, low: 0, close: 5_000, volume: 0 }, []],
  ["one share", { open: 5_000, high: 5_000, low: 5_000, close: 5_000, volume: 1 }, [5_000]],
  ["two shares for two prices", { open: 5_000, high: 5_100, low: 5_000, close: 5_100, volume: 2 }, [5_000, 5_100]],
  ["three shares", { open: 5_000, high: 5_200, low: 5_000, close: 5_100, volume: 3 }, [5_000, 5_200, 5_100]],
  ["one share for two prices: the close", { open: 5_000, high: 5_100, low: 5_000, close: 5_100, volume: 1 }, [5_100]],
  ["two shares for three: no high", { open: 5_000, high: 5_200, low: 5_000, close: 5_100, volume: 2 }, [5_000, 5_100]],
  ["a low above the close", { open: 5_100, high: 5_100, low: 5_100, close: 5_000, volume: 2 }, [5_100, 5_000]],
];

Deno.test("makeDay() prints what few shares allow", () => {
  for (const [what, bar, prices] of SCARCE) {
    const slices = slicesOf(planOf(bar, { base: 5_000 }));
    assert.deepEqual(slices.flatMap(({ print }) => print?.price ?? []), prices, what);
    assert.ok(slices.every(({ bids, asks }) => bids.length === 10 && asks.length === 10), what);
  }
});

Deno.test("makeDay() prints an off-tick price of the bar as it is and keeps the book on the tick, inside the range", () => {
  const bar = { open: 296_000, high: 298_250, low: 295_250, close: 297_000, volume: 500_000 };
  const slices = slicesOf(planOf(bar));
  assert.deepEqual(printedBar(slices), bar);
  for (const { bids, asks } of slices) {
    assert.ok([...bids, ...asks].every(({ price }) => price % 500 === 0));
    assert.ok((bids[0]?.price ?? 0) >= 295_500 && (asks[0]?.price ?? 0) <= 298_000);
  }
});

Deno.test("makeDay() plays a bar beyond the price limits, with books around it", () => {
  const bar = { open: 10_000, high: 30_000, low: 6_000, close: 29_000, volume: 500_000 };
  const slices = slicesOf(planOf(bar));
  assert.deepEqual(printedBar(slices), bar);
  assert.ok(slices.every(({ bids, asks }) => bids.length > 0 && asks.length > 0));
});

const minuteDays: fc.Arbitrary<{ minutes: Candle[]; seed: number }> = fc.record({
  seed: fc.nat(),
  bars: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 379 }),
      rungs: fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 12 }))),
      volume: fc.integer({ min: 4, max: 5_000 }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  close: fc.option(fc.integer({ min: 1, max: 9_000 })),
}).map(({ seed, bars, close }) => {
  const byMinute = new Map(bars.map((bar) => [bar.minute, bar]));
  const minutes = [...byMinute.values()].sort((a, b) => a.minute - b.minute).map(({ minute, rungs, volume }) => {
    const [open, close, ...rest] = rungs.map((rung) => 70_000 + rung * 100);
    assert.ok(open !== undefined && close !== undefined);
    const [high, low] = [Math.max(open, close, ...rest), Math.min(open, close, ...rest)];
    return { at: OPENS + minute * 60_000, open, high, low, close, volume };
  });
  const flat = { open: 70_500, high: 70_500, low: 70_500, close: 70_500 };
  if (close !== null) minutes.push({ at: CLOSES - 60_000, ...flat, volume: close });
  return { seed, minutes };
});

Deno.test("makeDay() follows minute bars to the share", () => {
  fc.assert(
    fc.property(minuteDays, ({ minutes, seed }) => {
      const plan = planOf(joinBars(minutes), { minutes, seed, base: 70_000 });
      assert.deepEqual(candlesOf(makeDay(plan), 60_000, CLOSES), minutes);
    }),
    { numRuns: 60 },
  );
});

Deno.test("makeDay() takes a minute bar at the very close for the closing auction", () => {
  const minutes = [
    { at: OPENS, open: 70_000, high: 70_300, low: 69_900, close: 70_100, volume: 900 },
    { at: CLOSES - 60_000, open: 70_000, high: 70_000, low: 70_000, close: 70_000, volume: 5 },
    { at: CLOSES, open: 70_200, high: 70_200, low: 70_200, close: 70_200, volume: 700 },
  ];
  const slices = slicesOf(planOf(joinBars(minutes), { minutes }));
  assert.deepEqual(printedBar(slices), { open: 70_000, high: 70_300, low: 69_900, close: 70_200, volume: 1_605 });
  assert.deepEqual(slices.at(-1)?.print?.size, 700);
});
