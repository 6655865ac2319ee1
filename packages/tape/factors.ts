import { FIRST_YEAR, LAST_YEAR } from "@hoga/krx";
import { hash32, normalAt, uniformAt } from "./random.ts";

/** A day's log return in its two parts: from the close before to the open, and from the open to the close. */
export interface Move {
  readonly overnight: number;
  readonly intraday: number;
}

/** The part of a day's variance that falls into the night. */
const NIGHT = 0.3;
/** The part of a day's standard deviation that belongs to the session. */
export const SESSION_DEVIATION = Math.sqrt(1 - NIGHT);

/** The market's usual daily move (standard deviation of the log return). */
export const MARKET_MOVE = 0.009;
/** The furthest the market goes in a day, so that its doubles stay within their limits. */
const MARKET_MOST = 0.1;
/** How much of the market's agitation a calendar day keeps of the day before: half of it is gone in about seven weeks. */
const MEMORY = 0.986;
/** The standard deviation of the logarithm of the market's agitation. */
const AGITATION = 0.45;

/** The groups of symbols whose industry is not known. */
const GROUPS = 12;
const SECTOR_MOVE = 0.007;

const FIRST_DAY = Date.UTC(FIRST_YEAR, 0, 1) / 86_400_000;
const DAYS = Date.UTC(LAST_YEAR + 1, 0, 1) / 86_400_000 - FIRST_DAY;

/**
 * What all issues have in common. Days are calendar days since the epoch, open or not: an override of the calendar moves no other day.
 * The market's agitation (the logarithm of a factor of its usual move) forgets slowly, so that wild days come in clusters.
 */
export interface Factors {
  /** The market's move on a day. */
  market(day: number): Move;
  /** The factor by which the market is wilder (above 1) or calmer than usual; 1 outside the years of the calendar. */
  agitation(day: number): number;
  /** The move of the sector of a key ({@linkcode sectorKey}). */
  sector(key: number, day: number): Move;
}

/** The factors of a seed. */
export function factorsOf(seed: number): Factors {
  const key = hash32(`${seed}|market`);
  const newsKey = hash32(`${seed}|market|news`);
  const agitationKey = hash32(`${seed}|market|agitation`);
  let factors: Float64Array | null = null;

  function agitation(day: number): number {
    factors ??= agitationFrom(agitationKey);
    return factors[day - FIRST_DAY] ?? 1;
  }
  return {
    agitation,
    market(day) {
      // One day in a hundred and fifty brings news for everybody.
      const news = uniformAt(newsKey, day) < 1 / 150 ? 3 : 1;
      return limited(moveAt(key, day, MARKET_MOVE * news * agitation(day)), MARKET_MOST);
    },
    // A sector is the wilder in a wild market, but less than the market itself.
    sector: (sector, day) => moveAt(sector, day, SECTOR_MOVE * Math.sqrt(agitation(day))),
  };
}

/** The key of an instrument's sector: its industry where that is known, else one of twelve groups that its symbol falls into. */
export function sectorKey(seed: number, { symbol, industry }: { symbol: string; industry?: string | null }): number {
  const name = industry === undefined || industry === null || industry === "" ? hash32(symbol) % GROUPS : industry;
  return hash32(`${seed}|sector|${name}`);
}

/** The move at a day of a row of draws, with the standard deviation `deviation`. */
export function moveAt(key: number, day: number, deviation: number): Move {
  return {
    overnight: Math.sqrt(NIGHT) * deviation * normalAt(key, 2 * day),
    intraday: SESSION_DEVIATION * deviation * normalAt(key, 2 * day + 1),
  };
}

/** The move, shrunk in both its parts where the whole of it goes beyond `most`. */
export function limited(move: Move, most: number): Move {
  const whole = Math.abs(move.overnight + move.intraday);
  if (whole <= most) return move;
  return { overnight: move.overnight * most / whole, intraday: move.intraday * most / whole };
}

function agitationFrom(key: number): Float64Array {
  const factors = new Float64Array(DAYS);
  let log = AGITATION * normalAt(key, -1);
  for (let day = 0; day < DAYS; day++) {
    log = MEMORY * log + AGITATION * Math.sqrt(1 - MEMORY ** 2) * normalAt(key, day);
    // Taking off half the variance of the logarithm twice keeps the mean of the squared factor at 1.
    factors[day] = Math.exp(log - AGITATION ** 2);
  }
  return factors;
}
