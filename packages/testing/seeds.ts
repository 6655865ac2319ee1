// Randomness that a failing run can repeat.

/** A run with this setting uses that seed alone: `HOGA_TEST_SEED=17 deno task test packages/matching`. */
const SEED_SETTING = "HOGA_TEST_SEED";

/** The seeds of a simulation: 1 to `count`, or the one named by `HOGA_TEST_SEED`. */
export function testSeeds(count: number): number[] {
  const chosen = Deno.env.get(SEED_SETTING);
  return chosen === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(chosen)];
}

/** A source of numbers from 0 up to but not including 1, a function of `seed` alone (mulberry32, 32 bits of state). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
