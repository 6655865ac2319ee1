import type { Bar, Indicative, Level, Slice, TapeSourceName } from "./types.ts";

/** What is known of a recorded day before its first slice. Prices are whole won, `date` is KST. */
export interface DayHeader {
  readonly symbol: string;
  readonly date: string;
  /** Who told the day's data when it was recorded. */
  readonly source: TapeSourceName;
  readonly base: number;
  readonly previousClose: number;
  /** What had traded before the recording began; null when it began before the first trade. */
  readonly earlier: Bar | null;
}

/** A recorded day, as a tape reads it. Indexes are the slices' `seq`, from 0 to `count` - 1; others throw a RangeError. */
export interface RecordedDay {
  readonly header: DayHeader;
  readonly count: number;
  /** The day's bar as its source told it after the close; null while only the prints are known. */
  readonly final: Bar | null;
  /** When a slice was displayed (ms since the epoch); never less than the one before it. */
  timeOf(index: number): number;
  sliceOf(index: number): Slice;
  /** The price and size of a slice's print; null when nothing printed. */
  printOf(index: number): { readonly price: number; readonly size: number } | null;
  /** The bar of all that had traded up to and with a slice; null while nothing had. */
  barTo(index: number): Bar | null;
  /** What the call auction would have given, as last told by `at`; null when nothing was told, or that there was nothing. */
  indicativeAt(at: number): Indicative | null;
}

/**
 * A day that is still being recorded. It only grows: what was appended never changes, so an answer about a time that nothing can be appended
 * to any more is the same for ever. What would break that throws a RangeError.
 */
export interface GrowingDay extends RecordedDay {
  /** Adds the next slice: `seq` is `count`, `at` not before the last slice's. */
  append(slice: Slice): void;
  /** Tells what the auction that gathers would give from `at` on. */
  indicate(at: number, indicative: Indicative | null): void;
  /** Tells the day's bar after the close. */
  finish(bar: Bar): void;
}

export const RULES: readonly Slice["rule"][] = [
  "continuous",
  "opening_auction",
  "closing_auction",
  "volatility_auction",
  "reopening_auction",
];
export const TRADINGS: readonly Slice["trading"][] = ["continuous", "auction", "halted"];

/** The most levels a side of a book has. */
export const LEVELS_MAX = 10;
/** Prices and displayed sizes are kept in 32 bits: above any real ones. */
export const COLUMN_MAX = 0xffff_ffff;

/** Numbers that are appended and read by place; the store doubles when it is full. */
function column(make: (length: number) => Float64Array | Uint32Array = (length) => new Float64Array(length)) {
  let values = make(64);
  let length = 0;
  return {
    push(value: number): void {
      if (length === values.length) {
        const larger = make(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (index: number): number => values[index] ?? 0,
    get length() {
      return length;
    },
  };
}

/** Books by number, each side a row of prices and sizes: a book that does not change is kept once. */
function bookColumns() {
  const starts = column();
  const bidCounts = column((length) => new Uint32Array(length));
  const values = column((length) => new Uint32Array(length));
  const levels = (from: number, to: number): Level[] => {
    const found: Level[] = [];
    for (let place = from; place < to; place += 2) found.push({ price: values.at(place), size: values.at(place + 1) });
    return found;
  };
  return {
    /** Keeps a book and returns its number. */
    push({ bids, asks }: Pick<Slice, "bids" | "asks">): number {
      starts.push(values.length);
      bidCounts.push(bids.length);
      for (const { price, size } of [...bids, ...asks]) {
        values.push(price);
        values.push(size);
      }
      return starts.length - 1;
    },
    of(number: number): { bids: Level[]; asks: Level[] } {
      const start = starts.at(number);
      const middle = start + bidCounts.at(number) * 2;
      const end = number + 1 < starts.length ? starts.at(number + 1) : values.length;
      return { bids: levels(start, middle), asks: levels(middle, end) };
    },
  };
}

/** Whether two sides of a book display the same. */
export function sameLevels(a: readonly Level[], b: readonly Level[]): boolean {
  return a === b ||
    a.length === b.length && a.every(({ price, size }, i) => price === b[i]?.price && size === b[i]?.size);
}

function checkSlice(slice: Slice, symbol: string, seq: number, after: number): void {
  if (slice.symbol !== symbol) throw new RangeError(`a slice of ${slice.symbol} in the day of ${symbol}`);
  if (slice.seq !== seq) throw new RangeError(`slice ${slice.seq} of ${symbol} where ${seq} is next`);
  if (!Number.isSafeInteger(slice.at) || slice.at < after) {
    throw new RangeError(`slice ${seq} of ${symbol} is at ${slice.at}, after one at ${after}`);
  }
  for (const { price, size } of [...slice.bids, ...slice.asks, ...(slice.print === null ? [] : [slice.print])]) {
    if (!isColumnValue(price) || !isColumnValue(size)) {
      throw new RangeError(`slice ${seq} of ${symbol} has ${size} shares at ${price} won`);
    }
  }
}

/** Whether a price or a size can be kept: whole, from 1 to {@linkcode COLUMN_MAX}. */
export function isColumnValue(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= COLUMN_MAX;
}

/**
 * A new day without slices. It keeps a slice in about 60 bytes and a changed book in 8 bytes a level, so that a busy symbol's day is tens of
 * megabytes and not a gigabyte of objects.
 */
export function createRecordedDay(header: DayHeader): GrowingDay {
  const times = column();
  const kinds = column((length) => new Uint32Array(length));
  const books = column((length) => new Uint32Array(length));
  const prices = column((length) => new Uint32Array(length));
  /** Shares, negative when the aggressor sold, 0 without a print. */
  const sizes = column();
  const volumes = column();
  const highs = column();
  const lows = column();
  const closes = column();
  const kept = bookColumns();
  const indications: { readonly at: number; readonly indicative: Indicative | null }[] = [];
  let shown: Pick<Slice, "bids" | "asks"> | null = null;
  let bookNumber = 0;
  let bar: Bar | null = header.earlier;
  let final: Bar | null = null;

  const checked = (index: number): number => {
    if (!(index >= 0 && index < times.length)) throw new RangeError(`slice ${index} of ${times.length}`);
    return index;
  };
  const printOf = (index: number) => {
    const size = sizes.at(checked(index));
    return size === 0 ? null : { price: prices.at(index), size: Math.abs(size) };
  };
  return {
    header,
    get count() {
      return times.length;
    },
    get final() {
      return final;
    },
    timeOf: (index) => times.at(checked(index)),
    sliceOf(index) {
      const print = printOf(index);
      const kind = kinds.at(index);
      return {
        symbol: header.symbol,
        seq: index,
        at: times.at(index),
        rule: RULES[kind >> 2] ?? "continuous",
        trading: TRADINGS[kind & 3] ?? "halted",
        print: print === null ? null : { ...print, side: sizes.at(index) > 0 ? "buy" : "sell" },
        ...kept.of(books.at(index)),
      };
    },
    printOf,
    barTo(index) {
      const volume = volumes.at(checked(index));
      const open = header.earlier?.open ?? bar?.open ?? 0;
      return volume === 0
        ? null
        : { open, high: highs.at(index), low: lows.at(index), close: closes.at(index), volume };
    },
    indicativeAt: (at) =>
      indications[lastAtOrBefore(indications.length, (i) => indications[i]?.at ?? 0, at)]?.indicative ?? null,
    append(slice) {
      checkSlice(slice, header.symbol, times.length, times.length === 0 ? -Infinity : times.at(times.length - 1));
      if (shown === null || !sameLevels(shown.bids, slice.bids) || !sameLevels(shown.asks, slice.asks)) {
        bookNumber = kept.push(slice);
        shown = { bids: slice.bids, asks: slice.asks };
      }
      if (slice.print !== null) bar = withPrint(bar, slice.print);
      times.push(slice.at);
      kinds.push(RULES.indexOf(slice.rule) << 2 | TRADINGS.indexOf(slice.trading));
      books.push(bookNumber);
      prices.push(slice.print?.price ?? 0);
      sizes.push(slice.print === null ? 0 : slice.print.side === "buy" ? slice.print.size : -slice.print.size);
      volumes.push(bar?.volume ?? 0);
      highs.push(bar?.high ?? 0);
      lows.push(bar?.low ?? 0);
      closes.push(bar?.close ?? 0);
    },
    indicate(at, indicative) {
      const last = indications.at(-1);
      if (last !== undefined && at < last.at) throw new RangeError(`an indication at ${at}, before ${last.at}`);
      indications.push({ at, indicative });
    },
    finish(told) {
      final = told;
    },
  };
}

function withPrint(bar: Bar | null, { price, size }: { readonly price: number; readonly size: number }): Bar {
  if (bar === null) return { open: price, high: price, low: price, close: price, volume: size };
  const { open, high, low, volume } = bar;
  return { open, high: Math.max(high, price), low: Math.min(low, price), close: price, volume: volume + size };
}

/** The last of `count` places whose time, rising with the place, is at or before `at`; -1 when there is none. */
export function lastAtOrBefore(count: number, timeOf: (index: number) => number, at: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
