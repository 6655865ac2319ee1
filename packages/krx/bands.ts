import { ceilToTick, floorToTick, type InstrumentKind, type Market, tickSize } from "./ticks.ts";

/** A day's price limits, in won, both valid prices: `lower <= price <= upper`. `tick` is the tick at the base price. */
export interface PriceBand {
  readonly base: number;
  readonly tick: number;
  readonly upper: number;
  readonly lower: number;
}

/** What decides the price limits of an instrument. An Instrument is one; what is left out is ordinary. */
export interface BandInstrument {
  readonly market: Market;
  readonly kind: InstrumentKind;
  /** The multiple of a fund or note; 1 when left out. */
  readonly leverage?: number;
  /** The KST date of its listing: the limits of that day are wider. */
  readonly listedOn?: string | null;
  /** Whether it trades for the last days before it is delisted: without limits. */
  readonly delisting?: boolean;
}

/** The highest price (won) there is: the upper limit of what has none. Far above any share, and a valid price on any tick. */
export const HIGHEST_PRICE = 100_000_000;

/** When the limits of KOSPI and KOSDAQ went from 15 % to 30 %. KONEX has had 15 % since it opened. */
const THIRTY_PERCENT_SINCE = "2015-06-15";

/** When the first day of a stock's listing got limits of its own around the offer price. */
const LISTING_BAND_SINCE = "2023-06-26";

/**
 * The day's price limits around a base price (기준가, won, from 1 to HIGHEST_PRICE) on a KST date.
 *
 * The allowed change is 30 % of the base (15 % on KONEX, and everywhere before 2015-06-15), times the multiple of a
 * leveraged ETF or ETN (2 or -2 gives 60 %), cut down to the base price's tick and at least one tick. The upper limit is
 * then cut down, and the lower raised, to the tick of its own band (KOSPI Market Business Regulation §20, Enforcement Rules
 * §31).
 *
 * On the day a stock is listed the base is its offer price, and the limits are 60 % and 400 % of it on KOSPI and KOSDAQ
 * since 2023-06-26. Before, and on KONEX still, the opening auction made the day's base between 90 % and 200 % of the
 * offer price (on KONEX up to 400 % of the appraised price), and the day's limits lay around that base: the band told here
 * is the widest that could come of it, 63 % to 260 % of the offer (press of 2023-04-13 and, for KONEX, 2013-06-13). A stock
 * that only moves from one market to another has no such day, but its listing date does not tell so.
 *
 * Delisting issues (정리매매) have no limits: theirs go from the smallest valid price to HIGHEST_PRICE.
 *
 * Throws a RangeError when the base is out of range, the multiple not a positive whole percentage, or the date before
 * PRICE_RULES_SINCE.
 */
export function priceBand(base: number, instrument: BandInstrument, date: string): PriceBand {
  if (!Number.isSafeInteger(base) || base < 1 || base > HIGHEST_PRICE) {
    throw new RangeError(`a base price must be whole won from 1 to ${HIGHEST_PRICE}: ${base}`);
  }
  const { market, kind, delisting = false, listedOn = null } = instrument;
  if (delisting) {
    const tick = tickSize(base, kind, date, market);
    return { base, tick, upper: HIGHEST_PRICE, lower: ceilToTick(1, kind, date, market) };
  }
  return kind === "stock" && listedOn === date
    ? listingBand(base, instrument, date)
    : dailyBand(base, instrument, date);
}

/**
 * The base price (won) that follows from the previous close: that close, put up on the day's tick where it is off it,
 * because it was made off the tick or because ticks have changed. For an issue that did not trade pass its previous base.
 * What a split or a rights issue does to it comes before this. Throws a RangeError when the close is not whole won above 0,
 * or the date before PRICE_RULES_SINCE.
 */
export function basePrice(
  previousClose: number,
  { market, kind }: { readonly market: Market; readonly kind: InstrumentKind },
  date: string,
): number {
  if (!Number.isSafeInteger(previousClose) || previousClose < 1) {
    throw new RangeError(`a close must be whole won above 0: ${previousClose}`);
  }
  return ceilToTick(previousClose, kind, date, market);
}

function dailyBand(base: number, instrument: BandInstrument, date: string): PriceBand {
  const { market, leverage = 1 } = instrument;
  const percent = (market === "KONEX" || date < THIRTY_PERCENT_SINCE ? 15 : 30) * Math.abs(leverage);
  if (!Number.isSafeInteger(percent) || percent < 1) throw new RangeError(`not a multiple: ${leverage}`);
  return bandOf(base, { rise: percent, fall: percent }, instrument, date);
}

function listingBand(base: number, instrument: BandInstrument, date: string): PriceBand {
  const { market, kind } = instrument;
  if (market !== "KONEX" && date >= LISTING_BAND_SINCE) return bandOf(base, { rise: 300, fall: 40 }, instrument, date);
  const lowest = ceilToTick(base * 90 / 100, kind, date, market);
  const highest = floorToTick(base * (market === "KONEX" ? 4 : 2), kind, date, market);
  return {
    base,
    tick: tickSize(base, kind, date, market),
    upper: dailyBand(highest, instrument, date).upper,
    lower: dailyBand(lowest, instrument, date).lower,
  };
}

/** The limits for an allowed rise and fall in percent of the base. */
function bandOf(
  base: number,
  percent: { readonly rise: number; readonly fall: number },
  { market, kind }: BandInstrument,
  date: string,
): PriceBand {
  const tick = tickSize(base, kind, date, market);
  const change = (of: number) => Math.max(Math.floor(base * of / (100 * tick)) * tick, tick);
  return {
    base,
    tick,
    upper: floorToTick(base + change(percent.rise), kind, date, market),
    lower: ceilToTick(base - change(percent.fall), kind, date, market),
  };
}
