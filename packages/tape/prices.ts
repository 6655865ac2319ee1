import { rungOf } from "./display.ts";
import type { KeyedRandom } from "./random.ts";

/** A price the bar must touch, and the position (index into the slots) at which it does. */
export interface Stop {
  readonly position: number;
  readonly price: number;
}

/** The rules that interrupt continuous trading when the price moves too far. */
export interface Watch {
  /** The shortest call auction of an interruption, in slots, and the most that is drawn on top of it. */
  readonly slots: number;
  readonly extraSlots: number;
  /** Whether a print at `price` would interrupt trading after one at `last` and a last call auction at `reference` (won). */
  trips(price: number, last: number, reference: number): boolean;
}

/** A volatility interruption: nothing prints from the slot `from` on, and the call auction of the slot `to` ends it. */
export interface Gathering {
  readonly from: number;
  readonly to: number;
}

/** What the prices of a bar are drawn from. Positions are indices into `slots`. */
export interface PricePlan {
  readonly slots: Int32Array;
  /** Rising in position: the first at position 0, the last at the last one, at most two extremes between. */
  readonly stops: readonly Stop[];
  /** The bar's own time at each position, rising from 0. */
  readonly clock: Float64Array;
  /** Above 0 where something prints, 0 elsewhere; first and last, which always print, are 0. Gathered prints are moved to their auction. */
  readonly weights: Float64Array;
  /** The prices that may print, rising. */
  readonly ladder: Int32Array;
  readonly watch: Watch | null;
}

/** A leg that moves so far (as a fraction) may jump, and how often one does. */
const JUMP_FROM = 0.035;
const JUMP_CHANCE = 0.5;

/**
 * Draws the prices of a bar: from stop to stop a Brownian bridge over the rungs of the ladder, in the bar's own time, thrown back at the
 * ladder's ends, so that it never leaves the bar. A long leg now and then jumps most of its way at once, as on news.
 *
 * Where a print would trip the watch, orders gather instead, and print at one price at the end: at the stop's that fell within, else where
 * the bridge has come to. A second stop within is put off until after it. An interruption that would not end before the last position,
 * or that would leave no room for a stop put off, does not happen: the bar is touched exactly before all.
 */
export function drawPrices(price: Int32Array, plan: PricePlan, random: KeyedRandom): readonly Gathering[] {
  const { slots, weights, watch } = plan;
  const end = slots.length - 1;
  const walk = new Walk(plan, random);
  const gatherings: Gathering[] = [];
  let last = plan.stops[0]?.price ?? 0;
  let reference = last;
  price[slots[0] ?? 0] = last;
  for (let position = 1; position <= end; position++) {
    let reached = walk.moveTo(position);
    if (position < end && (weights[position] ?? 0) === 0) continue;
    if (position < end && watch?.trips(reached, last, reference)) {
      const until = position + watch.slots + random.integer(watch.extraSlots + 1);
      if (until < end && walk.mayGather(until)) {
        gatherings.push({ from: slots[position] ?? 0, to: slots[until] ?? 0 });
        reached = reference = walk.gather(until);
        position = until;
      }
    }
    price[slots[position] ?? 0] = last = reached;
  }
  return gatherings;
}

/** The bridge from stop to stop. It lives as long as one bar is drawn. */
class Walk {
  readonly #plan: PricePlan;
  readonly #random: KeyedRandom;
  readonly #end: number;
  readonly #top: number;
  readonly #pace: number;
  readonly #jump: { readonly position: number; readonly share: number } | null;
  /** The stop that the walk has just come to, if it stands at one, and those that are still to come. */
  #here: Stop | undefined;
  #stops: Stop[];
  #at = 0;
  #rung: number;
  #targetRung = 0;

  constructor(plan: PricePlan, random: KeyedRandom) {
    this.#plan = plan;
    this.#random = random;
    this.#end = plan.slots.length - 1;
    this.#top = plan.ladder.length - 1;
    // A random walk's range is about 1.6 standard deviations of its end; the bridges between the extremes need a little less.
    this.#pace = this.#top / 1.8 / Math.sqrt(plan.clock[this.#end] ?? 1);
    this.#jump = plan.watch === null ? null : drawJump(plan.stops, random);
    this.#stops = plan.stops.slice(1);
    this.#rung = rungOf(plan.ladder, plan.stops[0]?.price ?? 0);
    this.#aim();
  }

  /** Moves to a later position, at most that of the next stop, and returns the price there. */
  moveTo(position: number): number {
    const { ladder, clock } = this.#plan;
    const stop = this.#stops[0];
    const now = clock[this.#at] ?? 0;
    this.#at = position;
    this.#here = undefined;
    if (stop !== undefined && stop.position === position) {
      this.#here = stop;
      this.#rung = this.#targetRung;
      this.#stops.shift();
      this.#aim();
      return stop.price;
    }
    const left = (clock[stop?.position ?? this.#end] ?? 0) - now;
    const step = (clock[position] ?? 0) - now;
    let rung = this.#rung + (this.#targetRung - this.#rung) * step / left +
      this.#pace * Math.sqrt(step * (left - step) / left) * this.#random.bell();
    if (this.#jump?.position === position) rung += (this.#targetRung - rung) * this.#jump.share;
    if (rung < 0) rung = -rung;
    if (rung > this.#top) rung = 2 * this.#top - rung;
    this.#rung = Math.min(Math.max(rung, 0), this.#top);
    return ladder[Math.round(this.#rung)] ?? 0;
  }

  /** Whether orders can gather from here to `until` without losing a stop. */
  mayGather(until: number): boolean {
    return this.#stopsUpTo(until).length < 2 || until + 1 < this.#end;
  }

  /** Gathers all that would print from here to `until` into one print there, and returns its price. */
  gather(until: number): number {
    const { weights } = this.#plan;
    let gathered = 0;
    for (let within = this.#at; within <= until; within++) {
      gathered += weights[within] ?? 0;
      weights[within] = 0;
    }
    weights[until] = gathered;
    const [printed, putOff] = this.#stopsUpTo(until);
    this.#stops = this.#stops.filter((stop) => stop.position > until);
    if (putOff !== undefined) {
      const later = until + 1 + this.#random.integer(this.#end - until - 1);
      weights[later] = Math.max(weights[later] ?? 0, 1);
      this.#stops.unshift({ position: later, price: putOff.price });
    }
    this.#aim();
    if (printed === undefined) return this.moveTo(until);
    this.#at = until;
    this.#rung = rungOf(this.#plan.ladder, printed.price);
    return printed.price;
  }

  /** The stop that the walk stands at, if any, and those ahead up to `until`. */
  #stopsUpTo(until: number): readonly Stop[] {
    const ahead = this.#stops.filter((stop) => stop.position <= until);
    return this.#here === undefined ? ahead : [this.#here, ...ahead];
  }

  #aim(): void {
    this.#targetRung = rungOf(this.#plan.ladder, this.#stops[0]?.price ?? 0);
  }
}

/** Where, and how much of the way that is left to the next stop, the price jumps; null on most days. */
function drawJump(
  stops: readonly Stop[],
  random: KeyedRandom,
): { readonly position: number; readonly share: number } | null {
  const leg = 1 + random.integer(stops.length - 1);
  const [from, to] = [stops[leg - 1], stops[leg]];
  if (from === undefined || to === undefined || random.uniform() >= JUMP_CHANCE) return null;
  if (Math.abs(Math.log(to.price / from.price)) < JUMP_FROM || to.position - from.position < 2) return null;
  const position = from.position + 1 + random.integer(to.position - from.position - 1);
  return { position, share: random.between(0.4, 0.9) };
}
