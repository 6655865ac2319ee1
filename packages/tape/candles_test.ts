import assert from "node:assert/strict";
import fc from "fast-check";
import { kstMs, tradingDay } from "@hoga/krx";
import { createReplayTape } from "./replay.ts";
import type { Candle, Tape, TapeInstrument } from "./types.ts";

const DATE = "2026-03-18";
const INSTRUMENT: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: null,
  listedShares: null,
};
const at = (time: string) => kstMs(DATE, time);

/** A tape of a few minutes whose prints are known: flat minutes print once at their start (the closing one at the close). */
function tapeOf(...minutes: readonly (readonly [time: string, price: number, volume: number])[]): Tape {
  const candles = minutes.map(([time, price, volume]): Candle => (
    { at: at(time), open: price, high: price, low: price, close: price, volume }
  ));
  const before = { date: "2026-03-17", open: 70_000, high: 70_000, low: 70_000, close: 70_000, volume: 10 };
  return createReplayTape({
    bars: new Map([[INSTRUMENT.symbol, [before, { ...before, date: DATE }]]]),
    minutes: new Map([[INSTRUMENT.symbol, new Map([[DATE, candles]])]]),
    seed: 1,
  });
}

const TAPE = tapeOf(["09:00", 70_100, 1], ["09:01", 70_300, 1], ["09:04", 70_200, 1], ["09:06", 70_400, 1], [
  "15:29",
  70_500,
  9,
]);

Deno.test("candles() join prints by intervals from the open, leaving out those without a print", () => {
  assert.deepEqual(TAPE.candles(INSTRUMENT, DATE, 300_000, at("15:30")), [
    { at: at("09:00"), open: 70_100, high: 70_300, low: 70_100, close: 70_200, volume: 3 },
    { at: at("09:05"), open: 70_400, high: 70_400, low: 70_400, close: 70_400, volume: 1 },
    { at: at("15:25"), open: 70_500, high: 70_500, low: 70_500, close: 70_500, volume: 9 },
  ]);
});

Deno.test("candles() take what printed up to and at `until`, and the closing auction into the last interval", () => {
  const ends = (until: string, interval: number) =>
    TAPE.candles(INSTRUMENT, DATE, interval, at(until)).map((candle) => [candle.at, candle.close, candle.volume]);
  assert.deepEqual(ends("08:59", 60_000), []);
  assert.deepEqual(ends("09:00:59", 300_000), [[at("09:00"), 70_100, 1]]);
  assert.deepEqual(ends("09:01", 300_000), [[at("09:00"), 70_300, 2]]);
  assert.deepEqual(ends("15:29:59", 60_000).at(-1), [at("09:06"), 70_400, 1]);
  assert.deepEqual(ends("15:30", 60_000).at(-1), [at("15:29"), 70_500, 9]);
  assert.deepEqual(ends("15:30", 3_600_000).at(-1), [at("15:00"), 70_500, 9]);
  assert.deepEqual(ends("15:30", 7 * 3_600_000), [[at("09:00"), 70_500, 13]]);
});

Deno.test("candles() refuse an interval that is no positive whole number", () => {
  for (const interval of [0, -60_000, 0.5, NaN]) {
    assert.throws(() => TAPE.candles(INSTRUMENT, DATE, interval, at("15:30")), RangeError);
  }
});

Deno.test("quote() tells the day so far", () => {
  const { bids, asks, ...quote } = TAPE.quote(INSTRUMENT, DATE, at("09:04:03")) ?? assert.fail("no quote");
  assert.deepEqual(quote, {
    symbol: "005930",
    seq: 48,
    at: at("09:04"),
    last: 70_200,
    open: 70_100,
    high: 70_300,
    low: 70_100,
    volume: 3,
    previousClose: 70_000,
    indicative: null,
    source: "replay",
  });
  const slice = TAPE.sliceAt(INSTRUMENT, DATE, at("09:04:03"));
  assert.deepEqual({ bids, asks }, { bids: slice?.bids, asks: slice?.asks });
});

Deno.test("quote() before the open has only the base price, as old as the close before", () => {
  assert.deepEqual(TAPE.quote(INSTRUMENT, DATE, at("08:59:59.999")), {
    symbol: "005930",
    seq: -1,
    at: tradingDay("2026-03-17").closesAt,
    last: 70_000,
    open: null,
    high: null,
    low: null,
    volume: 0,
    previousClose: 70_000,
    bids: [],
    asks: [],
    indicative: { price: 70_100, size: 1 },
    source: "replay",
  });
});

Deno.test("quote() at any moment is what the slices up to it add up to", () => {
  const tape = createReplayTape({
    bars: new Map([[INSTRUMENT.symbol, [
      { date: DATE, open: 70_000, high: 71_500, low: 69_200, close: 71_000, volume: 30_000 },
    ]]]),
    seed: 3,
  });
  const prints = tape.slices(INSTRUMENT, DATE, 0, Infinity).flatMap(({ at, print }) =>
    print === null ? [] : [{ at, ...print }]
  );
  const times = fc.integer({ min: at("09:00"), max: at("15:31") });
  fc.assert(
    fc.property(fc.array(times, { minLength: 5, maxLength: 5 }), (moments) => {
      for (const moment of moments) {
        const past = prints.filter((print) => print.at <= moment);
        const prices = past.map((print) => print.price);
        const quote = tape.quote(INSTRUMENT, DATE, moment) ?? assert.fail("no quote");
        assert.deepEqual([quote.open, quote.high, quote.low, quote.last, quote.volume], [
          prices[0],
          Math.max(...prices),
          Math.min(...prices),
          prices.at(-1),
          past.reduce((sum, print) => sum + print.size, 0),
        ]);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("quote() before the first print keeps the base price as its last, with a book", () => {
  const quote = tapeOf(["09:10", 70_100, 1]).quote(INSTRUMENT, DATE, at("09:05"));
  assert.equal(quote?.last, 70_000);
  assert.equal(quote?.open, null);
  assert.equal(quote?.bids.length, 10);
});
