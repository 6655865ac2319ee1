import { isDate } from "@hoga/krx";
import { PRICE_COLUMNS, readPrices, readTable } from "./csv.ts";
import type { Bar } from "./types.ts";

/** A day's bar with its KST date. */
export interface DailyBar extends Bar {
  readonly date: string;
}

const COLUMNS = ["date", ...PRICE_COLUMNS] as const;
/**
 * Reads daily bars from CSV text with the columns date, open, high, low, close and volume, in any order and letter case; other columns
 * are ignored. Prices are whole won, volume whole shares, dates KST `YYYY-MM-DD`, unique, in any order; the bars come out rising in date.
 *
 * A day without volume may leave open, high and low at 0, as the exchange's own files do: its bar is flat at the close.
 * What cannot be read is told in one line that names the row, as counted in the file from 1 (the header).
 */
export function parseDailyCsv(text: string): { readonly bars: readonly DailyBar[] } | { readonly error: string } {
  const table = readTable(text, COLUMNS);
  if ("error" in table) return table;
  const byDate = new Map<string, DailyBar>();
  for (const { number, cells } of table.rows) {
    const bar = readBar(cells);
    if (typeof bar === "string") return { error: `Row ${number}: ${bar}` };
    if (byDate.has(bar.date)) return { error: `Row ${number}: ${bar.date} is there twice` };
    byDate.set(bar.date, bar);
  }
  return { bars: [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** The bar of a row's cells, in the order of COLUMNS, or what is wrong with them. */
function readBar([date = "", ...numbers]: readonly string[]): DailyBar | string {
  if (!isDate(date)) return `"${date}" is not a date (YYYY-MM-DD)`;
  const prices = readPrices(numbers);
  return typeof prices === "string" ? prices : { date, ...prices };
}
