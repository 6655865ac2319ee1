// Days for the tests of this package.
import fc from "fast-check";
import { kstMs, priceBand } from "@hoga/krx";
import { type DayPlan, makeDay } from "../day.ts";
import { ladderOf, priceGrid } from "../display.ts";
import { sliceOf } from "../made_day.ts";
import type { Bar, Slice, TapeInstrument } from "../types.ts";

export const DATE = "2026-03-18";
export const OPENS = kstMs(DATE, "09:00");
export const CLOSES = kstMs(DATE, "15:30");
export const STOCK: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: null,
  listedShares: null,
};

/** All slices of a plan's day. */
export function slicesOf(plan: DayPlan): readonly Slice[] {
  const day = makeDay(plan);
  return Array.from({ length: day.count }, (_, slot) => sliceOf(day, slot));
}

/** A plan of an ordinary day with this bar. */
export function planOf(bar: Bar, changes: Partial<DayPlan> = {}): DayPlan {
  const session = { date: DATE, opensAt: OPENS, closesAt: CLOSES };
  return { instrument: STOCK, session, bar, base: bar.open, seed: 1, ...changes };
}

const spot = fc.double({ min: 0, max: 1, noNaN: true });

/** Days of every kind: prices of all ticks, ranges from flat to the limits, volumes from one share to a hundred million. */
export const plans: fc.Arbitrary<DayPlan> = fc.record({
  base: fc.oneof(fc.integer({ min: 50, max: 3_000 }), fc.integer({ min: 3_000, max: 900_000 })),
  kind: fc.constantFrom<("stock" | "etf")[]>("stock", "stock", "etf"),
  market: fc.constantFrom<("KOSPI" | "KOSDAQ" | "KONEX")[]>("KOSPI", "KOSDAQ", "KONEX"),
  spots: fc.tuple(spot, spot, spot, spot),
  atLimit: fc.constantFrom<("upper" | "lower" | "none")[]>("upper", "lower", "none", "none", "none"),
  narrow: fc.constantFrom(1, 1, 0.2, 0.02, 0),
  volume: fc.oneof(fc.integer({ min: 4, max: 300 }), fc.integer({ min: 300, max: 100_000_000 })),
  minutes: fc.constantFrom(15, 25, 390),
  seed: fc.nat(),
}).map(({ base: near, kind, market, spots, atLimit, narrow, volume, minutes, seed }) => {
  const instrument: TapeInstrument = { ...STOCK, kind, market };
  const grid = priceGrid(instrument, DATE);
  const base = grid.floor(near);
  const band = priceBand(base, instrument, DATE);
  const all = ladderOf(grid, band.lower, band.upper);
  const width = Math.floor((all.length - 1) * narrow);
  const start = atLimit === "upper"
    ? all.length - 1 - width
    : atLimit === "lower"
    ? 0
    : Math.floor((all.length - 1 - width) * spots[0]);
  const price = (spot: number) => all[start + Math.round(spot * width)] ?? base;
  const [open, close] = [price(spots[1]), price(spots[2])];
  const bar = {
    open,
    close,
    high: Math.max(price(1), open, close),
    low: Math.min(price(spots[3] / 2), open, close),
    volume,
  };
  const session = { date: DATE, opensAt: OPENS, closesAt: OPENS + minutes * 60_000 };
  return { instrument, session, bar, base, seed };
});
