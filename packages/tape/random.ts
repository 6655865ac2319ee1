/**
 * A stream of pseudo-random numbers that depends on nothing but the key it was made from. Not for secrets.
 * Each call moves the stream on by one draw, so the order of calls is part of the result.
 */
export interface KeyedRandom {
  /** A number in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A whole number in [0, below); `below` is at least 1 and at most 2^32. */
  integer(below: number): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** A draw that stands for a normal one where thousands are needed: mean 0, variance 1, within 3 either way, several times as fast. */
  bell(): number;
}

/**
 * The random stream of a key. The same key gives the same stream in any process; keys that differ in one character give unrelated ones.
 * Write what the numbers are for into the key (`7|005930|2026-11-20|path`), so that no two uses share a stream.
 *
 * The generator is sfc32 (Chris Doty-Humphrey's small fast counter): 128 bits of state, which the key's hash fills.
 */
export function keyedRandom(key: string): KeyedRandom {
  // Two hashes of different beginnings: a single one would leave only 2^32 streams, and days would soon share one.
  let a = hash32(key);
  let b = hash32(key, 0x9e3779b9);
  let c = scramble(a ^ (b >>> 1));
  let counter = 1;
  let spare: number | null = null;

  function draw(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
  function uniform(): number {
    return draw() / 0x1_0000_0000;
  }
  // The first numbers of a counter-based generator still show the seed; a few rounds mix it in.
  for (let round = 0; round < 12; round++) draw();

  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (below) => Math.floor(uniform() * below),
    normal() {
      if (spare !== null) {
        const kept = spare;
        spare = null;
        return kept;
      }
      // The Box-Muller transform makes two independent draws at a time. 1 - u keeps the logarithm away from 0.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    bell: () => bellOf(draw()),
  };
}

/** The sum of three 10-bit draws (0 to 3 * 1023) of a 32-bit draw: close to a bell, with mean 1534.5 and a deviation of {@linkcode SUM_DEVIATION}. */
export function bellSum(bits: number): number {
  return (bits & 1023) + ((bits >>> 10) & 1023) + ((bits >>> 20) & 1023);
}

/** The mean and the standard deviation of {@linkcode bellSum}. */
export const SUM_MEAN = 1534.5;
export const SUM_DEVIATION = 512;

/** A 32-bit draw as a number of about the standard normal distribution, within 3 either way. */
export function bellOf(bits: number): number {
  return (bellSum(bits) - SUM_MEAN) / SUM_DEVIATION;
}

/**
 * The normal draw at a place of an endless row: the same for the same key (a hash) and index (whole), unrelated at any other. Unlike a
 * stream it is read in any order.
 */
export function normalAt(key: number, index: number): number {
  const first = scramble(key ^ Math.imul(index, 0x9e3779b1));
  const second = scramble(first ^ 0x5bd1e995);
  return Math.sqrt(-2 * Math.log((first + 1) / 0x1_0000_0001)) * Math.cos(2 * Math.PI * second / 0x1_0000_0000);
}

/** The number in [0, 1) at a place of an endless row, as {@linkcode normalAt} draws. Another use needs another key. */
export function uniformAt(key: number, index: number): number {
  return scramble(key ^ Math.imul(index, 0x9e3779b1)) / 0x1_0000_0000;
}

/** A 32-bit hash of a text (FNV-1a over its UTF-16 code units from `basis`, then scrambled). Whole, in [0, 2^32). */
export function hash32(text: string, basis = 0x811c9dc5): number {
  let hash = basis;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return scramble(hash);
}

/** A bijection of the 32-bit integers in which every input bit changes half of the output bits (murmur3's finaliser). In [0, 2^32). */
export function scramble(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
