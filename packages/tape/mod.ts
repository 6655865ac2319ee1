// The tape: time-stamped prints and ten-level books of every symbol, made from bars. Pure: no I/O, no clock, no randomness of its own.

export type {
  Bar,
  Candle,
  Indicative,
  Level,
  Print,
  Slice,
  Tape,
  TapeInstrument,
  TapeQuote,
  TapeSourceName,
} from "./types.ts";
export { hash32, type KeyedRandom, keyedRandom } from "./random.ts";
export { createSimTape } from "./sim.ts";
export { createReplayTape, type ReplayOptions } from "./replay.ts";
export { type DailyBar, parseDailyCsv } from "./daily_csv.ts";
export { type MinuteBars, parseMinuteCsv } from "./minute_csv.ts";
export { CLOSING_AUCTION_MS } from "./made_day.ts";
export * from "./recorded_mod.ts";
export { isNarrow } from "./watch.ts";
