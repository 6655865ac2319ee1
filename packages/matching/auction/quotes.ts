import type { AuctionOrder, AuctionRules } from "./types.ts";

/** An order with the price it counts with. */
export interface Quote extends AuctionOrder {
  readonly price: number;
}

/** What market orders of each side count with, in won. */
interface MarketPrices {
  readonly buy: number;
  readonly sell: number;
}

/** Limits and sizes of all orders, as far as the price of market orders depends on them. */
interface Survey {
  readonly lowestBid: number;
  readonly highestBid: number;
  readonly lowestOffer: number;
  readonly highestOffer: number;
  /** Market buys less market sells, in shares. */
  readonly surplus: number;
}

/**
 * Gives every order the price it has in the auction, so that price and time alone rank them. Orders stay as they are
 * given. Throws a RangeError for a price off the tick or outside the limits, for a last price that is not whole won
 * above 0, for a quantity that is not a whole number of shares above 0, and for quantities that do not add up exactly.
 */
export function quotesOf(orders: readonly AuctionOrder[], rules: AuctionRules): readonly Quote[] {
  if (!Number.isSafeInteger(rules.last) || rules.last < 1) throw new RangeError(`not a last price: ${rules.last}`);
  const market = marketPrices(survey(orders, rules), rules);
  return orders.map(({ id, side, price, quantity, seq }) => ({
    id,
    side,
    price: price ?? market[side],
    quantity,
    seq,
  }));
}

function survey(orders: readonly AuctionOrder[], rules: AuctionRules): Survey {
  let [lowestBid, highestBid, lowestOffer, highestOffer] = [Infinity, -Infinity, Infinity, -Infinity];
  let surplus = 0;
  let total = 0;
  for (const order of orders) {
    checkOrder(order, rules);
    const { side, price, quantity } = order;
    total += quantity;
    if (price === null) {
      surplus += side === "buy" ? quantity : -quantity;
    } else if (side === "buy") {
      lowestBid = Math.min(lowestBid, price);
      highestBid = Math.max(highestBid, price);
    } else {
      lowestOffer = Math.min(lowestOffer, price);
      highestOffer = Math.max(highestOffer, price);
    }
  }
  if (!Number.isSafeInteger(total)) throw new RangeError(`the orders of an auction hold too many shares: ${total}`);
  return { lowestBid, highestBid, lowestOffer, highestOffer, surplus };
}

function checkOrder({ id, price, quantity }: AuctionOrder, rules: AuctionRules): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) {
    throw new RangeError(`order ${id} has no whole number of shares: ${quantity}`);
  }
  if (price === null) return;
  if (!Number.isSafeInteger(price) || price < 1 || rules.floorToTick(price) !== price) {
    throw new RangeError(`order ${id} has a price off the tick: ${price}`);
  }
  if (clampToLimits(price, rules) !== price) {
    throw new RangeError(`order ${id} has a price outside the day's limits: ${price}`);
  }
}

/**
 * The price of market orders in an auction (KOSPI Market Business Regulation §23(3)).
 *
 * A sell counts with the lowest of: a tick below the lowest offer limit, the lowest bid limit, the last price. A buy
 * mirrors it. Both stay within the day's limits. So a market order stands before every limit of its side, except that
 * it equals limits at the upper (buy) or lower (sell) limit and ranks with those by time, as §22 wants. What no limit
 * exists for drops out.
 *
 * Where market orders are all there is, on both sides, they meet at the last price, moved by one tick towards the
 * price that the heavier side pushes to: up when buys are more, down when sells are more.
 *
 * Sources: the rule's text for the formulas (confidence A). Inferred (D): a last price between two ticks counts as
 * the valid price next to it, above for buys and below for sells; where buys and sells weigh the same, above, as the
 * choice among matched prices has it; and a tick from it reaches just that neighbour.
 */
function marketPrices(seen: Survey, rules: AuctionRules): MarketPrices {
  const { last, ceilToTick, floorToTick } = rules;
  if (seen.lowestBid === Infinity && seen.lowestOffer === Infinity) {
    const price = clampToLimits(onlyMarketPrice(seen.surplus, rules), rules);
    return { buy: price, sell: price };
  }
  // Prices are whole won: a tick up from a price is the lowest valid one above it, also where the tick changes.
  const aboveBids = seen.highestBid === -Infinity ? -Infinity : ceilToTick(seen.highestBid + 1);
  const belowOffers = seen.lowestOffer === Infinity ? Infinity : floorToTick(seen.lowestOffer - 1);
  return {
    buy: clampToLimits(Math.max(aboveBids, seen.highestOffer, ceilToTick(last)), rules),
    sell: clampToLimits(Math.min(belowOffers, seen.lowestBid, floorToTick(last)), rules),
  };
}

function onlyMarketPrice(surplus: number, { last, ceilToTick, floorToTick }: AuctionRules): number {
  if (surplus === 0) return ceilToTick(last);
  return surplus > 0 ? ceilToTick(last + 1) : floorToTick(last - 1);
}

function clampToLimits(price: number, { upper, lower }: AuctionRules): number {
  return Math.min(Math.max(price, lower ?? -Infinity), upper ?? Infinity);
}
