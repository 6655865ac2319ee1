import { indicativeOf } from "./indicative.ts";
import { type MadeDay, MARK_SLOTS, sliceOf, slotAt, slotTime } from "./made_day.ts";
import type { Candle, TapeQuote, TapeSourceName } from "./types.ts";

/**
 * The candles of a day's prints up to and at `until` (ms since the epoch). Starts are the open plus whole intervals; an interval without
 * a print has no candle. The closing auction, at the very end of the session, belongs to the last interval.
 * Throws a RangeError when `intervalMs` is not a positive safe integer.
 */
export function candlesOf(day: MadeDay, intervalMs: number, until: number): readonly Candle[] {
  if (!Number.isSafeInteger(intervalMs) || intervalMs < 1) {
    throw new RangeError(`a candle's interval must be whole ms above 0: ${intervalMs}`);
  }
  const finalInterval = Math.ceil((day.closesAt - day.opensAt) / intervalMs) - 1;
  const last = slotAt(day, until);
  const candles: Candle[] = [];
  let current: { at: number; open: number; high: number; low: number; close: number; volume: number } | null = null;
  for (let slot = 0; slot <= last; slot++) {
    const size = day.size[slot] ?? 0;
    if (size === 0) continue;
    const price = day.price[slot] ?? 0;
    const interval = Math.min(Math.floor((slotTime(day, slot) - day.opensAt) / intervalMs), finalInterval);
    const at = day.opensAt + interval * intervalMs;
    if (current === null || current.at !== at) {
      current = { at, open: price, high: price, low: price, close: price, volume: size };
      candles.push(current);
      continue;
    }
    current.high = Math.max(current.high, price);
    current.low = Math.min(current.low, price);
    current.close = price;
    current.volume += size;
  }
  return candles;
}

/** The day as it stands at `at` (ms since the epoch); null before the open. Until a print, `last` is the base price. */
export function quoteOf(
  day: MadeDay,
  at: number,
  before: { readonly base: number; readonly previousClose: number; readonly source: TapeSourceName },
): TapeQuote | null {
  const last = slotAt(day, at);
  if (last < 0) return null;
  const { seq, symbol, bids, asks, at: shownAt } = sliceOf(day, last);
  const { high, low, volume } = rangeAt(day, last);
  const traded = volume > 0;
  return {
    symbol,
    seq,
    at: shownAt,
    last: traded ? day.price[last] ?? 0 : before.base,
    open: traded ? day.open : null,
    high: traded ? high : null,
    low: traded ? low : null,
    volume,
    previousClose: before.previousClose,
    bids,
    asks,
    indicative: indicativeOf(day, at),
    source: before.source,
  };
}

/** The highest and the lowest price and the shares up to and with a slot. */
function rangeAt({ marks, price, size }: MadeDay, last: number): { high: number; low: number; volume: number } {
  const at = Math.floor(last / MARK_SLOTS);
  let volume = marks.volume[at] ?? 0;
  let high = marks.high[at] ?? 0;
  let low = volume > 0 ? marks.low[at] ?? 0 : Infinity;
  for (let slot = at * MARK_SLOTS; slot <= last; slot++) {
    const shares = size[slot] ?? 0;
    if (shares === 0) continue;
    volume += shares;
    high = Math.max(high, price[slot] ?? 0);
    low = Math.min(low, price[slot] ?? 0);
  }
  return { high, low, volume };
}
