import { priceBand } from "@hoga/krx";
import { displayLadder, ladderOf, priceGrid } from "./display.ts";
import { centreOf, CLOSING_AUCTION_MS, type MadeDay, MARK_SLOTS, type Marks, SLICE_MS } from "./made_day.ts";
import { printBar, type Prints } from "./path.ts";
import type { Gathering } from "./prices.ts";
import { hash32, keyedRandom } from "./random.ts";
import type { Bar, Candle, TapeInstrument } from "./types.ts";
import { watchOf } from "./watch.ts";

/** The length of the bars that `minutes` holds. */
const MINUTE_MS = 60_000;
/** The largest volume whose parts are sure to fit 32 bits. */
const SMALL_VOLUME = 0xffff_ffff;

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
 * Makes a day that touches its bar exactly: the opening auction prints at the open, the closing auction at the close, no print is outside
 * high and low and both are touched, and the sizes sum to the volume. It is a pure function of its plan.
 *
 * Prints are on the tick, save a price of the bar that is not. Nothing prints in the 10 minutes of the closing auction. At the day's high
 * the aggressor bought and at its low it sold, so the best ask is never above the high and the best bid never below the low, except
 * where high and low are the same. At a price limit the book is locked: at the upper one there are only bids, at the
 * lower one only asks. With fewer shares than the bar has prices to touch, `printBar` says which are given up.
 *
 * A print that would be too far from the last one, or from the last call auction's, interrupts trading for two minutes and up to half a
 * minute more; what would have printed is gathered into one print at the end. The opening and the closing auction are not lengthened so,
 * an interruption that would reach into the closing auction does not happen, and days of minute bars have none: their minutes say
 * what traded.
 */
export function makeDay(plan: DayPlan): MadeDay {
  const { instrument, session } = plan;
  const minutes = plan.minutes ?? [];
  const bar = minutes.length > 0 ? joinBars(minutes) : widened(plan.bar);
  const key = `${plan.seed}|${instrument.symbol}|${session.date}`;
  const frame = frameOf(plan, bar);
  const { count, grid } = frame;
  const prints: Prints = {
    price: new Int32Array(count),
    size: bar.volume <= SMALL_VOLUME ? new Uint32Array(count) : new Float64Array(count),
  };
  const gatherings = minutes.length > 0
    ? printMinutes(frame, prints, minutes, `${key}|path`)
    : printDay(frame, prints, plan, bar, `${key}|path`);
  const settled = settle(frame, prints, bar.open, `${key}|side`);
  const ladder = displayLadder(grid, frame);
  return { ...frame, ...prints, ...settled, gatherings, ladder, displayKey: hash32(`${key}|display`) };
}

/** What a day is before anything prints. */
type Frame = Omit<MadeDay, keyof Prints | "gatherings" | "ladder" | "displayKey" | "buy" | "marks" | "open">;

function frameOf({ instrument, session, base }: DayPlan, bar: Bar): Frame {
  const { date, opensAt, closesAt } = session;
  const grid = priceGrid(instrument, date);
  const band = priceBand(base, instrument, date);
  return {
    symbol: instrument.symbol,
    opensAt,
    closesAt,
    count: Math.ceil((closesAt - opensAt) / SLICE_MS) + 1,
    base,
    grid,
    lower: bar.low < band.lower ? 1 : band.lower,
    upper: bar.high > band.upper ? Infinity : band.upper,
    lowest: Math.min(grid.ceil(bar.low), grid.floor(bar.high)),
    highest: Math.max(grid.ceil(bar.low), grid.floor(bar.high)),
    depth: Math.max(bar.volume / 300, 5),
  };
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

/**
 * How busy a moment of the day is, by the part of the session that is over: busiest after the open, dull at noon, and picking up again
 * towards the close. In steps, since a day asks for it thousands of times.
 */
const ACTIVITY = Float64Array.from({ length: 512 }, (_, step) => {
  const part = (step + 0.5) / 512;
  return 1 + 2.5 * Math.exp(-part / 0.06) + 1.2 * Math.exp((part - 1) / 0.08);
});

function printDay(
  day: Frame,
  prints: Prints,
  { instrument, session }: DayPlan,
  bar: Bar,
  key: string,
): readonly Gathering[] {
  const random = keyedRandom(`${key}|auctions`);
  const inner = slotsBetween(day, day.opensAt + 1, day.closesAt - CLOSING_AUCTION_MS);
  const ladder = ladderOf(day.grid, bar.low, bar.high, [bar.low, bar.open, bar.close, bar.high]);
  const plan = {
    bar,
    slots: slotsOf([{ from: 0, to: 1 }, inner, { from: day.count - 1, to: day.count }]),
    firstShare: random.between(0.02, 0.06),
    lastShare: random.between(0.05, 0.12),
    activity: (part: number) => ACTIVITY[(part * 512) | 0] ?? 1,
    watch: watchOf(instrument, day.base, session.date),
  };
  return printBar(prints, plan, ladder, key);
}

/**
 * Each minute prints its own bar. What prints in the first slot is the opening auction's, in the last slot the closing auction's: a flat
 * minute that holds the close is the auction alone, as the exchange's minutes are; any other one before it prints where it stands.
 */
function printMinutes(
  day: Frame,
  prints: Prints,
  minutes: readonly Candle[],
  key: string,
): readonly Gathering[] {
  for (const [index, bar] of minutes.entries()) {
    const whole = widened(bar);
    const ends = bar.at + MINUTE_MS;
    const holdsClose = ends >= day.closesAt && index === minutes.length - 1;
    const span = slotsBetween(day, bar.at, ends);
    const close = { from: day.count - 1, to: day.count };
    const auctionAlone = holdsClose && whole.high === whole.low;
    const holdsOpen = span.from === 0;
    printBar(
      prints,
      {
        bar: whole,
        slots: slotsOf(auctionAlone ? [close] : holdsClose ? [span, close] : [span]),
        firstShare: holdsOpen ? 0.5 : 0,
        lastShare: holdsClose ? 0.9 : 0,
        activity: () => 1,
        watch: null,
      },
      ladderOf(day.grid, whole.low, whole.high, [whole.low, whole.open, whole.close, whole.high]),
      `${key}|${bar.at}`,
    );
  }
  return [];
}

/** Slots that follow each other, `from` included and `to` not. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The slots from the time `from` up to but not at `to`, without the closing one. */
function slotsBetween(day: Frame, from: number, to: number): Span {
  const slotFrom = (time: number) => Math.max(Math.ceil((time - day.opensAt) / SLICE_MS), 0);
  const first = slotFrom(from);
  return { from: first, to: Math.max(Math.min(slotFrom(to), day.count - 1), first) };
}

function slotsOf(spans: readonly Span[]): Int32Array {
  const slots = new Int32Array(spans.reduce((length, { from, to }) => length + to - from, 0));
  let position = 0;
  for (const { from, to } of spans) {
    for (let slot = from; slot < to; slot++) slots[position++] = slot;
  }
  return slots;
}

/**
 * Gives every print its aggressor, and every slot without a print the price and side of the one before, and notes how the day stands at
 * its marks.
 */
function settle(day: Frame, { price, size }: Prints, start: number, key: string) {
  const random = keyedRandom(key);
  const buy = new Uint8Array(day.count);
  const marks = marksFor(day.count);
  let last = start;
  let side = buys(day, start, random.uniform()) ? 1 : 0;
  let [open, high, low, volume] = [0, 0, 0, 0];
  for (let slot = 0; slot < day.count; slot++) {
    if (slot % MARK_SLOTS === 0) mark(marks, slot, volume, high, low);
    const printed = price[slot] ?? 0;
    const shares = size[slot] ?? 0;
    if (shares > 0) {
      // A price that rose was more likely lifted by a buyer, one that fell more likely hit by a seller.
      const lean = printed > last ? -0.2 : printed < last ? 0.2 : 0;
      side = buys(day, printed, random.uniform() + lean) ? 1 : 0;
      last = printed;
      if (volume === 0) open = low = printed;
      if (printed > high) high = printed;
      if (printed < low) low = printed;
      volume += shares;
    }
    price[slot] = last;
    buy[slot] = side;
  }
  return { buy, marks, open };
}

function marksFor(count: number): Marks {
  const length = Math.ceil(count / MARK_SLOTS);
  return { volume: new Float64Array(length), high: new Int32Array(length), low: new Int32Array(length) };
}

function mark(marks: Marks, slot: number, volume: number, high: number, low: number): void {
  const at = slot / MARK_SLOTS;
  marks.volume[at] = volume;
  marks.high[at] = high;
  marks.low[at] = low;
}

/** Whether the aggressor at `price` bought: as the limits and the day's range demand, else as `chance` in [0, 1) falls. */
function buys(day: Frame, price: number, chance: number): boolean {
  const centre = centreOf(day, price);
  if (centre >= day.upper) return false;
  if (centre <= day.lower) return true;
  if (day.lowest === day.highest) return chance < 0.5;
  if (centre >= day.highest) return true;
  if (centre <= day.lowest) return false;
  return chance < 0.5;
}
