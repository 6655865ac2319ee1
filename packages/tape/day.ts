import { priceBand } from "@hoga/krx";
import { displayLadder, ladderOf, levels, type PriceGrid, priceGrid, rungOf } from "./display.ts";
import { printBar, type Prints } from "./path.ts";
import { hash32, keyedRandom, scramble } from "./random.ts";
import type { Bar, Candle, Level, Slice, TapeInstrument } from "./types.ts";

/** Time between the slices of a made day. */
export const SLICE_MS = 5_000;
/** How long before the close continuous trading ends and the closing auction takes orders (15:20 for 15:30, KOSPI Reg §23). */
export const CLOSING_AUCTION_MS = 10 * 60_000;
/** The length of the bars that `minutes` holds. */
const MINUTE_MS = 60_000;

/** What a day is made from. */
export interface DayPlan {
  readonly instrument: TapeInstrument;
  /** The regular session: its KST date, and its bounds in ms since the epoch. */
  readonly session: { readonly date: string; readonly opensAt: number; readonly closesAt: number };
  readonly bar: Bar;
  /** The base price (won) of the day, which sets the price limits. */
  readonly base: number;
  readonly seed: number;
  /** Minute bars of the session, rising in time, one a minute. Where there are any the day follows them and `bar` is not used. */
  readonly minutes?: readonly Candle[];
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
  /** 1 where the aggressor bought, 0 where it sold. */
  readonly buy: Uint8Array;
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

/**
 * Makes a day that touches its bar exactly: the opening auction prints at the open, the closing auction at the close, no print is outside
 * high and low and both are touched, and the sizes sum to the volume. It is a pure function of its plan.
 *
 * Prints are on the tick, save a price of the bar that is not. Nothing prints in the 10 minutes of the closing auction. At the day's high
 * the aggressor bought and at its low it sold, so the best ask is never above the high and the best bid never below the low, except
 * where high and low are the same. At a price limit the book is locked: at the upper one there are only bids, at the
 * lower one only asks. With fewer shares than the bar has prices to touch, `printBar` says which are given up.
 */
export function makeDay(plan: DayPlan): MadeDay {
  const { instrument, session, seed } = plan;
  const minutes = plan.minutes ?? [];
  const bar = minutes.length > 0 ? joinBars(minutes) : widened(plan.bar);
  const { opensAt, closesAt, date } = session;
  const count = Math.ceil((closesAt - opensAt) / SLICE_MS) + 1;
  const key = `${seed}|${instrument.symbol}|${date}`;
  const grid = priceGrid(instrument, date);
  const band = priceBand(plan.base, instrument, date);
  const range = {
    lower: bar.low < band.lower ? 1 : band.lower,
    upper: bar.high > band.upper ? Infinity : band.upper,
    lowest: Math.min(grid.ceil(bar.low), grid.floor(bar.high)),
    highest: Math.max(grid.ceil(bar.low), grid.floor(bar.high)),
  };
  const day: MadeDay = {
    ...range,
    symbol: instrument.symbol,
    opensAt,
    closesAt,
    count,
    price: new Int32Array(count),
    size: new Float64Array(count),
    buy: new Uint8Array(count),
    grid,
    ladder: displayLadder(grid, range),
    depth: Math.max(bar.volume / 300, 5),
    displayKey: hash32(`${key}|display`),
  };
  if (minutes.length > 0) printMinutes(day, minutes, `${key}|path`);
  else printDay(day, bar, `${key}|path`);
  settleBooks(day, bar.open, `${key}|side`);
  return day;
}

/** The bar of several bars that follow each other. At least one. */
export function joinBars(bars: readonly Bar[]): Bar {
  const open = bars[0]?.open ?? 0;
  let [high, low, close, volume] = [-Infinity, Infinity, open, 0];
  for (const bar of bars) {
    high = Math.max(high, bar.high);
    low = Math.min(low, bar.low);
    close = bar.close;
    volume += bar.volume;
  }
  return { open, high, low, close, volume };
}

/** The bar with its high and low stretched to hold its open and close, for a source that contradicts itself; flat without volume. */
function widened(bar: Bar): Bar {
  const { open, high, low, close, volume } = bar;
  if (volume === 0) return { open: close, high: close, low: close, close, volume };
  return { open, high: Math.max(high, open, close), low: Math.min(low, open, close), close, volume };
}

/** When a slot is displayed, in ms since the epoch. */
export function slotTime(day: MadeDay, slot: number): number {
  return slot === day.count - 1 ? day.closesAt : day.opensAt + slot * SLICE_MS;
}

/** The last slot displayed at or before `at`; -1 before the open. */
export function slotAt(day: MadeDay, at: number): number {
  if (at >= day.closesAt) return day.count - 1;
  return Math.max(Math.floor((at - day.opensAt) / SLICE_MS), -1);
}

function printDay(day: MadeDay, bar: Bar, key: string): void {
  const random = keyedRandom(`${key}|auctions`);
  const continuous = slotsBetween(day, day.opensAt + 1, day.closesAt - CLOSING_AUCTION_MS);
  const ladder = ladderOf(day.grid, bar.low, bar.high, [bar.low, bar.open, bar.close, bar.high]);
  printBar(
    day,
    {
      bar,
      slots: Int32Array.of(0, ...continuous, day.count - 1),
      firstShare: random.between(0.02, 0.06),
      lastShare: random.between(0.05, 0.12),
      // Trading is busiest after the open, picks up again towards the close and is dull at noon.
      activity: (part) => 1 + 2.5 * Math.exp(-part / 0.06) + 1.2 * Math.exp((part - 1) / 0.08),
    },
    ladder,
    key,
  );
}

/**
 * Each minute prints its own bar. What prints in the first slot is the opening auction's, in the last slot the closing auction's: a flat
 * minute that holds the close is the auction alone, as the exchange's minutes are; any other one before it prints where it stands.
 */
function printMinutes(day: MadeDay, minutes: readonly Candle[], key: string): void {
  for (const [index, bar] of minutes.entries()) {
    const whole = widened(bar);
    const ends = bar.at + MINUTE_MS;
    const holdsClose = ends >= day.closesAt && index === minutes.length - 1;
    const slots = slotsBetween(day, bar.at, ends);
    if (holdsClose) slots.push(day.count - 1);
    const auctionAlone = holdsClose && whole.high === whole.low;
    const holdsOpen = slots[0] === 0;
    printBar(
      day,
      {
        bar: whole,
        slots: auctionAlone ? Int32Array.of(day.count - 1) : Int32Array.from(slots),
        firstShare: holdsOpen ? 0.5 : 0,
        lastShare: holdsClose ? 0.9 : 0,
        activity: () => 1,
      },
      ladderOf(day.grid, whole.low, whole.high, [whole.low, whole.open, whole.close, whole.high]),
      `${key}|${bar.at}`,
    );
  }
}

/** The slots from the time `from` up to but not at `to`, without the closing one. */
function slotsBetween(day: MadeDay, from: number, to: number): number[] {
  const slots: number[] = [];
  const first = Math.max(Math.ceil((from - day.opensAt) / SLICE_MS), 0);
  for (let slot = first; slot < day.count - 1 && slotTime(day, slot) < to; slot++) slots.push(slot);
  return slots;
}

/** Gives every print its aggressor, and every slot without a print the price and side of the one before. */
function settleBooks(day: MadeDay, start: number, key: string): void {
  const { price, size, buy } = day;
  const random = keyedRandom(key);
  let last = start;
  let side = buys(day, start, random.uniform()) ? 1 : 0;
  for (let slot = 0; slot < day.count; slot++) {
    const printed = price[slot] ?? 0;
    if ((size[slot] ?? 0) > 0) {
      // A price that rose was more likely lifted by a buyer, one that fell more likely hit by a seller.
      const lean = printed > last ? -0.2 : printed < last ? 0.2 : 0;
      side = buys(day, printed, random.uniform() + lean) ? 1 : 0;
      last = printed;
    }
    price[slot] = last;
    buy[slot] = side;
  }
}

/** Whether the aggressor at `price` bought: as the limits and the day's range demand, else as `chance` in [0, 1) falls. */
function buys(day: MadeDay, price: number, chance: number): boolean {
  const centre = centreOf(day, price);
  if (centre >= day.upper) return false;
  if (centre <= day.lower) return true;
  if (day.lowest === day.highest) return chance < 0.5;
  if (centre >= day.highest) return true;
  if (centre <= day.lowest) return false;
  return chance < 0.5;
}

/** The price on the tick around which the book stands after a print at `price`. */
function centreOf(day: MadeDay, price: number): number {
  return Math.min(Math.max(day.grid.ceil(price), day.lowest), day.highest);
}

/** The slice of a slot (0 to `count - 1`), with its book: drawn anew for the slot, always the same for the same slot. */
export function sliceOf(day: MadeDay, slot: number): Slice {
  const price = day.price[slot] ?? 0;
  const size = day.size[slot] ?? 0;
  const bought = day.buy[slot] === 1;
  return {
    symbol: day.symbol,
    seq: slot,
    at: slotTime(day, slot),
    rule: slot === 0 ? "opening_auction" : slot === day.count - 1 ? "closing_auction" : "continuous",
    print: size > 0 ? { price, size, side: bought ? "buy" : "sell" } : null,
    ...bookOf(day, slot, centreOf(day, price), bought),
  };
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
