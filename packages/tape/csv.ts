// What the readers of bars have in common.
import type { Bar } from "./types.ts";

/** The columns of a bar. */
export const PRICE_COLUMNS = ["open", "high", "low", "close", "volume"] as const;

const WHOLE = /^\d+$/;
/** The highest price a made day can hold (its columns are 32-bit), far above any real one. */
const HIGHEST_PRICE = 2_000_000_000;

/** A row's cells in the order of the columns asked for, and its number in the file, from 1 (the header). */
interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a CSV text whose first line names the columns, in any order and letter case; other columns, a byte order mark, quotes around
 * a cell and empty lines are passed over. The error is one line.
 */
export function readTable(
  text: string,
  columns: readonly string[],
): { readonly rows: readonly Row[] } | { readonly error: string } {
  const lines = linesOf(text);
  const header = headerOf(text);
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length > 0) return { error: `Row 1: the header lacks ${missing.join(", ")}` };
  const places = columns.map((name) => header.indexOf(name));
  const rows = lines.flatMap((line, index) => {
    if (index === 0 || line.trim() === "") return [];
    const row = cellsOf(line);
    return [{ number: index + 1, cells: places.map((place) => row[place] ?? "") }];
  });
  return { rows };
}

/** The names of a CSV text's columns, in small letters. */
export function headerOf(text: string): readonly string[] {
  return cellsOf(linesOf(text)[0] ?? "").map((name) => name.toLowerCase());
}

/** The bar of five cells in the order of {@linkcode PRICE_COLUMNS}, flat at the close without volume; or what is wrong with them. */
export function readPrices(cells: readonly string[]): Bar | string {
  const wrong = cells.findIndex((cell) => !WHOLE.test(cell) || !Number.isSafeInteger(Number(cell)));
  if (wrong >= 0) return `${PRICE_COLUMNS[wrong]} "${cells[wrong]}" is not a whole number`;
  const [open = 0, high = 0, low = 0, close = 0, volume = 0] = cells.map(Number);
  if (close === 0) return "close is 0";
  if (Math.max(high, close) > HIGHEST_PRICE) return `a price is above ${HIGHEST_PRICE}`;
  if (volume === 0) return { open: close, high: close, low: close, close, volume };
  if (low === 0) return "low is 0";
  if (low > Math.min(open, close)) return `low ${low} is above open ${open} or close ${close}`;
  if (high < Math.max(open, close)) return `high ${high} is below open ${open} or close ${close}`;
  return { open, high, low, close, volume };
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}

function cellsOf(line: string): readonly string[] {
  return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}
