/**
 * The closing price of an issue that did not trade (기세, a special quote), in won: the best offer if it is below the
 * base price, or the best bid if it is above. Null where neither holds, and the base price stands; also where both
 * hold, since such a book would have traded and says nothing about a price.
 *
 * Prices are null for a side without quotes. The exchange's rule on closing prices in summary, not its text (B); that a
 * crossed book has none is inferred (D).
 */
export function specialQuote(
  { base, bestBid, bestAsk }: {
    readonly base: number;
    readonly bestBid: number | null;
    readonly bestAsk: number | null;
  },
): number | null {
  const offered = bestAsk !== null && bestAsk < base ? bestAsk : null;
  const wanted = bestBid !== null && bestBid > base ? bestBid : null;
  if (offered !== null && wanted !== null) return null;
  return offered ?? wanted;
}
