import type { CalendarOverride } from "@hoga/krx";
import { createMadeTape } from "./made_tape.ts";
import { simBars } from "./sim_bars.ts";
import type { Tape } from "./types.ts";

/**
 * A made-up market of every symbol, from 2018 to 2027: a pure function of the seed, the instrument and the date, so any process can
 * compute any moment of it.
 *
 * Daily closes walk at random from the instrument's reference price (or one derived from the symbol), which is the base price of
 * 2026-01-02, in both directions of time: with the market, with the sector of the instrument's industry, and by themselves. Wild days come
 * in clusters, some bring news; a part of each day's move is the gap it opens with. Funds with a multiple follow the market that many
 * times. Bars stay within the price limits and on the tick; the volume is 0.1 to 2 % of the listed shares. Within a day each issue moves by
 * itself, and is interrupted when it moves too far at once. Nothing is known of dates outside those years: no slices, and quotes and base
 * prices are null.
 * `overrides` are the calendar's; the same array is used for every date.
 */
export function createSimTape(options: { seed: number; overrides?: readonly CalendarOverride[] }): Tape {
  const { seed, overrides } = options;
  return createMadeTape({ source: "sim", seed, overrides, minutes: () => [], ...simBars(seed, overrides) });
}
