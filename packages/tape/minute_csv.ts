import { isDate, kstDate, kstMs, parseInstant } from "@hoga/krx";
import { headerOf, PRICE_COLUMNS, readPrices, readTable } from "./csv.ts";
import type { Candle } from "./types.ts";

/** A symbol's minute bars by KST date, rising in time. */
export type MinuteBars = ReadonlyMap<string, readonly Candle[]>;

const MINUTE_MS = 60_000;
const TIME = /^([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d))?$/;

/**
 * Reads one-minute bars from CSV text with the columns open, high, low, close and volume, and for the start of the minute either `at` (ISO
 * 8601, Korean time where it names no offset) or `date` (`YYYY-MM-DD`) and `time` (`HH:MM`, `HH:MM:SS` or the same without colons), both
 * Korean. Columns stand in any order and letter case; others are ignored. Prices are whole won, volume whole shares; minutes are whole,
 * unique, in any order, of any days.
 *
 * What cannot be read is told in one line that names the row, as counted in the file from 1 (the header), and the value.
 */
export function parseMinuteCsv(text: string): { readonly days: MinuteBars } | { readonly error: string } {
  const when = headerOf(text).includes("at") ? ["at"] : ["date", "time"];
  const table = readTable(text, [...when, ...PRICE_COLUMNS]);
  if ("error" in table) return table;
  const byTime = new Map<number, Candle>();
  for (const { number, cells } of table.rows) {
    const at = readStart(cells.slice(0, when.length));
    if (typeof at === "string") return { error: `Row ${number}: ${at}` };
    const bar = readPrices(cells.slice(when.length));
    if (typeof bar === "string") return { error: `Row ${number}: ${bar}` };
    if (byTime.has(at)) {
      return { error: `Row ${number}: the minute "${cells.slice(0, when.length).join(" ")}" is there twice` };
    }
    byTime.set(at, { at, ...bar });
  }
  const days = new Map<string, Candle[]>();
  for (const candle of [...byTime.values()].sort((a, b) => a.at - b.at)) {
    const date = kstDate(candle.at);
    const day = days.get(date);
    if (day === undefined) days.set(date, [candle]);
    else day.push(candle);
  }
  return { days };
}

/** The start of a minute (ms since the epoch), or what is wrong with its cells. */
function readStart(cells: readonly string[]): number | string {
  const [first = "", time] = cells;
  const at = time === undefined ? parseInstant(first) : startOf(first, time);
  if (typeof at === "string") return at;
  if (at === null) return `at "${first}" is not an ISO 8601 time`;
  return at % MINUTE_MS === 0 ? at : `"${cells.join(" ")}" is not a whole minute`;
}

function startOf(date: string, time: string): number | string {
  if (!isDate(date)) return `"${date}" is not a date (YYYY-MM-DD)`;
  const [match, hours, minutes, seconds = "00"] = TIME.exec(time) ?? [];
  return match === undefined ? `"${time}" is not a time (HH:MM)` : kstMs(date, `${hours}:${minutes}:${seconds}`);
}
