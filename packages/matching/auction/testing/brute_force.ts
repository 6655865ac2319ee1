// The rules of a call auction stated as plainly as possible, with no regard to speed: every tick is tried as a price,
// and shares are handed out one at a time. What the fast version is held against.
import type { AuctionFill, AuctionOrder, AuctionResult } from "../types.ts";
import type { Book } from "./books.ts";

type Priced = AuctionOrder & { readonly price: number };

/** The auction of a book, by trying everything. */
export function bruteForce(book: Book): AuctionResult | null {
  const orders = priced(book);
  const matched = book.ticks.filter((price) => isMatched(price, orders));
  const [lowest] = matched;
  const highest = matched.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  const price = choose(matched, book.last);
  const volume = tradable(price, orders);
  const atLimit = price === book.upper ? "buy" : price === book.lower ? "sell" : null;
  const simultaneous = book.simultaneous ? atLimit : null;
  const fills = [
    ...handOut(willing("buy", price, orders), volume, simultaneous === "buy"),
    ...handOut(willing("sell", price, orders), volume, simultaneous === "sell"),
  ];
  return { price, volume, lowest, highest, fills, simultaneous };
}

/** Gives market orders their price, by places in the list of all valid prices. */
function priced({ orders, ticks, last, upper, lower }: Book): readonly Priced[] {
  const limits = (side: "buy" | "sell") =>
    orders.flatMap((order) => order.side === side && order.price !== null ? [order.price] : []);
  const [bids, offers] = [limits("buy"), limits("sell")];
  const up = (price: number) => ticks.find((tick) => tick > price) ?? Infinity;
  const down = (price: number) => ticks.findLast((tick) => tick < price) ?? -Infinity;
  const above = ticks.find((tick) => tick >= last) ?? Infinity;
  const below = ticks.findLast((tick) => tick <= last) ?? -Infinity;
  let buy = Math.max(...bids.map(up), ...offers, above);
  let sell = Math.min(...offers.map(down), ...bids, below);
  if (bids.length + offers.length === 0) {
    const shares = (side: "buy" | "sell") => total(orders.filter((order) => order.side === side));
    const heavier = shares("buy") - shares("sell");
    buy = sell = heavier > 0 ? up(last) : heavier < 0 ? down(last) : above;
  }
  const within = (price: number) => price > (upper ?? Infinity) ? upper : price < (lower ?? -Infinity) ? lower : price;
  return orders.map((order) => {
    const price = order.price ?? within(order.side === "buy" ? buy : sell);
    if (price === null || !Number.isFinite(price)) throw new Error("a market order without a price");
    return { ...order, price };
  });
}

/** All bids above and all offers below the price trade in full, and something trades: as much as the lesser side has. */
function isMatched(price: number, orders: readonly Priced[]): boolean {
  const volume = tradable(price, orders);
  const better = (side: "buy" | "sell") => total(willing(side, price, orders).filter((order) => order.price !== price));
  return volume > 0 && better("buy") <= volume && better("sell") <= volume;
}

function tradable(price: number, orders: readonly Priced[]): number {
  return Math.min(total(willing("buy", price, orders)), total(willing("sell", price, orders)));
}

function willing(side: "buy" | "sell", price: number, orders: readonly Priced[]): readonly Priced[] {
  return orders.filter((order) =>
    order.side === side && (side === "buy" ? order.price >= price : order.price <= price)
  );
}

function total(orders: readonly AuctionOrder[]): number {
  return orders.reduce((sum, order) => sum + order.quantity, 0);
}

/** The last price if it matched; else, inside the range, the nearest above; else the nearest. */
function choose(matched: readonly number[], last: number): number {
  const above = matched.find((price) => price >= last);
  const below = matched.findLast((price) => price <= last);
  const price = above ?? below;
  if (price === undefined) throw new Error("nothing to choose from");
  return price;
}

/** Gives shares one at a time to the order whose turn it is. */
function handOut(orders: readonly Priced[], volume: number, simultaneous: boolean): readonly AuctionFill[] {
  const has = new Map<string, number>();
  for (let share = 0; share < volume; share++) {
    const waiting = orders.filter((order) => (has.get(order.id) ?? 0) < order.quantity);
    const next = waiting.reduce((first, order) => {
      const rank = simultaneous ? simultaneousRank(order, first, has) : timeRank(order, first);
      return rank < 0 ? order : first;
    });
    has.set(next.id, (has.get(next.id) ?? 0) + 1);
  }
  return Array.from(has, ([id, quantity]) => ({ id, quantity }));
}

/** Below 0 when `a` goes before `b`. Both are on one side. */
function timeRank(a: Priced, b: Priced): number {
  if (a.price !== b.price) return (a.side === "buy") === (a.price > b.price) ? -1 : 1;
  return a.seq - b.seq;
}

function simultaneousRank(a: Priced, b: Priced, has: ReadonlyMap<string, number>): number {
  const byRound = round(a, has.get(a.id) ?? 0) - round(b, has.get(b.id) ?? 0);
  return byRound !== 0 ? byRound : a.quantity !== b.quantity ? b.quantity - a.quantity : a.seq - b.seq;
}

/** The round in which an order that has so many shares gets its next: until 100, until half of the rest, then the rest. */
function round({ quantity }: Priced, has: number): 1 | 2 | 3 {
  if (has < 100) return 1;
  return has < 100 + (quantity - 100) / 2 ? 2 : 3;
}
