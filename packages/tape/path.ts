import { rungOf } from "./display.ts";
import { type KeyedRandom, keyedRandom } from "./random.ts";
import type { Bar } from "./types.ts";

/** The prints of a day by slot: a size of 0 is a slot without a print. */
export interface Prints {
  readonly price: Int32Array;
  readonly size: Float64Array;
}

/** A bar and the slots that its prints may take. */
export interface BarPlan {
  readonly bar: Bar;
  /** The slots in order of time, at least one. The first prints at the bar's open and the last at its close. */
  readonly slots: Int32Array;
  /** The part of the volume, in [0, 1), that the first slot and the last one print: the share of an auction, or 0. */
  readonly firstShare: number;
  readonly lastShare: number;
  /** How busy the bar is at a part of its time in [0, 1]: a positive weight, 1 on a dull moment. */
  activity(part: number): number;
}

/** A price the bar must touch, and the position (index into the slots) at which it does. */
interface Stop {
  readonly position: number;
  readonly price: number;
}

/**
 * Prints a bar into its slots so that their first price is its open, the last its close, the highest its high, the lowest its low, and
 * their sizes sum to its volume. `ladder` holds, in rising order, the prices that may print: all within the bar, its own four among them.
 *
 * That takes a slot and a share for the open, for the close, and for each extreme that is neither of them. Where slots or shares are too
 * few, the extremes are given up first, then the open. A bar without volume prints nothing. The random stream is that of `key`.
 */
export function printBar(prints: Prints, plan: BarPlan, ladder: Int32Array, key: string): void {
  const { bar, slots } = plan;
  const first = slots[0];
  if (bar.volume === 0 || first === undefined) return;
  if (bar.volume === 1 || slots.length === 1) {
    prints.price[first] = bar.close;
    prints.size[first] = bar.volume;
    return;
  }
  const random = keyedRandom(key);
  const stops = drawStops(plan, random);
  drawPath(prints, plan, stops, ladder, random);
  drawSizes(prints, plan, stops, random);
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

/** From stop to stop a Brownian bridge over the rungs of the ladder, thrown back at its ends, so that it never leaves the bar. */
function drawPath(
  { price }: Prints,
  { slots }: BarPlan,
  stops: readonly Stop[],
  ladder: Int32Array,
  random: KeyedRandom,
): void {
  const top = ladder.length - 1;
  // A random walk's range is about 1.6 standard deviations of its end; the bridges between the extremes need a little less.
  const step = top / 1.8 / Math.sqrt(slots.length);
  let previous: Stop | null = null;
  for (const stop of stops) {
    if (previous !== null) {
      let rung = rungOf(ladder, previous.price);
      const target = rungOf(ladder, stop.price);
      for (let position = previous.position + 1; position < stop.position; position++) {
        const left = stop.position - position + 1;
        rung += (target - rung) / left + step * Math.sqrt((left - 1) / left) * random.normal();
        if (rung < 0) rung = -rung;
        if (rung > top) rung = 2 * top - rung;
        rung = Math.min(Math.max(rung, 0), top);
        price[slots[position] ?? 0] = ladder[Math.round(rung)] ?? stop.price;
      }
    }
    price[slots[stop.position] ?? 0] = stop.price;
    previous = stop;
  }
}

/** What a busy 5 seconds need at least: with fewer shares to give, slots go without a print. */
const USUAL_PRINT = 10;

function drawSizes({ size }: Prints, plan: BarPlan, stops: readonly Stop[], random: KeyedRandom): void {
  const { bar, slots } = plan;
  const last = slots.length - 1;
  for (const stop of stops) size[slots[stop.position] ?? 0] = 1;
  const free = bar.volume - stops.length;
  const toFirst = Math.floor(free * plan.firstShare);
  let toLast = Math.floor(free * plan.lastShare);
  const toInner = free - toFirst - toLast;
  const inner = last - 1;
  if (inner === 0) toLast += toInner;
  else shareOut(size, plan, toInner, random);
  size[slots[0] ?? 0] = 1 + toFirst;
  size[slots[last] ?? 0] = 1 + toLast;
}

/** Gives `shares` to the slots between the first and the last by weights, to the share: each gets the growth of the rounded running sum. */
function shareOut(size: Float64Array, { slots, activity }: BarPlan, shares: number, random: KeyedRandom): void {
  const inner = slots.length - 2;
  const weights = new Float64Array(inner);
  const usual = shares / inner / USUAL_PRINT;
  let total = 0;
  for (let index = 0; index < inner; index++) {
    const weight = activity((index + 0.5) / inner);
    const prints = usual * weight > 20 || random.uniform() < 1 - Math.exp(-usual * weight);
    if (prints) total += weights[index] = weight * Math.exp(0.9 * random.normal());
  }
  if (total === 0) total = weights[random.integer(inner)] = 1;
  let sum = 0;
  let given = 0;
  for (let index = 0; index < inner; index++) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    sum += weight;
    const upTo = Math.floor(shares * (sum / total));
    const slot = slots[index + 1] ?? 0;
    size[slot] = (size[slot] ?? 0) + upTo - given;
    given = upTo;
  }
}
