import {
  type CalendarOverride,
  ceilToTick,
  FIRST_YEAR,
  LAST_YEAR,
  nearestOnTick,
  priceBand,
  tradingDays,
} from "@hoga/krx";
import { Lru } from "./lru.ts";
import type { Before } from "./made_tape.ts";
import { keyedRandom } from "./random.ts";
import type { Bar, TapeInstrument } from "./types.ts";

/** The trading day whose base price is an instrument's reference price. The walk of prices goes both ways from there. */
const ANCHOR = "2026-01-02";
/** How strongly a price is drawn back to its reference each day, so that ten years of walk end in no absurd place. */
const REVERSION = 0.003;
const SYMBOLS_KEPT = 4_096;

/** Made-up daily bars of every symbol, from 2018 to 2027. */
export interface SimBars {
  /** What a date starts from; null outside the years of the calendar. */
  before(instrument: TapeInstrument, date: string): Before | null;
  /** The bar of a trading day; null on any other date. */
  bar(instrument: TapeInstrument, date: string): Bar | null;
}

/** How a symbol moves, drawn once from its key. */
interface Character {
  /** The day's usual move (standard deviation of the log return) that is the symbol's own. */
  readonly ownMove: number;
  /** How far it goes along with the market. */
  readonly beta: number;
  /** The usual volume of a day in shares, and its bounds. */
  readonly volume: number;
  readonly volumeLow: number;
  readonly volumeHigh: number;
  /** Where the walk starts, in won. */
  readonly reference: number;
}

/** A symbol's closes as far as they were asked for: `closes[k]` is the close before trading day `k`. */
interface Walk {
  readonly character: Character;
  readonly closes: Int32Array;
  from: number;
  to: number;
}

/**
 * A deterministic random walk of daily closes, with a common market factor, and a bar around each pair of closes: a pure function of
 * the seed, the instrument and the date. Closes are kept on the tick and within the price limits around the close before.
 */
export function simBars(seed: number, overrides: readonly CalendarOverride[] | undefined): SimBars {
  const walks = new Lru<Walk>(SYMBOLS_KEPT);
  let calendar: readonly string[] | null = null;

  function dates(): readonly string[] {
    // Ten years of calendar take some milliseconds: they are laid out when first asked for.
    calendar ??= tradingDays(`${FIRST_YEAR}-01-01`, `${LAST_YEAR}-12-31`, overrides).map((day) => day.date);
    return calendar;
  }
  function walkOf(instrument: TapeInstrument): Walk {
    const { symbol, market, kind, referencePrice, listedShares } = instrument;
    return walks.get(`${symbol}|${market}|${kind}|${referencePrice}|${listedShares}`, () => {
      const anchor = firstNotBefore(dates(), ANCHOR);
      const character = characterOf(seed, instrument);
      const closes = new Int32Array(dates().length + 1);
      closes[anchor] = character.reference;
      return { character, closes, from: anchor, to: anchor };
    });
  }
  function closeBefore(instrument: TapeInstrument, index: number): number {
    const walk = walkOf(instrument);
    for (; walk.to < index; walk.to++) forward(seed, instrument, walk, walk.to, dates());
    for (; walk.from > index; walk.from--) backward(seed, instrument, walk, walk.from - 1, dates());
    return walk.closes[index] ?? walk.character.reference;
  }
  function baseOf(instrument: TapeInstrument, index: number, date: string): Before {
    const previousClose = closeBefore(instrument, index);
    return { previousClose, base: ceilToTick(previousClose, instrument.kind, date, instrument.market) };
  }

  return {
    before(instrument, date) {
      if (date < `${FIRST_YEAR}-01-01` || date > `${LAST_YEAR}-12-31`) return null;
      return baseOf(instrument, firstNotBefore(dates(), date), date);
    },
    bar(instrument, date) {
      const index = firstNotBefore(dates(), date);
      if (dates()[index] !== date) return null;
      const { base } = baseOf(instrument, index, date);
      return barAround(seed, instrument, walkOf(instrument).character, date, base, closeBefore(instrument, index + 1));
    },
  };
}

function characterOf(seed: number, { symbol, market, kind, referencePrice, listedShares }: TapeInstrument): Character {
  const random = keyedRandom(`${seed}|${symbol}|character`);
  const fund = kind !== "stock";
  const ownMove = fund ? random.between(0.001, 0.006) : random.between(0.009, 0.026);
  const beta = random.between(0.5, 1.5);
  const made = Math.exp(random.between(Math.log(1_000), Math.log(300_000)));
  const reference = nearestOnTick(referencePrice ?? made, kind, ANCHOR, market);
  const turnover = Math.exp(random.between(Math.log(0.001), Math.log(0.02)));
  const unlisted = Math.exp(random.between(Math.log(20_000), Math.log(2_000_000)));
  return {
    ownMove,
    beta,
    reference,
    volume: listedShares === null ? unlisted : listedShares * turnover,
    volumeLow: listedShares === null ? 5_000 : listedShares * 0.001,
    volumeHigh: listedShares === null ? 5_000_000 : listedShares * 0.02,
  };
}

/** The log return that a symbol is drawn for a date, before it is drawn back to its reference. */
function drawnReturn(seed: number, { symbol, market }: TapeInstrument, { beta, ownMove }: Character, date: string) {
  const common = 0.009 * keyedRandom(`${seed}|market|${date}`).normal();
  const random = keyedRandom(`${seed}|${symbol}|${date}|return`);
  // One day in fifty brings news.
  const own = ownMove * (random.uniform() < 0.02 ? 3 : 1) * random.normal();
  // Short of the price limit (30 %, 15 % on KONEX), so that the walk holds in both directions.
  const most = market === "KONEX" ? 0.11 : 0.23;
  return Math.min(Math.max(beta * common + own, -most), most);
}

/** Fills in the close of trading day `index` from the one before. */
function forward(seed: number, instrument: TapeInstrument, walk: Walk, index: number, dates: readonly string[]): void {
  const { closes, character } = walk;
  const { kind, market } = instrument;
  const date = dates[index] ?? ANCHOR;
  const previous = closes[index] ?? character.reference;
  const band = priceBand(ceilToTick(previous, kind, date, market), instrument, date);
  const move = drawnReturn(seed, instrument, character, date) - REVERSION * Math.log(previous / character.reference);
  const close = nearestOnTick(previous * Math.exp(move), kind, date, market);
  closes[index + 1] = Math.min(Math.max(close, band.lower), band.upper);
}

/** Fills in the close before trading day `index` from that day's own, such that the day stays within its price limits. */
function backward(seed: number, instrument: TapeInstrument, walk: Walk, index: number, dates: readonly string[]): void {
  const { closes, character } = walk;
  const { kind, market } = instrument;
  const date = dates[index] ?? ANCHOR;
  const eve = dates[index - 1] ?? date;
  const close = closes[index + 1] ?? character.reference;
  const move = drawnReturn(seed, instrument, character, date) + REVERSION * Math.log(close / character.reference);
  const previous = nearestOnTick(close * Math.exp(-move), kind, eve, market);
  const band = priceBand(ceilToTick(previous, kind, date, market), instrument, date);
  // At a few won a tick is a large move, and rounding can leave the limits: then the price stood still.
  closes[index] = band.lower <= close && close <= band.upper ? previous : nearestOnTick(close, kind, eve, market);
}

function barAround(
  seed: number,
  instrument: TapeInstrument,
  character: Character,
  date: string,
  base: number,
  close: number,
): Bar {
  const { kind, market, symbol } = instrument;
  const random = keyedRandom(`${seed}|${symbol}|${date}|bar`);
  const { lower, upper } = priceBand(base, instrument, date);
  const usualMove = Math.hypot(character.ownMove, 0.009 * character.beta);
  const move = Math.log(close / base);
  const near = (price: number) => Math.min(Math.max(nearestOnTick(price, kind, date, market), lower), upper);
  const open = near(base * Math.exp(0.35 * move + 0.35 * usualMove * random.normal()));
  const high = near(Math.max(open, close) * Math.exp(0.5 * usualMove * Math.abs(random.normal())));
  const low = near(Math.min(open, close) * Math.exp(-0.5 * usualMove * Math.abs(random.normal())));
  const stir = Math.exp(0.35 * random.normal()) * (0.8 + 0.25 * Math.abs(move) / usualMove);
  const volume = Math.min(Math.max(character.volume * stir, character.volumeLow), character.volumeHigh);
  return { open, high, low, close, volume: Math.max(Math.round(volume), 10) };
}

/** The index of the first date at or after `date`; the length where there is none. */
function firstNotBefore(dates: readonly string[], date: string): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] ?? "") < date) low = middle + 1;
    else high = middle;
  }
  return low;
}
