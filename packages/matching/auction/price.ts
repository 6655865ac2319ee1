import { type Quote, quotesOf } from "./quotes.ts";
import type { AuctionOrder, AuctionPrice, AuctionRules } from "./types.ts";

/**
 * The price and volume at which the orders would match (예상체결가, the indicative price, while they gather), or null
 * where nothing matches. See `matchedPrice` for the rule and `quotesOf` for what it throws. Takes the time of sorting
 * the distinct prices.
 */
export function auctionPrice(orders: readonly AuctionOrder[], rules: AuctionRules): AuctionPrice | null {
  return matchedPrice(quotesOf(orders, rules), rules);
}

/**
 * The price of a call auction (KOSPI Market Business Regulation §23(4) and (5)); null where nothing matches.
 *
 * A price matches if every bid above it and every offer below it fills in full, at the price itself one side fills in
 * full, and something trades. With D(>p), D(>=p) the shares bid above, and at or above p, and S(<p), S(<=p) those
 * offered below, and at or below: S(<p) <= D(>=p), D(>p) <= S(<=p), and min(D(>=p), S(<=p)) > 0. Matched prices form
 * one range of ticks, and they all trade the same volume.
 *
 * Of several, the last price is taken if it is one of them; if it is outside the range, the nearest; if it lies in the
 * range between two ticks, the nearest above (since 2025-03-04). Confidence A; D that a price at which nobody quotes
 * counts when it lies between those that match.
 */
export function matchedPrice(quotes: readonly Quote[], rules: AuctionRules): AuctionPrice | null {
  const range = matchedRange(quotes);
  if (range === null) return null;
  const { lowest, highest } = range;
  // Both ends are prices of quotes, so they are valid prices, and rounding up within the range cannot leave it.
  const price = rules.last <= lowest ? lowest : rules.last >= highest ? highest : rules.ceilToTick(rules.last);
  return { price, ...range };
}

/** Shares at one price. */
interface Level {
  bid: number;
  offer: number;
}

/**
 * The matched prices' two ends, and the volume.
 *
 * It is enough to try the prices of quotes. S(<p) <= D(>=p) holds up to some price, and can only stop holding just
 * above a quote's price; D(>p) <= S(<=p) holds from some price on, and can only begin at a quote's price. Where the
 * book crosses, the two overlap between the lowest offer and the highest bid; where it does not, the volume is 0.
 */
function matchedRange(quotes: readonly Quote[]): Omit<AuctionPrice, "price"> | null {
  let lowest: number | null = null;
  let highest: number | null = null;
  let volume = 0;
  let offeredBelow = 0;
  let bidFromHere = quotes.reduce((sum, quote) => quote.side === "buy" ? sum + quote.quantity : sum, 0);
  for (const [price, { bid, offer }] of levelsOf(quotes)) {
    const offeredToHere = offeredBelow + offer;
    const bidAbove = bidFromHere - bid;
    if (lowest === null && bidAbove <= offeredToHere) {
      lowest = price;
      volume = Math.min(bidFromHere, offeredToHere);
    }
    if (offeredBelow <= bidFromHere) highest = price;
    offeredBelow = offeredToHere;
    bidFromHere = bidAbove;
  }
  return lowest === null || highest === null || volume === 0 ? null : { lowest, highest, volume };
}

/** The book by price, from the lowest. */
function levelsOf(quotes: readonly Quote[]): readonly (readonly [number, Level])[] {
  const levels = new Map<number, Level>();
  for (const { side, price, quantity } of quotes) {
    let level = levels.get(price);
    if (level === undefined) levels.set(price, level = { bid: 0, offer: 0 });
    if (side === "buy") level.bid += quantity;
    else level.offer += quantity;
  }
  return [...levels].sort(([a], [b]) => a - b);
}
