// Random choices that a seed repeats.
import { keyedRandom } from "../../packages/tape/random.ts";

/** A source of choices. */
export interface Choice {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  /** True in `percent` of a hundred cases. */
  chance(percent: number): boolean;
  of<T>(values: readonly [T, ...T[]]): T;
}

/** The choices of a key: the same key gives the same ones in the same order. */
export function keyedChoice(key: string): Choice {
  const random = keyedRandom(key);
  const below = (n: number) => random.integer(n);
  return {
    below,
    chance: (percent) => below(100) < percent,
    of: (values) => values[below(values.length)] ?? values[0],
  };
}
