// What made-up days look like in the large: fixed seeds, and bounds wide enough that only a change of the model crosses them.
import assert from "node:assert/strict";
import { tradingDays } from "@hoga/krx";
import { createSimTape } from "./sim.ts";
import type { Bar, Tape, TapeInstrument } from "./types.ts";

const DATES = tradingDays("2024-01-02", "2026-11-20").map((day) => day.date);
const INDUSTRIES = ["반도체 제조업", "의약품 제조업", "은행 및 저축기관", "자동차 부품 제조업"];
const STOCKS: readonly TapeInstrument[] = Array.from({ length: 40 }, (_, index) => ({
  symbol: String(100_000 + 10 * index),
  market: "KOSPI",
  kind: "stock",
  referencePrice: 100_000,
  listedShares: null,
  industry: INDUSTRIES[index % INDUSTRIES.length] ?? null,
}));

interface Day extends Bar {
  readonly base: number;
}

function daysOf(tape: Tape, instrument: TapeInstrument): readonly Day[] {
  return DATES.map((date) => {
    const [bar, base] = [tape.dayBar(instrument, date), tape.basePrice(instrument, date)];
    assert.ok(bar !== null && base !== null);
    return { ...bar, base };
  });
}

const TAPE = createSimTape({ seed: 1 });
const HISTORIES = STOCKS.map((instrument) => daysOf(TAPE, instrument));
const returnsOf = (days: readonly Day[]) => days.map(({ base, close }) => Math.log(close / base));
const RETURNS = HISTORIES.map(returnsOf);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanOver = <Item>(items: readonly Item[], of: (item: Item) => number) => mean(items.map(of));
const moment = (values: readonly number[], power: number) => mean(values.map((value) => value ** power));

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [mean(xs), mean(ys)];
  const product = xs.reduce((sum, x, index) => sum + (x - mx) * ((ys[index] ?? my) - my), 0);
  const norm = (values: readonly number[], middle: number) => Math.hypot(...values.map((value) => value - middle));
  return product / norm(xs, mx) / norm(ys, my);
}

/** How much a row of numbers is like itself a day later. */
const memory = (values: readonly number[]) => correlation(values.slice(1), values.slice(0, -1));

Deno.test("daily returns are of a real size, with tails that a normal distribution has not", () => {
  const usual = meanOver(RETURNS, (returns) => Math.sqrt(moment(returns, 2)));
  assert.ok(usual > 0.012 && usual < 0.035, `usual move ${usual}`);
  const kurtosis = meanOver(RETURNS, (returns) => moment(returns, 4) / moment(returns, 2) ** 2);
  assert.ok(kurtosis > 4.5, `kurtosis ${kurtosis}`);
});

Deno.test("wild days come in clusters, though one day's direction tells nothing of the next", () => {
  const clustering = meanOver(RETURNS, (returns) => memory(returns.map(Math.abs)));
  assert.ok(clustering > 0.06, `of sizes ${clustering}`);
  const direction = meanOver(RETURNS, memory);
  assert.ok(Math.abs(direction) < 0.03, `of directions ${direction}`);
});

Deno.test("the market itself has calm and wild weeks", () => {
  // A double fund follows the market alone.
  const fund: TapeInstrument = {
    symbol: "122630",
    market: "KOSPI",
    kind: "etf",
    referencePrice: 100_000,
    listedShares: null,
    leverage: 2,
  };
  const clustering = meanOver(
    [1, 2, 3, 4, 5, 6],
    (seed) => memory(returnsOf(daysOf(createSimTape({ seed }), fund)).map(Math.abs)),
  );
  assert.ok(clustering > 0.07, `${clustering}`);
});

Deno.test("stocks go with the market, and closer with their sector", () => {
  const within: number[] = [];
  const across: number[] = [];
  for (const [one, left] of RETURNS.entries()) {
    for (const [other, right] of RETURNS.entries()) {
      if (other <= one) continue;
      const together = STOCKS[one]?.industry === STOCKS[other]?.industry ? within : across;
      together.push(correlation(left, right));
    }
  }
  assert.ok(mean(across) > 0.06, `across ${mean(across)}`);
  assert.ok(mean(within) > mean(across) + 0.05, `within ${mean(within)}, across ${mean(across)}`);
});

Deno.test("a stock without an industry belongs to one of a few sectors of its own", () => {
  const tape = createSimTape({ seed: 1 });
  const unknown = STOCKS.map((instrument) => returnsOf(daysOf(tape, { ...instrument, industry: null })).slice(-250));
  const close = unknown.flatMap((left, one) => unknown.slice(one + 1).map((right) => correlation(left, right)));
  close.sort((a, b) => a - b);
  const [low = 0, high = 0] = [close[Math.floor(close.length / 20)], close[Math.floor(close.length * 19 / 20)]];
  assert.ok(high - low > 0.2, `from ${low} to ${high}`);
});

Deno.test("days open with a gap, which the market has in common", () => {
  const gaps = HISTORIES.map((days) => days.map(({ base, open }) => Math.log(open / base)));
  const moved = meanOver(gaps, (own) => own.filter((gap) => gap !== 0).length / own.length);
  assert.ok(moved > 0.9, `${moved} of the days open elsewhere`);
  const usual = meanOver(gaps, (own) => Math.sqrt(moment(own, 2)));
  assert.ok(usual > 0.005 && usual < 0.02, `usual gap ${usual}`);
  const [first = [], second = []] = gaps;
  const together = mean(gaps.slice(2).map((own) => (correlation(own, first) + correlation(own, second)) / 2));
  assert.ok(together > 0.05, `gaps together ${together}`);
});

Deno.test("volume goes with how far a day moves", () => {
  const together = meanOver(HISTORIES, (days) => {
    const swings = days.map(({ high, low }) => Math.log(high / low));
    return correlation(swings, days.map((day) => Math.log(day.volume)));
  });
  assert.ok(together > 0.15, `${together}`);
});

Deno.test("within a day trading is busiest at both its ends and moves most after the open", () => {
  const half = { opening: 0, noon: 0, closing: 0 };
  const moves = { opening: 0, noon: 0 };
  for (const instrument of STOCKS.slice(0, 20)) {
    const candles = TAPE.candles(instrument, "2026-11-20", 1_800_000, Infinity);
    const [opening, noon, closing] = [candles[0], candles[6], candles[11]];
    assert.ok(opening && noon && closing);
    half.opening += opening.volume / 20;
    half.noon += noon.volume / 20;
    half.closing += closing.volume / 20;
    moves.opening += Math.log(opening.high / opening.low);
    moves.noon += Math.log(noon.high / noon.low);
  }
  assert.ok(half.opening > 1.5 * half.noon && half.closing > 1.2 * half.noon, JSON.stringify(half));
  assert.ok(moves.opening > 1.2 * moves.noon, JSON.stringify(moves));
});

Deno.test("a fund of a multiple follows the market that many times", () => {
  const fund = (leverage: number): TapeInstrument => ({
    symbol: `12263${leverage + 3}`,
    market: "KOSPI",
    kind: "etf",
    referencePrice: 100_000,
    listedShares: null,
    leverage,
  });
  const [double, inverse, doubleInverse] = [2, -1, -2].map((leverage) => returnsOf(daysOf(TAPE, fund(leverage))));
  assert.ok(double && inverse && doubleInverse);
  assert.ok(correlation(double, inverse) < -0.98);
  assert.ok(correlation(double, doubleInverse) < -0.98);
  const ratio = Math.sqrt(moment(double, 2) / moment(inverse, 2));
  assert.ok(ratio > 1.9 && ratio < 2.1, `${ratio}`);
  const market = DATES.map((_, day) => mean(RETURNS.map((returns) => returns[day] ?? 0)));
  assert.ok(correlation(double, market) > 0.6);
});
