import { type InstrumentKind, type Market, tickTable } from "@hoga/krx";
import { bellSum, scramble, SUM_DEVIATION, SUM_MEAN } from "./random.ts";
import type { Level } from "./types.ts";

/** The levels shown on each side of a book. */
const DEPTH = 10;

/** The valid prices of one instrument on one day. */
export interface PriceGrid {
  /** The lowest valid price at or above `price`. */
  ceil(price: number): number;
  /** The highest valid price at or below `price`; the smallest valid price where there is none. */
  floor(price: number): number;
}

/** The grid of an instrument's prices (won) on a KST date: the rounding of `@hoga/krx`, with the day's ticks looked up once. */
export function priceGrid({ kind, market }: { kind: InstrumentKind; market: Market }, date: string): PriceGrid {
  const table = tickTable(kind, date, market);
  // A day stays within one row of the table or two: the row found last is tried first.
  let [from, below, tick] = [0, 0, 0];
  function tickAt(price: number): number {
    if (price >= from && price < below) return tick;
    from = 0;
    for ([below, tick] of table) {
      if (price < below) return tick;
      from = below;
    }
    throw new RangeError(`not a price: ${price}`);
  }
  return {
    ceil(price) {
      const step = tickAt(price);
      return Math.max(Math.ceil(price / step) * step, step);
    },
    floor(price) {
      const step = tickAt(price);
      return Math.max(Math.floor(price / step) * step, step);
    },
  };
}

/** The valid prices from `low` to `high`, rising, together with `extra` prices, valid or not. */
export function ladderOf(grid: PriceGrid, low: number, high: number, extra: readonly number[] = []): Int32Array {
  const rungs: number[] = [];
  for (let price = grid.ceil(low); price <= high; price = grid.ceil(price + 1)) rungs.push(price);
  const valid = new Set(rungs);
  const others = extra.filter((price) => !valid.has(price));
  if (others.length === 0) return Int32Array.from(rungs);
  return Int32Array.from(new Set([...rungs, ...others])).sort();
}

/** The valid prices at which a book may show levels while its best prices are from `lowest` to `highest`, within the limits. */
export function displayLadder(
  grid: PriceGrid,
  range: { lowest: number; highest: number; lower: number; upper: number },
): Int32Array {
  const { lowest, highest, lower, upper } = range;
  let low = lowest;
  for (let rank = 0; rank <= DEPTH && low > 1 && grid.floor(low - 1) >= lower; rank++) low = grid.floor(low - 1);
  let high = highest;
  for (let rank = 0; rank <= DEPTH && grid.ceil(high + 1) <= upper; rank++) high = grid.ceil(high + 1);
  return ladderOf(grid, low, high);
}

/** The index of `price` in a rising list, or of the last entry below it; 0 where there is none. */
export function rungOf(ladder: Int32Array, price: number): number {
  let low = 0;
  let high = ladder.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ladder[middle] ?? Infinity) <= price) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * One side of a book: up to ten levels from the rung `best` outwards, rising for `step` 1 and falling for -1, as far as the ladder goes.
 * Sizes are around `depth` shares; they follow from `key` and the level's rank.
 */
export function levels(ladder: Int32Array, best: number, step: 1 | -1, depth: number, key: number): Level[] {
  const side: Level[] = [];
  for (let rank = 0; rank < DEPTH; rank++) {
    const price = ladder[best + step * rank];
    if (price === undefined) break;
    side.push({ price, size: displayedSize(depth, scramble(key + Math.imul(rank, 0x9e3779b9))) });
  }
  return side;
}

/** The lognormal factor of each sum of draws. */
const FACTORS = Float64Array.from(
  { length: 3 * 1023 + 1 },
  (_, sum) => Math.exp(0.7 * (sum - SUM_MEAN) / SUM_DEVIATION),
);

function displayedSize(depth: number, bits: number): number {
  return Math.max(1, Math.round(depth * (FACTORS[bellSum(bits)] ?? 1)));
}
