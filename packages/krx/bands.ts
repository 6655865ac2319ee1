import { ceilToTick, floorToTick, type InstrumentKind, type Market, tickSize } from "./ticks.ts";

/** A day's price limits, in won, both valid prices: `lower <= price <= upper`. `tick` is the tick at the base price. */
export interface PriceBand {
  readonly base: number;
  readonly tick: number;
  readonly upper: number;
  readonly lower: number;
}

/**
 * The day's price limits around a base price (기준가, won).
 *
 * The allowed change is 30 % of the base (15 % on KONEX), times the multiple of a leveraged ETF or ETN (2 or -2 gives
 * 60 %), cut down to the base price's tick and at least one tick. The upper limit is then cut down, and the lower
 * raised, to the tick of its own band (KOSPI Market Business Regulation §20, Enforcement Rules §31). Not for the first
 * day of a listing nor for delisting trading, which have other bands. Throws a RangeError when the base is not a
 * positive safe integer, or the multiple not a positive whole percentage.
 */
export function priceBand(
  base: number,
  instrument: { readonly market: Market; readonly kind: InstrumentKind; readonly leverage?: number },
  date: string,
): PriceBand {
  const { market, kind, leverage = 1 } = instrument;
  const percent = (market === "KONEX" ? 15 : 30) * Math.abs(leverage);
  if (!Number.isSafeInteger(base) || base < 1) throw new RangeError(`a base price must be whole won above 0: ${base}`);
  if (!Number.isSafeInteger(percent) || percent < 1) throw new RangeError(`not a multiple: ${leverage}`);
  const tick = tickSize(base, kind, date, market);
  const change = Math.max(Math.floor(base * percent / (100 * tick)) * tick, tick);
  return {
    base,
    tick,
    upper: floorToTick(base + change, kind, date, market),
    lower: ceilToTick(base - change, kind, date, market),
  };
}
