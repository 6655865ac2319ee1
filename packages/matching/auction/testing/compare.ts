// The comparison of the fast auction with the plain one, and the count of what the compared books were like.
import { callAuction } from "../call_auction.ts";
import { auctionPrice } from "../price.ts";
import type { AuctionResult } from "../types.ts";
import type { Book } from "./books.ts";
import { bruteForce } from "./brute_force.ts";

/** Tells how the fast and the plain auction of a book differ; null when they agree. */
export function difference(book: Book): string | null {
  const fast = callAuction(book.orders, book);
  const plain = bruteForce(book);
  if (JSON.stringify(ordered(fast)) !== JSON.stringify(ordered(plain))) {
    return `auction: ${JSON.stringify(fast)}\nbrute force: ${JSON.stringify(plain)}`;
  }
  const indicative = auctionPrice(book.orders, book);
  return indicative?.price === fast?.price && indicative?.volume === fast?.volume
    ? null
    : `indicative: ${JSON.stringify(indicative)}\nauction: ${JSON.stringify(fast)}`;
}

function ordered(result: AuctionResult | null): readonly unknown[] | null {
  if (result === null) return null;
  const { price, volume, lowest, highest, simultaneous, fills } = result;
  return [price, volume, lowest, highest, simultaneous, fills.map(({ id, quantity }) => [id, quantity])];
}

/** The cases that books must reach to prove anything. */
export const CASES = [
  "no match",
  "a side is empty",
  "market orders on one side",
  "market orders on both sides",
  "nothing but market orders, and a match",
  "all at the limits, and a match",
  "last price between two ticks, in the range",
  "last price outside the limits",
  "one matched price",
  "several matched prices",
  "equal times at one price",
  "simultaneous bids short of shares",
  "simultaneous offers short of shares",
  "an order of a limit in front of a market order",
] as const;

/** Which of `CASES` a book reaches. */
export function casesOf(book: Book): readonly (typeof CASES)[number][] {
  const { orders, last, upper, lower } = book;
  const result = callAuction(orders, book);
  const on = (side: "buy" | "sell") => orders.filter((order) => order.side === side);
  const marketOn = (["buy", "sell"] as const).filter((side) => on(side).some((order) => order.price === null));
  const short = (side: "buy" | "sell") =>
    result?.simultaneous === side &&
    on(side).reduce(
        (sum, order) => sum + (order.price === null || order.price === result.price ? order.quantity : 0),
        0,
      ) >
      result.volume + 100;
  const atLimits = orders.every(({ price }) => price !== null && (price === upper || price === lower));
  const reached: Record<(typeof CASES)[number], boolean> = {
    "no match": result === null,
    "a side is empty": on("buy").length === 0 || on("sell").length === 0,
    "market orders on one side": marketOn.length === 1,
    "market orders on both sides": marketOn.length === 2,
    "nothing but market orders, and a match": result !== null && orders.every(({ price }) => price === null),
    "all at the limits, and a match": result !== null && atLimits,
    "last price between two ticks, in the range": result !== null && last > result.lowest && last < result.highest &&
      book.floorToTick(last) !== last,
    "last price outside the limits": last > (upper ?? Infinity) || last < (lower ?? 0),
    "one matched price": result !== null && result.lowest === result.highest,
    "several matched prices": result !== null && result.lowest < result.highest,
    "equal times at one price": orders.some((a, i) =>
      orders.some((b, j) => i < j && a.side === b.side && a.price === b.price && a.seq === b.seq)
    ),
    "simultaneous bids short of shares": short("buy"),
    "simultaneous offers short of shares": short("sell"),
    "an order of a limit in front of a market order": result !== null &&
      orders.some((market) =>
        market.price === null &&
        orders.some((limit) =>
          limit.side === market.side && limit.price === (limit.side === "buy" ? upper : lower) && limit.seq < market.seq
        )
      ),
  };
  return CASES.filter((name) => reached[name]);
}
