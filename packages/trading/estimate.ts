// What an order would trade at, told before it is placed.
import type { OrderType } from "./order_type.ts";

/** The best prices displayed, won; null for a side without quotes. */
export interface DisplayedPrices {
  readonly bid: number | null;
  readonly ask: number | null;
}

/**
 * The price (won) at which an order would trade or rest, by its type: its limit where it has one; the best price of the other side for a
 * market or best limit order, or of its own where the other is empty; the best of its own side for a top limit order; the middle of both,
 * rounded down to the won, for a mid-price order. Null where what is displayed does not tell.
 */
export function estimatedPrice(
  { type, side, limitPrice }: {
    readonly type: OrderType;
    readonly side: "buy" | "sell";
    readonly limitPrice: number | null;
  },
  shown: DisplayedPrices | null,
): number | null {
  if (limitPrice !== null) return limitPrice;
  if (shown === null) return null;
  const { bid, ask } = shown;
  const [own, other] = side === "buy" ? [bid, ask] : [ask, bid];
  switch (type) {
    case "top_limit":
      return own;
    case "mid_price":
      return bid === null || ask === null ? null : Math.floor((bid + ask) / 2);
    default:
      return other ?? own;
  }
}
