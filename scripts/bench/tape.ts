/**
 * What the made tape costs, for a market of every listed issue: `deno run -A scripts/bench/tape.ts [--json]`.
 *
 * The issues are those of ../shared/krx/listing.csv where that is at hand, else as many made-up ones. `session_share` is the part of a core
 * that reading every slice of every issue takes at a market speed of 60: above 1 the tape falls behind.
 */
import { kstMs, parseListing } from "@hoga/krx";
import { createSimTape, type TapeInstrument } from "@hoga/tape";

const DATE = "2026-11-20";
const ISSUES = 2_879;
const SPEED = 60;

/** A measurement: what, how much, of which unit. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

function issues(): readonly TapeInstrument[] {
  try {
    const listing = parseListing(Deno.readFileSync(new URL("../../../shared/krx/listing.csv", import.meta.url)));
    if ("error" in listing) throw new Error(listing.error);
    return listing.instruments;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return Array.from({ length: ISSUES }, (_, index) => ({
      symbol: `${100_000 + index}`,
      market: index % 3 === 0 ? "KOSPI" : "KOSDAQ",
      kind: "stock",
      referencePrice: null,
      listedShares: 10_000_000,
    }));
  }
}

/** Runs `work` for every issue and returns how long it took, in ms. */
function timed(all: readonly TapeInstrument[], work: (instrument: TapeInstrument) => unknown): number {
  const start = performance.now();
  for (const instrument of all) work(instrument);
  return performance.now() - start;
}

function memory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 1_000_000;
}

function measure(): readonly Figure[] {
  const all = issues();
  const tape = createSimTape({ seed: 1 });
  const open = kstMs(DATE, "09:00");
  const before = memory();
  const bars = timed(all, (instrument) => tape.dayBar(instrument, DATE));
  const walked = memory();
  const days = timed(all, (instrument) => tape.sliceAt(instrument, DATE, open));
  const made = memory();
  const quotes = timed(all, (instrument) => tape.quote(instrument, DATE, kstMs(DATE, "14:00")));
  const minutes = 20;
  let slices = 0;
  let read = 0;
  for (let minute = 0; minute < minutes; minute++) {
    const from = open + minute * 60_000;
    read += timed(all, (instrument) => slices += tape.slices(instrument, DATE, from, from + 59_999).length);
  }
  const candles = timed(all, (instrument) => tape.candles(instrument, DATE, 60_000, Infinity));
  return [
    { name: "issues", value: all.length, unit: "" },
    { name: "first_bar", value: bars * 1_000 / all.length, unit: "us" },
    { name: "day_made", value: days * 1_000 / all.length, unit: "us" },
    { name: "days_per_second", value: all.length * 1_000 / days, unit: "1/s" },
    { name: "memory_of_walks", value: walked - before, unit: "MB" },
    { name: "memory_per_day", value: (made - walked) * 1_000 / all.length, unit: "kB" },
    { name: "memory_of_days", value: made - walked, unit: "MB" },
    { name: "quote", value: quotes * 1_000 / all.length, unit: "us" },
    { name: "slice", value: read * 1_000 / slices, unit: "us" },
    { name: "session_share", value: read / 1_000 / (minutes * 60 / SPEED), unit: "" },
    { name: "minute_candles", value: candles * 1_000 / all.length, unit: "us" },
  ];
}

const figures = measure();
if (Deno.args.includes("--json")) {
  console.log(JSON.stringify(Object.fromEntries(figures.map(({ name, value }) => [name, Number(value.toFixed(3))]))));
} else {
  for (const { name, value, unit } of figures) {
    console.log(`${name.padEnd(20)} ${value.toFixed(2).padStart(12)} ${unit}`);
  }
}
