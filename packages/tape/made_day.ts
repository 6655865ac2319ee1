import { levels, type PriceGrid, rungOf } from "./display.ts";
import type { Prints } from "./path.ts";
import type { Gathering } from "./prices.ts";
import { scramble } from "./random.ts";
import type { Level, Slice } from "./types.ts";

/** Time between the slices of a made day. */
export const SLICE_MS = 5_000;
/** How long before the open orders for the opening auction are gathered (08:30 for 09:00, KOSPI Reg §4). */
export const OPENING_AUCTION_MS = 30 * 60_000;
/** How long before the close continuous trading ends and the closing auction takes orders (15:20 for 15:30, KOSPI Reg §23). */
export const CLOSING_AUCTION_MS = 10 * 60_000;
/** How many slots lie between two of a day's marks. */
export const MARK_SLOTS = 64;

/** The day so far before each 64th slot, so that a quote need not go through all its prints. Prices are 0 before the first one. */
export interface Marks {
  readonly volume: Float64Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
}

/**
 * A day of slices in columns, by slot. Slot 0 is at the open, the last at the close, and between them one every 5 seconds.
 * In a slot without a print (size 0) price and side are those of the print before it, around which the book stands.
 */
export interface MadeDay extends Prints {
  readonly symbol: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly count: number;
  /** The price (won) that the day starts from. */
  readonly base: number;
  /** 1 where the aggressor bought, 0 where it sold. */
  readonly buy: Uint8Array;
  /** The day's volatility interruptions, in order. */
  readonly gatherings: readonly Gathering[];
  readonly marks: Marks;
  /** The price of the day's first print; 0 where there is none. */
  readonly open: number;
  readonly grid: PriceGrid;
  /** The range of the prices that display: the price limits, or more on a side where the bar itself is beyond them. */
  readonly lower: number;
  readonly upper: number;
  /** Where an off-tick print stands in the book: inside the day's range where possible. */
  readonly lowest: number;
  readonly highest: number;
  /** The prices at which books of the day show levels, rising. */
  readonly ladder: Int32Array;
  /** The usual displayed size of a level, in shares. */
  readonly depth: number;
  readonly displayKey: number;
}

/** When a slot is displayed, in ms since the epoch. */
export function slotTime({ opensAt, closesAt, count }: Pick<MadeDay, "opensAt" | "closesAt" | "count">, slot: number) {
  return slot === count - 1 ? closesAt : opensAt + slot * SLICE_MS;
}

/** The last slot displayed at or before `at`; -1 before the open. */
export function slotAt(day: MadeDay, at: number): number {
  if (at >= day.closesAt) return day.count - 1;
  return Math.max(Math.floor((at - day.opensAt) / SLICE_MS), -1);
}

/** The price on the tick around which the book stands after a print at `price`. */
export function centreOf(day: Pick<MadeDay, "grid" | "lowest" | "highest">, price: number): number {
  return Math.min(Math.max(day.grid.ceil(price), day.lowest), day.highest);
}

/** The slice of a slot (0 to `count - 1`), with its book: drawn anew for the slot, always the same for the same slot. */
export function sliceOf(day: MadeDay, slot: number): Slice {
  const price = day.price[slot] ?? 0;
  const size = day.size[slot] ?? 0;
  const bought = day.buy[slot] === 1;
  const gathering = gatheringAt(day, slot);
  return {
    symbol: day.symbol,
    seq: slot,
    at: slotTime(day, slot),
    rule: gathering?.to === slot ? "volatility_auction" : ruleAt(day, slot),
    trading: gathering !== null && slot < gathering.to ? "auction" : tradingAt(day, slot),
    print: size > 0 ? { price, size, side: bought ? "buy" : "sell" } : null,
    ...bookOf(day, slot, centreOf(day, price), bought),
  };
}

/** The volatility interruption that a slot is part of, the one of its auction included; null outside any. */
export function gatheringAt({ gatherings }: MadeDay, slot: number): Gathering | null {
  for (const gathering of gatherings) {
    if (slot >= gathering.from && slot <= gathering.to) return gathering;
  }
  return null;
}

function ruleAt(day: MadeDay, slot: number): Slice["rule"] {
  if (slot === 0) return "opening_auction";
  return slot === day.count - 1 ? "closing_auction" : "continuous";
}

function tradingAt(day: MadeDay, slot: number): Slice["trading"] {
  if (slot === day.count - 1) return "halted";
  return slotTime(day, slot) >= day.closesAt - CLOSING_AUCTION_MS ? "auction" : "continuous";
}

function bookOf(day: MadeDay, slot: number, centre: number, bought: boolean): { bids: Level[]; asks: Level[] } {
  const { ladder, depth } = day;
  const rung = rungOf(ladder, centre);
  const key = scramble(day.displayKey ^ Math.imul(slot + 1, 0x85ebca6b));
  return {
    bids: levels(ladder, bought ? rung - 1 : rung, -1, depth, key),
    asks: levels(ladder, bought ? rung : rung + 1, 1, depth, ~key),
  };
}
