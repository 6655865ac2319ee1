import type { CalendarOverride } from "@hoga/krx";
import { createMadeTape } from "./made_tape.ts";
import { simBars } from "./sim_bars.ts";
import type { Tape } from "./types.ts";

/**
 * A made-up market of every symbol, from 2018 to 2027: a pure function of the seed, the instrument and the date, so any process can
 * compute any moment of it.
 *
 * Daily closes walk at random, with a market factor, from the instrument's reference price (or one derived from the symbol), which is the
 * base price of 2026-01-02, in both directions of time; bars stay within the price limits and on the tick; the volume is 0.1 to 2 % of
 * the listed shares. Nothing is known of dates outside those years: no slices, and quotes and base prices are null.
 * `overrides` are the calendar's; the same array is used for every date.
 */
export function createSimTape(options: { seed: number; overrides?: readonly CalendarOverride[] }): Tape {
  const { seed, overrides } = options;
  return createMadeTape({ source: "sim", seed, overrides, minutes: () => [], ...simBars(seed, overrides) });
}
