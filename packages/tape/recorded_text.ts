// Recorded ticks as text: NDJSON, a header line, then one line a slice, an indication of an auction, or the day's final bar.
import { isDate } from "@hoga/krx";
import {
  createRecordedDay,
  type DayHeader,
  type GrowingDay,
  isColumnValue,
  LEVELS_MAX,
  RULES,
  sameLevels,
  TRADINGS,
} from "./recorded_day.ts";
import type { Bar, Indicative, Level, Print, Slice, TapeSourceName } from "./types.ts";

const SOURCES: readonly TapeSourceName[] = ["sim", "replay", "kis", "yahoo"];
const VERSION = 1;

/** The first line of a day's file, with its line feed. */
export function headerLine(header: DayHeader): string {
  const { symbol, date, source, base, previousClose, earlier } = header;
  return `${JSON.stringify({ ticks: VERSION, symbol, date, source, base, previousClose, earlier })}\n`;
}

/** A slice's line. A side of the book that is displayed as in the slice before (`previous`, null at the first) is left out. */
export function sliceLine(slice: Slice, previous: Slice | null): string {
  const { seq, at, rule, trading, print, bids, asks } = slice;
  const pairs = (levels: readonly Level[]) => levels.map(({ price, size }) => [price, size]);
  return `${
    JSON.stringify({
      seq,
      at,
      rule,
      trading,
      print: print === null ? undefined : [print.price, print.size, print.side],
      bids: previous !== null && sameLevels(previous.bids, bids) ? undefined : pairs(bids),
      asks: previous !== null && sameLevels(previous.asks, asks) ? undefined : pairs(asks),
    })
  }\n`;
}

/** The line of what a gathering auction would give from `at` on; null when it would give nothing. */
export function indicationLine(at: number, indicative: Indicative | null): string {
  return `${JSON.stringify({ at, indicative: indicative === null ? null : [indicative.price, indicative.size] })}\n`;
}

/** The line of the day's bar, as its source told it after the close. */
export function finalLine(bar: Bar): string {
  return `${JSON.stringify({ final: bar })}\n`;
}

/** What a text of recorded ticks holds. */
export interface ReadTicks {
  /** Null for a text that was cut within its first line. */
  readonly day: GrowingDay | null;
  /** How much of the text (UTF-16 units; the format is ASCII, so bytes too) is whole lines: what follows was cut off by a crash. */
  readonly length: number;
}

/**
 * Reads recorded ticks. A last line without its line feed is one that a crash cut short: it is left out. Anything else that cannot be read is
 * told in one line that names the row, counted from 1, and the value.
 */
export function readTicks(text: string): ReadTicks | { readonly error: string } {
  let day: GrowingDay | null = null;
  let previous: Slice | null = null;
  let start = 0;
  for (let row = 1;; row++) {
    const end = text.indexOf("\n", start);
    if (end < 0) return { day, length: start };
    const line = text.slice(start, end);
    start = end + 1;
    try {
      const value = objectOf(line);
      if (day === null) day = createRecordedDay(headerOf(value));
      else previous = addLine(day, value, previous);
    } catch (error) {
      if (error instanceof LineError || error instanceof RangeError) return { error: `Row ${row}: ${error.message}` };
      throw error;
    }
  }
}

/** What is wrong with a line. */
class LineError extends Error {
  override readonly name = "LineError";
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LineError(`${short(line)} is not JSON`);
  }
  if (!isFields(value)) throw new LineError(`${short(line)} is not a JSON object`);
  return value;
}

/** Adds a line to the day and returns the slice that was displayed last. */
function addLine(day: GrowingDay, value: Fields, previous: Slice | null): Slice | null {
  if ("final" in value) {
    day.finish(barOf(value.final, "final"));
    return previous;
  }
  if ("indicative" in value) {
    day.indicate(moment(value.at), value.indicative === null ? null : indicativeOf(value.indicative));
    return previous;
  }
  const slice: Slice = {
    symbol: day.header.symbol,
    seq: whole(value.seq, "seq", 0),
    at: moment(value.at),
    rule: oneOf(RULES, value.rule, "rule"),
    trading: oneOf(TRADINGS, value.trading, "trading"),
    print: value.print === undefined ? null : printOf(value.print),
    bids: value.bids === undefined
      ? previous?.bids ?? fail("the first slice has no bids")
      : levelsOf(value.bids, "bids", -1),
    asks: value.asks === undefined
      ? previous?.asks ?? fail("the first slice has no asks")
      : levelsOf(value.asks, "asks", 1),
  };
  day.append(slice);
  return slice;
}

function headerOf(value: Fields): DayHeader {
  if (value.ticks !== VERSION) throw new LineError(`ticks ${short(value.ticks)} is not ${VERSION}: not recorded ticks`);
  const { symbol, date } = value;
  if (typeof symbol !== "string" || !/^[0-9A-Z]{6}$/.test(symbol)) {
    throw new LineError(`symbol ${short(symbol)} is not one`);
  }
  if (typeof date !== "string" || !isDate(date)) throw new LineError(`date ${short(date)} is not one`);
  return {
    symbol,
    date,
    source: oneOf(SOURCES, value.source, "source"),
    base: whole(value.base, "base", 1),
    previousClose: whole(value.previousClose, "previousClose", 1),
    earlier: value.earlier === null ? null : barOf(value.earlier, "earlier"),
  };
}

function barOf(value: unknown, name: string): Bar {
  if (!isFields(value)) throw new LineError(`${name} ${short(value)} is not a bar`);
  const part = (key: "open" | "high" | "low" | "close") => whole(value[key], `${name}.${key}`, 1);
  const bar = { open: part("open"), high: part("high"), low: part("low"), close: part("close") };
  return { ...bar, volume: whole(value.volume, `${name}.volume`, 0) };
}

function printOf(value: unknown): Print {
  const [price, size, side, ...rest] = listOf(value, "print");
  if (rest.length > 0) throw new LineError(`print ${short(value)} is not [price, size, side]`);
  return {
    price: amount(price, "print price"),
    size: amount(size, "print size"),
    side: oneOf(["buy", "sell"], side, "side"),
  };
}

function indicativeOf(value: unknown): Indicative {
  const [price, size] = listOf(value, "indicative");
  return { price: amount(price, "indicative price"), size: amount(size, "indicative size") };
}

/** A side of a book; prices rise when `direction` is 1 and fall when it is -1. */
function levelsOf(value: unknown, name: string, direction: 1 | -1): Level[] {
  const pairs = listOf(value, name);
  if (pairs.length > LEVELS_MAX) throw new LineError(`${name} has ${pairs.length} levels, more than ${LEVELS_MAX}`);
  const levels = pairs.map((pair) => {
    const [price, size] = listOf(pair, name);
    return { price: amount(price, `${name} price`), size: amount(size, `${name} size`) };
  });
  for (const [i, { price }] of levels.entries()) {
    const better = levels[i - 1];
    if (better !== undefined && (price - better.price) * direction <= 0) {
      throw new LineError(`${name} has ${price} after ${better.price}`);
    }
  }
  return levels;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new LineError(`${name} ${short(value)} is not a list`);
  return value;
}

function whole(value: unknown, name: string, least: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw new LineError(`${name} ${short(value)} is not a whole number from ${least}`);
}

function amount(value: unknown, name: string): number {
  if (typeof value === "number" && isColumnValue(value)) return value;
  throw new LineError(`${name} ${short(value)} is not a whole number above 0`);
}

function moment(value: unknown): number {
  return whole(value, "at", 0);
}

function oneOf<T extends string>(choices: readonly T[], value: unknown, name: string): T {
  const choice = choices.find((candidate) => candidate === value);
  return choice ?? fail(`${name} ${short(value)} is not one of ${choices.join(", ")}`);
}

function fail(message: string): never {
  throw new LineError(message);
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
