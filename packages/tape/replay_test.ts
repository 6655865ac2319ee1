import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { kstMs } from "@hoga/krx";
import { type DailyBar, parseDailyCsv } from "./daily_csv.ts";
import { joinBars } from "./day.ts";
import { createReplayTape } from "./replay.ts";
import type { TapeInstrument } from "./types.ts";

const STOCK: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: 1,
  listedShares: null,
};
const BARS: readonly DailyBar[] = [
  { date: "2025-03-17", open: 55_000, high: 55_900, low: 54_800, close: 55_500, volume: 8_000 },
  { date: "2025-03-13", open: 54_000, high: 54_600, low: 53_900, close: 54_450, volume: 9_000 },
  { date: "2025-03-14", open: 54_500, high: 55_100, low: 54_400, close: 54_700, volume: 0 },
];
const tape = () => createReplayTape({ bars: new Map([["005930", BARS]]), seed: 1 });

Deno.test("createReplayTape() takes the base price from the bar before, up on the tick, or the first day's own open", () => {
  const rows: readonly (readonly [date: string, base: number | null, previousClose: number | undefined])[] = [
    ["2025-03-12", null, undefined],
    ["2025-03-13", 54_000, 54_000],
    ["2025-03-14", 54_500, 54_450],
    ["2025-03-15", 54_700, 54_700],
    ["2025-03-17", 54_700, 54_700],
    ["2025-03-18", 55_500, 55_500],
    ["2026-11-20", 55_500, 55_500],
  ];
  for (const [date, base, previousClose] of rows) {
    assert.equal(tape().basePrice(STOCK, date), base, date);
    const quote = tape().quote(STOCK, date, kstMs(date, "08:00"));
    assert.equal(quote?.last, base ?? undefined);
    assert.equal(quote?.previousClose, previousClose);
  }
});

Deno.test("createReplayTape() has no slices for a date or a symbol without a bar", () => {
  for (
    const [symbol, date] of [["005930", "2025-03-18"], ["000660", "2025-03-17"], ["005930", "2025-03-15"]] as const
  ) {
    const instrument = { ...STOCK, symbol };
    assert.deepEqual(tape().slices(instrument, date, 0, Infinity), []);
    assert.equal(tape().sliceAt(instrument, date, kstMs(date, "12:00")), null);
    assert.equal(tape().dayBar(instrument, date), null);
    assert.deepEqual(tape().candles(instrument, date, 60_000, Infinity), []);
  }
  assert.equal(tape().quote({ ...STOCK, symbol: "000660" }, "2025-03-17", Infinity), null);
});

Deno.test("createReplayTape() plays a day without volume as books without prints", () => {
  const slices = tape().slices(STOCK, "2025-03-14", 0, Infinity);
  assert.equal(slices.length, 4_681);
  assert.ok(slices.every(({ print, bids, asks }) => print === null && bids.length === 10 && asks.length === 10));
  assert.deepEqual(tape().candles(STOCK, "2025-03-14", 60_000, Infinity), []);
  assert.equal(tape().quote(STOCK, "2025-03-14", Infinity)?.last, 54_500);
});

Deno.test("createReplayTape() does not play a bar of a day the calendar takes for closed", () => {
  const sunday = { date: "2025-03-16", open: 5, high: 5, low: 5, close: 5, volume: 5 };
  const odd = createReplayTape({ bars: new Map([["005930", [sunday]]]), seed: 1 });
  assert.equal(odd.dayBar(STOCK, "2025-03-16"), null);
  assert.deepEqual(odd.slices(STOCK, "2025-03-16", 0, Infinity), []);
});

Deno.test("createReplayTape() leaves out minutes that are outside the session, and sums the rest to the day's bar", () => {
  const flat = (time: string, price: number, volume: number) => (
    { at: kstMs("2025-03-17", time), open: price, high: price, low: price, close: price, volume }
  );
  const minutes = [flat("15:30", 55_300, 5), flat("08:59", 1, 7), flat("09:00", 55_200, 3), flat("16:00", 9, 9)];
  const replay = createReplayTape({
    bars: new Map([["005930", BARS]]),
    minutes: new Map([["005930", new Map([["2025-03-17", minutes]])]]),
    seed: 1,
  });
  const expected = { open: 55_200, high: 55_300, low: 55_200, close: 55_300, volume: 8 };
  assert.deepEqual(replay.dayBar(STOCK, "2025-03-17"), expected);
  assert.deepEqual(joinBars(replay.candles(STOCK, "2025-03-17", 60_000, Infinity)), expected);
});

Deno.test("createReplayTape() plays days of minute bars alone, each based on the close before", () => {
  const minute = (date: string, time: string, price: number) => (
    { at: kstMs(date, time), open: price, high: price + 100, low: price - 100, close: price, volume: 900 }
  );
  const minutes = new Map([
    ["2025-03-13", [minute("2025-03-13", "09:00", 54_000), minute("2025-03-13", "10:00", 54_300)]],
    ["2025-03-15", [minute("2025-03-15", "09:00", 1)]],
    ["2025-03-17", [minute("2025-03-17", "09:05", 55_200)]],
  ]);
  const replay = createReplayTape({ bars: new Map(), minutes: new Map([["005930", minutes]]), seed: 1 });
  assert.deepEqual(replay.dayBar(STOCK, "2025-03-13"), {
    open: 54_000,
    high: 54_400,
    low: 53_900,
    close: 54_300,
    volume: 1_800,
  });
  assert.equal(replay.basePrice(STOCK, "2025-03-17"), 54_300);
  assert.deepEqual(replay.candles(STOCK, "2025-03-17", 60_000, Infinity), minutes.get("2025-03-17"));
  assert.equal(replay.dayBar(STOCK, "2025-03-15"), null);
});

Deno.test("createReplayTape() replays real days to the won and the share", () => {
  for (const symbol of ["005930", "035420", "247540"]) {
    const bars = realBars(symbol);
    if (bars === null) return;
    const real = createReplayTape({ bars: new Map([[symbol, bars]]), seed: 7 });
    const instrument: TapeInstrument = { ...STOCK, symbol, market: symbol === "247540" ? "KOSDAQ" : "KOSPI" };
    for (const [index, { date, ...bar }] of bars.entries()) {
      assert.deepEqual(real.dayBar(instrument, date), bar, `${symbol} ${date}`);
      if (index % 10 !== 0 && date !== "2025-03-14") continue;
      for (const interval of [60_000, 300_000, 86_400_000]) {
        const candles = real.candles(instrument, date, interval, kstMs(date, "23:00"));
        assert.deepEqual(joinBars(candles), bar, `${symbol} ${date} by ${interval} ms`);
      }
    }
  }
});

/** The daily bars of a real issue, or null where the data is not at hand. */
function realBars(symbol: string): readonly DailyBar[] | null {
  const file = new URL(`../../../shared/krx/daily/${symbol}.csv`, import.meta.url);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    console.log(`skipped: there is no ${symbol}.csv among the market data`);
    return null;
  }
  const parsed = parseDailyCsv(text);
  if ("error" in parsed) assert.fail(parsed.error);
  return parsed.bars;
}
