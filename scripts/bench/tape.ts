// How long a made day takes, printed in milliseconds: `deno run scripts/bench/tape.ts`.
import { tradingDays } from "@hoga/krx";
import { createSimTape, type TapeInstrument } from "@hoga/tape";

const instrument: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: 120_000,
  listedShares: 5_919_637_922,
};
const fund: TapeInstrument = {
  symbol: "069500",
  market: "KOSPI",
  kind: "etf",
  referencePrice: 60_000,
  listedShares: null,
};
const dates = tradingDays("2026-01-02", "2026-11-20");

function time(label: string, runs: number, run: (index: number) => void): void {
  for (let index = 0; index < 20; index++) run(index);
  const start = performance.now();
  for (let index = 0; index < runs; index++) run(index);
  console.log(`${label.padEnd(44)} ${((performance.now() - start) / runs).toFixed(3)} ms`);
}

function dayOf(index: number) {
  const day = dates[index % dates.length];
  if (day === undefined || day.opensAt === null || day.closesAt === null) throw new Error("no such day");
  return { date: day.date, opensAt: day.opensAt, closesAt: day.closesAt };
}

const warm = createSimTape({ seed: 1 });
time("first look at a symbol (walk, bar, one slice)", 100, (index) => {
  const { date, opensAt } = dayOf(200);
  warm.sliceAt({ ...instrument, symbol: String(100_000 + index) }, date, opensAt);
});
// A tape per run: what a tape has made it keeps.
let cold = createSimTape({ seed: 1 });
time("a day of a stock", 200, (index) => {
  if (index === 0) cold = createSimTape({ seed: 2 });
  const { date, opensAt } = dayOf(index);
  cold.sliceAt(instrument, date, opensAt);
});
time("a day of an ETF at 60,000 won (5-won ticks)", 200, (index) => {
  if (index === 0) cold = createSimTape({ seed: 3 });
  const { date, opensAt } = dayOf(index);
  cold.sliceAt(fund, date, opensAt);
});
const today = dayOf(200);
time("one slice of a made day", 5_000, (index) => {
  warm.sliceAt(instrument, today.date, today.opensAt + index * 3_000);
});
time("a quote at the close", 500, () => {
  warm.quote(instrument, today.date, today.closesAt);
});
time("all slices of a made day", 50, () => {
  warm.slices(instrument, today.date, today.opensAt, today.closesAt);
});
time("one-minute candles of a made day", 200, () => {
  warm.candles(instrument, today.date, 60_000, today.closesAt);
});
time("daily bar", 2_000, (index) => {
  warm.dayBar(instrument, dayOf(index).date);
});
