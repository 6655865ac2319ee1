import { type InstrumentKind, type Market, tickSize } from "./ticks.ts";

/** The rule by which a price comes about. */
export type PriceRule =
  | "opening_auction"
  | "continuous"
  | "closing_auction"
  | "volatility_auction"
  | "reopening_auction";

/** How far a would-be price may be from the last trade (`dynamic`) and from the last call auction (`static`), in percent. */
export interface VolatilityLimits {
  readonly dynamic: number | null;
  readonly static: number | null;
}

/** How long a volatility interruption (변동성완화장치) gathers orders, or puts off an auction that is under way: 2 minutes. */
export const VOLATILITY_AUCTION_MS = 120_000;

const NO_LIMITS: VolatilityLimits = { dynamic: null, static: null };
const STATIC_PERCENT = 10;

/** Below this price (won) a few ticks are no volatility. */
const LOW_PRICE = 1_000;

/**
 * The limits beyond which a volatility interruption comes, in percent; null where there is none (KOSPI Market Business
 * Regulation §26-2, Enforcement Rules §41-2; KOSDAQ Enforcement Rules §28-5).
 *
 * `narrow` says that a KOSPI stock is in the KOSPI 200, or that a fund follows the KOSPI 200, 100 or 50, the KRX 100 or
 * bonds once: 3 % in continuous trading and 2 % in the closing auction, where everything else, and all of KOSDAQ, has 6 %
 * and 4 %. `expiryDay` says that derivatives on the issue end today: 1 % in the closing auction. The static limit is 10 %
 * throughout. The opening auction follows no trade, so it has the static limit alone; auctions that a halt or an
 * interruption has caused have none, and KONEX has no interruptions.
 */
export function volatilityLimits(
  issue: { readonly market: Market; readonly narrow: boolean },
  rule: PriceRule,
  expiryDay = false,
): VolatilityLimits {
  if (issue.market === "KONEX") return NO_LIMITS;
  const narrow = issue.narrow && issue.market === "KOSPI";
  switch (rule) {
    case "opening_auction":
      return { dynamic: null, static: STATIC_PERCENT };
    case "continuous":
      return { dynamic: narrow ? 3 : 6, static: STATIC_PERCENT };
    case "closing_auction":
      return { dynamic: expiryDay ? 1 : narrow ? 2 : 4, static: STATIC_PERCENT };
    case "volatility_auction":
    case "reopening_auction":
      return NO_LIMITS;
  }
}

/** A price that is about to be made. Prices are won. */
export interface WouldBePrice {
  readonly price: number;
  /** The last trade's price, or the day's base where nothing has traded. */
  readonly last: number;
  /** The price of the last call auction of the day, or the day's base where none has made one. */
  readonly staticBase: number;
  readonly rule: PriceRule;
  /** The KST date. */
  readonly date: string;
  readonly instrument: {
    readonly market: Market;
    readonly kind: InstrumentKind;
    readonly listedOn?: string | null;
    readonly delisting?: boolean;
  };
  /** See volatilityLimits. */
  readonly narrow: boolean;
  readonly expiryDay?: boolean;
  /** Whether the issue trades by call auctions alone, because it is overheated (단기과열) or of low liquidity. */
  readonly auctionsOnly?: boolean;
}

/**
 * Whether a price about to be made brings a volatility interruption instead, and which: a limit is reached when the price
 * is at it or beyond. Where both are, it is the dynamic one that is told; they do the same.
 *
 * None for delisting issues, on the day of a listing, for issues that trade by auctions alone, and where the price is below
 * 1,000 won and within 3 ticks (5 on KOSDAQ) of what it is compared with. Throws a RangeError when a price is not whole won
 * above 0.
 */
export function volatilityTrigger(would: WouldBePrice): "dynamic" | "static" | null {
  const { price, last, staticBase, instrument, date, rule, narrow } = would;
  for (const won of [price, last, staticBase]) {
    if (!Number.isSafeInteger(won) || won < 1) throw new RangeError(`not a price: ${won}`);
  }
  if (instrument.delisting === true || instrument.listedOn === date || would.auctionsOnly === true) return null;
  const limits = volatilityLimits({ market: instrument.market, narrow }, rule, would.expiryDay);
  const reaches = (percent: number | null, reference: number): boolean => {
    if (percent === null) return false;
    const distance = Math.abs(price - reference);
    return distance * 100 >= reference * percent && distance > freeDistance(would);
  };
  if (reaches(limits.dynamic, last)) return "dynamic";
  return reaches(limits.static, staticBase) ? "static" : null;
}

/** How far (won) a low price may go at once, whatever that is in percent. */
function freeDistance({ price, instrument: { market, kind }, date }: WouldBePrice): number {
  return price < LOW_PRICE ? (market === "KOSDAQ" ? 5 : 3) * tickSize(price, kind, date, market) : 0;
}
