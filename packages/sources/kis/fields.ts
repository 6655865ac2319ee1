// Reading the broker's fields: everything is text.
import { isDate, kstMs } from "@hoga/krx";
import { type Indicative, isColumnValue, type Level, LEVELS_MAX } from "@hoga/tape";

/** A field that is not what it should be. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

/** A whole number of at least 0. */
export function whole(text: string | undefined, name: string): number {
  const value = /^\d{1,15}$/.test(text ?? "") ? Number(text) : NaN;
  if (!Number.isSafeInteger(value)) throw new FieldError(`${name} ${JSON.stringify(text)} is not a whole number`);
  return value;
}

/** A price or a number of shares that a tape can hold: whole, above 0. */
export function amount(text: string | undefined, name: string): number {
  const value = whole(text, name);
  if (!isColumnValue(value)) throw new FieldError(`${name} ${JSON.stringify(text)} is out of range`);
  return value;
}

/** An instant from a date (`YYYYMMDD` or `YYYY-MM-DD`) and a time `HHMMSS`, both KST. */
export function instant(date: string | undefined, time: string | undefined): number {
  const day = dateOf(date);
  const match = /^(\d{2})(\d{2})(\d{2})$/.exec(time ?? "");
  try {
    if (match !== null) return kstMs(day, `${match[1]}:${match[2]}:${match[3]}`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new FieldError(`time ${JSON.stringify(time)} is not HHMMSS`);
}

/** A KST date, `YYYY-MM-DD`. */
export function dateOf(text: string | undefined): string {
  const date = (text ?? "").replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");
  if (!isDate(date)) throw new FieldError(`date ${JSON.stringify(text)} is not YYYYMMDD`);
  return date;
}

/** A level, or null where nothing is displayed: the broker writes 0. */
export function levelOf(price: string | undefined, size: string | undefined, name: string): Level | null {
  const level = { price: whole(price, `${name} price`), size: whole(size, `${name} size`) };
  if (level.price === 0 || level.size === 0) return null;
  return { price: amount(price, `${name} price`), size: amount(size, `${name} size`) };
}

/** One side of a book, from the best: its prices rise when `direction` is 1 and fall when it is -1. */
export function sideOfBook(
  field: (rank: number) => readonly [price: string | undefined, size: string | undefined],
  name: string,
  direction: 1 | -1,
): readonly Level[] {
  const levels: Level[] = [];
  for (let rank = 1; rank <= LEVELS_MAX; rank++) {
    const level = levelOf(...field(rank), `${name} ${rank}`);
    if (level === null) continue;
    const better = levels.at(-1);
    if (better !== undefined && (level.price - better.price) * direction <= 0) {
      throw new FieldError(`${name} ${rank} is ${level.price} after ${better.price}`);
    }
    levels.push(level);
  }
  return levels;
}

/** What an auction would give, or null when it would give nothing. */
export function indicativeOf(price: string | undefined, size: string | undefined): Indicative | null {
  return levelOf(price === "" ? "0" : price, size === "" ? "0" : size, "indicative");
}
