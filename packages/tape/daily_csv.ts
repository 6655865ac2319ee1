import { isDate } from "@hoga/krx";
import type { Bar } from "./types.ts";

/** A day's bar with its KST date. */
export interface DailyBar extends Bar {
  readonly date: string;
}

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;
const WHOLE = /^\d+$/;
/** The highest price a made day can hold (its columns are 32-bit), far above any real one. */
const HIGHEST_PRICE = 2_000_000_000;

/**
 * Reads daily bars from CSV text with the columns date, open, high, low, close and volume, in any order and letter case; other columns
 * are ignored. Prices are whole won, volume whole shares, dates KST `YYYY-MM-DD`, unique, in any order; the bars come out rising in date.
 *
 * A day without volume may leave open, high and low at 0, as the exchange's own files do: its bar is flat at the close.
 * What cannot be read is told in one line that names the row, as counted in the file from 1 (the header).
 */
export function parseDailyCsv(text: string): { readonly bars: readonly DailyBar[] } | { readonly error: string } {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const header = cells(lines[0] ?? "").map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((name) => !header.includes(name));
  if (missing.length > 0) return { error: `Row 1: the header lacks ${missing.join(", ")}` };
  const places = COLUMNS.map((name) => header.indexOf(name));

  const byDate = new Map<string, DailyBar>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === "") continue;
    const row = cells(line);
    const bar = readBar(places.map((place) => row[place] ?? ""));
    if (typeof bar === "string") return { error: `Row ${index + 1}: ${bar}` };
    if (byDate.has(bar.date)) return { error: `Row ${index + 1}: ${bar.date} is there twice` };
    byDate.set(bar.date, bar);
  }
  return { bars: [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

function cells(line: string): string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

/** The bar of a row's cells, in the order of COLUMNS, or what is wrong with them. */
function readBar(row: readonly string[]): DailyBar | string {
  const [date = "", ...numbers] = row;
  if (!isDate(date)) return `"${date}" is not a date (YYYY-MM-DD)`;
  const wrong = numbers.findIndex((cell) => !WHOLE.test(cell) || !Number.isSafeInteger(Number(cell)));
  if (wrong >= 0) return `${COLUMNS[wrong + 1]} "${numbers[wrong]}" is not a whole number`;
  const [open = 0, high = 0, low = 0, close = 0, volume = 0] = numbers.map(Number);
  if (close === 0) return "close is 0";
  if (Math.max(high, close) > HIGHEST_PRICE) return `a price is above ${HIGHEST_PRICE}`;
  if (volume === 0) return { date, open: close, high: close, low: close, close, volume };
  if (low === 0) return "low is 0";
  if (low > Math.min(open, close)) return `low ${low} is above open ${open} or close ${close}`;
  if (high < Math.max(open, close)) return `high ${high} is below open ${open} or close ${close}`;
  return { date, open, high, low, close, volume };
}
