import { drawPrices, type Gathering, type Stop, type Watch } from "./prices.ts";
import { type KeyedRandom, keyedRandom } from "./random.ts";
import type { Bar } from "./types.ts";

/** The prints of a day by slot: a size of 0 is a slot without a print. */
export interface Prints {
  readonly price: Int32Array;
  readonly size: Uint32Array | Float64Array;
}

/** A bar and the slots that its prints may take. */
export interface BarPlan {
  readonly bar: Bar;
  /** The slots in order of time, at least one. The first prints at the bar's open and the last at its close. */
  readonly slots: Int32Array;
  /** The part of the volume, in [0, 1), that the first slot and the last one print: the share of an auction, or 0. */
  readonly firstShare: number;
  readonly lastShare: number;
  /** How busy the bar is at a part of its time in [0, 1]: a positive weight, 1 on a dull moment. Volume and variance follow it. */
  activity(part: number): number;
  /** The rules that interrupt trading, for slots that follow each other without gaps up to the last but one; null where none apply. */
  readonly watch: Watch | null;
}

/** What a busy 5 seconds need at least: with fewer shares to give, slots go without a print. */
const USUAL_PRINT = 10;

/**
 * Prints a bar into its slots so that their first price is its open, the last its close, the highest its high, the lowest its low, and
 * their sizes sum to its volume; returns the stretches in which volatility interruptions gathered orders instead. `ladder` holds, in
 * rising order, the prices that may print: all within the bar, its own four among them.
 *
 * That takes a slot and a share for the open, for the close, and for each extreme that is neither of them. Where slots or shares are too
 * few, the extremes are given up first, then the open. A bar without volume prints nothing. The random stream is that of `key`.
 */
export function printBar(prints: Prints, plan: BarPlan, ladder: Int32Array, key: string): readonly Gathering[] {
  const { bar, slots, watch } = plan;
  const first = slots[0];
  if (bar.volume === 0 || first === undefined) return [];
  if (bar.volume === 1 || slots.length === 1) {
    prints.price[first] = bar.close;
    prints.size[first] = bar.volume;
    return [];
  }
  const random = keyedRandom(key);
  const stops = drawStops(plan, random);
  const clock = clockOf(plan);
  const weights = drawWeights(plan, stops, clock, random);
  const gatherings = drawPrices(prints.price, { slots, stops, clock, weights, ladder, watch }, random);
  shareOut(prints.size, plan, weights);
  return gatherings;
}

function drawStops({ bar, slots }: BarPlan, random: KeyedRandom): readonly Stop[] {
  const last = slots.length - 1;
  const extremes: number[] = [];
  if (bar.high > bar.open && bar.high > bar.close) extremes.push(bar.high);
  if (bar.low < bar.open && bar.low < bar.close) extremes.push(bar.low);
  if (random.uniform() < 0.5) extremes.reverse();
  extremes.length = Math.min(extremes.length, bar.volume - 2, last - 1);

  const positions = drawPositions(extremes.length, last - 1, random);
  return [
    { position: 0, price: bar.open },
    ...extremes.map((price, index) => ({ position: positions[index] ?? 1, price })),
    { position: last, price: bar.close },
  ];
}

/** `count` (at most two, and at most `inner`) different positions from 1 to `inner`, rising. */
function drawPositions(count: number, inner: number, random: KeyedRandom): readonly number[] {
  // The time of a random walk's extreme follows the arcsine law: early and late are likelier than the middle.
  const draw = () => 1 + Math.floor(Math.sin(random.uniform() * Math.PI / 2) ** 2 * inner);
  if (count === 0) return [];
  const one = Math.min(draw(), inner);
  if (count === 1) return [one];
  const other = Math.min(draw(), inner);
  const early = Math.min(one, other, inner - 1);
  return [early, Math.max(one, other, early + 1)];
}

/** The bar's own time at each position: the running sum of its activity, from 0. */
function clockOf({ slots, activity }: BarPlan): Float64Array {
  const last = slots.length - 1;
  const clock = new Float64Array(slots.length);
  let sum = 0;
  for (let position = 1; position <= last; position++) {
    clock[position] = sum += activity((position - 0.5) / last);
  }
  return clock;
}

/** The weight in the volume of each position between the first and the last: 0 where nothing prints, above 0 at every stop. */
function drawWeights(
  { bar }: BarPlan,
  stops: readonly Stop[],
  clock: Float64Array,
  random: KeyedRandom,
): Float64Array {
  const last = clock.length - 1;
  const weights = new Float64Array(clock.length);
  const usual = bar.volume / Math.max(last - 1, 1) / USUAL_PRINT;
  // Every print takes a share, and so does every stop whatever is drawn for its position.
  let left = bar.volume - stops.length;
  let before = 0;
  for (let position = 1; position < last; position++) {
    const now = clock[position] ?? 0;
    const weight = now - before;
    before = now;
    if (left === 0) break;
    if (usual * weight > 20 || random.uniform() < 1 - Math.exp(-usual * weight)) {
      weights[position] = weight * (SPREAD[(random.bell() * 64 + 192) | 0] ?? 1);
      left--;
    }
  }
  for (const { position } of stops) {
    if (position > 0 && position < last && weights[position] === 0) weights[position] = 1;
  }
  // What the auctions leave must go somewhere.
  if (last > 1 && left === bar.volume - 2 && left > 0) weights[1 + random.integer(last - 1)] = 1;
  return weights;
}

/** Lognormal factors by the draw that they are for, in 64ths of a standard deviation from -3. */
const SPREAD = Float64Array.from({ length: 385 }, (_, index) => Math.exp(0.9 * (index - 192) / 64));

/** Gives every print a share and the rest by weight, to the share: each gets the growth of the rounded running sum. */
function shareOut(size: Prints["size"], plan: BarPlan, weights: Float64Array): void {
  const { bar, slots } = plan;
  const last = slots.length - 1;
  let total = 0;
  let prints = 0;
  for (const weight of weights) {
    if (weight === 0) continue;
    total += weight;
    prints++;
  }
  const free = bar.volume - 2 - prints;
  const toFirst = Math.floor(free * plan.firstShare);
  const toLast = prints === 0 ? free - toFirst : Math.floor(free * plan.lastShare);
  const shares = free - toFirst - toLast;
  let sum = 0;
  let given = 0;
  for (let position = 1; position < last; position++) {
    const weight = weights[position] ?? 0;
    if (weight === 0) continue;
    sum += weight;
    const upTo = Math.floor(shares * (sum / total));
    size[slots[position] ?? 0] = 1 + upTo - given;
    given = upTo;
  }
  size[slots[0] ?? 0] = 1 + toFirst;
  size[slots[last] ?? 0] = 1 + toLast;
}
