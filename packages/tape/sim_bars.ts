import {
  basePrice,
  type CalendarOverride,
  FIRST_YEAR,
  LAST_YEAR,
  nearestOnTick,
  priceBand,
  tradingDays,
} from "@hoga/krx";
import {
  type Factors,
  factorsOf,
  limited,
  MARKET_MOVE,
  type Move,
  moveAt,
  sectorKey,
  SESSION_DEVIATION,
} from "./factors.ts";
import { Lru } from "./lru.ts";
import type { Before } from "./made_tape.ts";
import { hash32, keyedRandom, normalAt, uniformAt } from "./random.ts";
import type { Bar, TapeInstrument } from "./types.ts";

/** The trading day whose base price is an instrument's reference price. The walk of prices goes both ways from there. */
const ANCHOR = "2026-01-02";
/** How strongly a price is drawn back to its reference each day, so that ten years of walk end in no absurd place. */
const REVERSION = 0.003;
const SYMBOLS_KEPT = 4_096;
const DAY_MS = 86_400_000;
/** The stretch of days over which a symbol's own agitation turns, and the standard deviation of its logarithm. */
const MOOD_DAYS = 12;
const MOOD = 0.55;

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
  /** How far it goes along with the market, and with its sector. */
  readonly marketBeta: number;
  readonly sectorBeta: number;
  /** How much wilder than usual a day is that brings news of it. */
  readonly news: number;
  /** The furthest it goes in a day, short of the price limits, so that the walk holds in both directions. */
  readonly most: number;
  /** The usual volume of a day in shares, and its bounds. */
  readonly volume: number;
  readonly volumeLow: number;
  readonly volumeHigh: number;
  /** Where the walk starts, in won. */
  readonly reference: number;
  /** Where its draws come from. */
  readonly sector: number;
  readonly own: number;
  readonly newsKey: number;
  readonly mood: number;
}

/** What a symbol draws for a day, before it is drawn back to its reference. */
interface Draw extends Move {
  /** The standard deviation that the day's return was drawn with. */
  readonly deviation: number;
}

/** A symbol's closes as far as they were asked for: `closes[k]` is the close before trading day `k`. */
interface Walk {
  readonly instrument: TapeInstrument;
  readonly character: Character;
  readonly closes: Int32Array;
  from: number;
  to: number;
}

/** The trading days of the calendar's years, and each one's number since the epoch. */
interface Days {
  readonly dates: readonly string[];
  readonly numbers: Int32Array;
}

/**
 * A deterministic random walk of daily closes, with factors common to the market and to each sector, and a bar around each pair of closes:
 * a pure function of the seed, the instrument and the date. Closes are kept on the tick and within the price limits around the close before.
 */
export function simBars(seed: number, overrides: readonly CalendarOverride[] | undefined): SimBars {
  const walks = new Lru<Walk>(SYMBOLS_KEPT);
  const factors = factorsOf(seed);
  let calendar: Days | null = null;

  function days(): Days {
    // Ten years of calendar take some milliseconds: they are laid out when first asked for.
    calendar ??= daysOf(overrides);
    return calendar;
  }
  function walkOf(instrument: TapeInstrument): Walk {
    return walks.get(instrumentKey(instrument), () => {
      const anchor = firstNotBefore(days().dates, ANCHOR);
      const character = characterOf(seed, instrument);
      const closes = new Int32Array(days().dates.length + 1);
      closes[anchor] = character.reference;
      return { instrument, character, closes, from: anchor, to: anchor };
    });
  }
  function closeBefore(walk: Walk, index: number): number {
    for (; walk.to < index; walk.to++) forward(factors, walk, walk.to, days());
    for (; walk.from > index; walk.from--) backward(factors, walk, walk.from - 1, days());
    return walk.closes[index] ?? walk.character.reference;
  }
  function beforeOf(walk: Walk, index: number, date: string): Before {
    const previousClose = closeBefore(walk, index);
    return { previousClose, base: basePrice(previousClose, walk.instrument, date) };
  }

  return {
    before(instrument, date) {
      if (date < `${FIRST_YEAR}-01-01` || date > `${LAST_YEAR}-12-31`) return null;
      return beforeOf(walkOf(instrument), firstNotBefore(days().dates, date), date);
    },
    bar(instrument, date) {
      const index = firstNotBefore(days().dates, date);
      if (days().dates[index] !== date) return null;
      const walk = walkOf(instrument);
      const { base } = beforeOf(walk, index, date);
      const draw = drawOf(factors, walk.character, days().numbers[index] ?? 0);
      return barAround(seed, walk, date, draw, { base, close: closeBefore(walk, index + 1) });
    },
  };
}

/** Everything of an instrument that makes a difference to what is made of it. */
export function instrumentKey(instrument: TapeInstrument): string {
  const { symbol, market, kind, referencePrice, listedShares, leverage = 1 } = instrument;
  const { industry = null, listedOn = null, delisting = false } = instrument;
  return `${symbol}|${market}|${kind}|${referencePrice}|${listedShares}|${leverage}|${industry}|${listedOn}|${delisting}`;
}

function daysOf(overrides: readonly CalendarOverride[] | undefined): Days {
  const dates = tradingDays(`${FIRST_YEAR}-01-01`, `${LAST_YEAR}-12-31`, overrides).map((day) => day.date);
  return { dates, numbers: Int32Array.from(dates, (date) => Date.parse(date) / DAY_MS) };
}

function characterOf(seed: number, instrument: TapeInstrument): Character {
  const { symbol, market, kind, referencePrice, listedShares, leverage = 1 } = instrument;
  const random = keyedRandom(`${seed}|${symbol}|character`);
  const made = Math.exp(random.between(Math.log(1_000), Math.log(300_000)));
  const turnover = Math.exp(random.between(Math.log(0.001), Math.log(0.02)));
  const unlisted = Math.exp(random.between(Math.log(20_000), Math.log(2_000_000)));
  const key = (use: string) => hash32(`${seed}|${symbol}|${use}`);
  return {
    ...manners(instrument, random.uniform(), random.between(0.5, 1.5)),
    most: (market === "KONEX" ? 0.11 : 0.23) * Math.abs(leverage),
    reference: nearestOnTick(referencePrice ?? made, kind, ANCHOR, market),
    volume: listedShares === null ? unlisted : listedShares * turnover,
    volumeLow: listedShares === null ? 5_000 : listedShares * 0.001,
    volumeHigh: listedShares === null ? 5_000_000 : listedShares * 0.02,
    sector: sectorKey(seed, instrument),
    own: key("own"),
    newsKey: key("news"),
    mood: key("mood"),
  };
}

/** How an instrument moves by itself and with others; `spot` in [0, 1) and `beta` are its draws. */
function manners({ kind, leverage = 1 }: TapeInstrument, spot: number, beta: number) {
  if (kind === "stock") {
    return { ownMove: 0.008 + 0.016 * spot, marketBeta: beta, sectorBeta: 0.5 + 0.5 * beta, news: 4.5 };
  }
  // A leveraged fund follows the market itself; what is its own is how far it misses its aim.
  if (leverage !== 1) return { ownMove: 0.0004 + 0.0008 * spot, marketBeta: leverage, sectorBeta: 0, news: 1 };
  return { ownMove: 0.001 + 0.005 * spot, marketBeta: beta, sectorBeta: 0, news: 1 };
}

function drawOf(factors: Factors, character: Character, day: number): Draw {
  const { marketBeta, sectorBeta, ownMove } = character;
  const market = factors.market(day);
  // Its own agitation is drawn for every stretch of days and turns from one to the next.
  const at = day / MOOD_DAYS;
  const whole = Math.floor(at);
  const mood = normalAt(character.mood, whole) * (whole + 1 - at) + normalAt(character.mood, whole + 1) * (at - whole);
  // One day in fifty brings news.
  const news = uniformAt(character.newsKey, day) < 0.02 ? character.news : 1;
  const deviation = news * ownMove * Math.exp(MOOD * mood - 0.5 * MOOD ** 2);
  const own = moveAt(character.own, day, deviation);
  const sector = sectorBeta === 0 ? { overnight: 0, intraday: 0 } : factors.sector(character.sector, day);
  const move = limited({
    overnight: marketBeta * market.overnight + sectorBeta * sector.overnight + own.overnight,
    intraday: marketBeta * market.intraday + sectorBeta * sector.intraday + own.intraday,
  }, character.most);
  return { ...move, deviation: Math.hypot(marketBeta * MARKET_MOVE * factors.agitation(day), deviation) };
}

/** Fills in the close of trading day `index` from the one before. */
function forward(factors: Factors, { instrument, closes, character }: Walk, index: number, days: Days): void {
  const { kind, market } = instrument;
  const date = days.dates[index] ?? ANCHOR;
  const previous = closes[index] ?? character.reference;
  const band = priceBand(basePrice(previous, instrument, date), instrument, date);
  const { overnight, intraday } = drawOf(factors, character, days.numbers[index] ?? 0);
  const move = overnight + intraday - REVERSION * Math.log(previous / character.reference);
  const close = nearestOnTick(previous * Math.exp(move), kind, date, market);
  closes[index + 1] = Math.min(Math.max(close, band.lower), band.upper);
}

/** Fills in the close before trading day `index` from that day's own, such that the day stays within its price limits. */
function backward(factors: Factors, { instrument, closes, character }: Walk, index: number, days: Days): void {
  const { kind, market } = instrument;
  const date = days.dates[index] ?? ANCHOR;
  const eve = days.dates[index - 1] ?? date;
  const close = closes[index + 1] ?? character.reference;
  const { overnight, intraday } = drawOf(factors, character, days.numbers[index] ?? 0);
  const move = overnight + intraday + REVERSION * Math.log(close / character.reference);
  const previous = nearestOnTick(close * Math.exp(-move), kind, eve, market);
  const band = priceBand(basePrice(previous, instrument, date), instrument, date);
  // At a few won a tick is a large move, and rounding can leave the limits: then the price stood still.
  closes[index] = band.lower <= close && close <= band.upper ? previous : nearestOnTick(close, kind, eve, market);
}

/** The bar of a day from its base price to its close. */
function barAround(
  seed: number,
  { instrument, character }: Walk,
  date: string,
  draw: Draw,
  { base, close }: { readonly base: number; readonly close: number },
): Bar {
  const { kind, market, symbol } = instrument;
  const random = keyedRandom(`${seed}|${symbol}|${date}|bar`);
  const { lower, upper } = priceBand(base, instrument, date);
  const near = (price: number) => Math.min(Math.max(nearestOnTick(price, kind, date, market), lower), upper);
  const open = near(base * Math.exp(draw.overnight));
  const session = Math.log(close / open);
  const deviation = SESSION_DEVIATION * draw.deviation;
  // How far a Brownian path beyond both its ends goes, exactly; that high and low are drawn apart only widens the range a little.
  const reach = (move: number) =>
    (move + Math.sqrt(move ** 2 - 2 * deviation ** 2 * Math.log(1 - random.uniform()))) / 2;
  const high = near(open * Math.exp(reach(session)));
  const low = near(open * Math.exp(-reach(-session)));
  const usualMove = Math.hypot(character.ownMove, MARKET_MOVE * character.marketBeta);
  const stir = Math.exp(0.35 * random.normal()) * (0.75 + 0.25 * draw.deviation / usualMove) *
    (0.8 + 0.25 * Math.abs(Math.log(close / base)) / usualMove);
  const volume = Math.min(Math.max(character.volume * stir, character.volumeLow), character.volumeHigh);
  return {
    open,
    high: Math.max(high, open, close),
    low: Math.min(low, open, close),
    close,
    volume: Math.max(Math.round(volume), 10),
  };
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
