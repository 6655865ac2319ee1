// Random books for auctions, small enough that orders meet at the same prices and at the limits.
import { ceilToTick, floorToTick } from "@hoga/krx";
import fc from "fast-check";
import type { AuctionOrder, AuctionRules } from "../types.ts";

/** Orders, what an auction of them knows, and every valid price that it could have, from the lowest. */
export interface Book extends AuctionRules {
  readonly orders: readonly AuctionOrder[];
  readonly ticks: readonly number[];
}

/** The rules of an auction of a stock today, with some of them set. */
export function rulesOf(set: Partial<AuctionRules> & Pick<AuctionRules, "last">): AuctionRules {
  return {
    upper: null,
    lower: null,
    simultaneous: false,
    ceilToTick: (price) => ceilToTick(price, "stock", "2026-11-20"),
    floorToTick: (price) => floorToTick(price, "stock", "2026-11-20"),
    ...set,
  };
}

/** Limits with few ticks between them: around changes of the tick, at the smallest prices, wide, and none. */
const WINDOWS = [
  { lower: 1, upper: 3, limited: true },
  { lower: 28, upper: 52, limited: true },
  { lower: 1_990, upper: 2_030, limited: true },
  { lower: 49_800, upper: 50_300, limited: true },
  { lower: 199_800, upper: 201_000, limited: true },
  { lower: 4_980, upper: 5_040, limited: false },
] as const;

/** What a book may hold: anything, market orders only, orders at the limits and market orders, or limits only. */
const PALETTES = [
  ["tick", "tick", "tick", "upper", "lower", "market"],
  ["tick"],
  ["upper", "lower", "market"],
  ["market"],
] as const;

/** Random books. Now and then a book has one side, no order, equal times, or orders of more than 100 shares. */
export const books: fc.Arbitrary<Book> = fc
  .record({
    window: fc.constantFrom(...WINDOWS),
    palette: fc.constantFrom(PALETTES[0], ...PALETTES),
    side: fc.oneof({ weight: 15, arbitrary: fc.constant(null) }, fc.constantFrom("buy" as const, "sell" as const)),
    rows: fc.array(
      fc.record({
        buys: fc.boolean(),
        kind: fc.nat({ max: 59 }),
        place: fc.nat({ max: 999 }),
        quantity: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 1, max: 5 }) },
          { weight: 1, arbitrary: fc.integer({ min: 95, max: 400 }) },
        ),
        seq: fc.nat({ max: 30 }),
      }),
      { maxLength: 12, size: "max" },
    ),
    /** The size of every order of the book, where sides are to balance more often. */
    even: fc.option(fc.integer({ min: 1, max: 150 }), { freq: 2 }),
    last: fc.nat({ max: 999 }),
    simultaneous: fc.boolean(),
  })
  .map(({ window: { lower, upper, limited }, palette, side, rows, even, last, simultaneous }) => {
    const reach = limited ? 0 : 10;
    const ticks = ticksBetween(lower - reach, upper + reach);
    const inside = ticksBetween(lower, upper);
    const priceOf = (kind: number, place: number) => {
      const what = palette[kind % palette.length];
      if (what === "market") return null;
      return what === "upper" ? upper : what === "lower" ? lower : inside[place % inside.length] ?? lower;
    };
    return {
      ...rulesOf({
        // Any whole won, so between two ticks as well, and outside the limits where there are some.
        last: limited ? Math.max(1, lower - 7 + last % (upper - lower + 15)) : lower + last % (upper - lower + 1),
        upper: limited ? upper : null,
        lower: limited ? lower : null,
        simultaneous,
      }),
      ticks,
      orders: rows.map(({ buys, kind, place, quantity, seq }, index) => ({
        id: `${index}`,
        side: side ?? (buys ? "buy" : "sell"),
        price: priceOf(kind, place),
        quantity: even ?? quantity,
        seq,
      })),
    };
  });

function ticksBetween(lowest: number, highest: number): readonly number[] {
  const ticks = [];
  for (let price = lowest; price <= highest; price++) {
    if (floorToTick(price, "stock", "2026-11-20") === price) ticks.push(price);
  }
  return ticks;
}
