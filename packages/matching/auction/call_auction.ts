import { matchedPrice } from "./price.ts";
import { type Quote, quotesOf } from "./quotes.ts";
import { simultaneousShares } from "./simultaneous.ts";
import type { AuctionFill, AuctionOrder, AuctionResult, AuctionRules } from "./types.ts";

/**
 * Matches orders in a call auction (단일가매매): one price for all, and who gets how many shares. Null where nothing
 * matches; then every order stays as it is.
 *
 * Price: `matchedPrice`. Shares: price, then time (KOSPI Market Business Regulation §22), market orders by the price
 * `quotesOf` gives them, that is before all limits but those at the day's limit. When the auction knows simultaneous
 * quotes and the price is the upper limit, the bids at it ignore time and divide the volume by `simultaneousShares`
 * (Enforcement Rules §34); so do the offers at the lower limit. Throws what `quotesOf` throws. O(n log n).
 */
export function callAuction(orders: readonly AuctionOrder[], rules: AuctionRules): AuctionResult | null {
  const quotes = quotesOf(orders, rules);
  const match = matchedPrice(quotes, rules);
  if (match === null) return null;
  const { price, volume } = match;
  const bids = quotes.filter((quote) => quote.side === "buy" && quote.price >= price);
  const offers = quotes.filter((quote) => quote.side === "sell" && quote.price <= price);
  const simultaneous = simultaneousSide(price, rules);
  // No quote is better than the limit, so all that can fill on a simultaneous side stands at the price.
  const fills = [
    ...(simultaneous === "buy" ? divide(bids, volume) : queue(bids, volume, (a, b) => b.price - a.price)),
    ...(simultaneous === "sell" ? divide(offers, volume) : queue(offers, volume, (a, b) => a.price - b.price)),
  ];
  return { ...match, fills, simultaneous };
}

function simultaneousSide(price: number, rules: AuctionRules): "buy" | "sell" | null {
  if (!rules.simultaneous) return null;
  if (price === rules.upper) return "buy";
  return price === rules.lower ? "sell" : null;
}

function divide(quotes: readonly Quote[], volume: number): readonly AuctionFill[] {
  return simultaneousShares(quotes.map(({ id, quantity, seq }) => ({ id, quantity, filled: 0, seq })), volume);
}

/** Fills quotes one after the other: the better price first, at one price the earlier. */
function queue(quotes: readonly Quote[], volume: number, better: (a: Quote, b: Quote) => number): AuctionFill[] {
  const fills: AuctionFill[] = [];
  let left = volume;
  for (const { id, quantity } of [...quotes].sort((a, b) => better(a, b) || a.seq - b.seq)) {
    if (left === 0) break;
    const share = Math.min(left, quantity);
    fills.push({ id, quantity: share });
    left -= share;
  }
  return fills;
}
