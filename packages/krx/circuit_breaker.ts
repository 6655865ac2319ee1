import type { Session } from "./session.ts";

const MINUTE_MS = 60_000;
/** The index of the first minute is made of few prices and does not count. */
const UNCOUNTED_MS = MINUTE_MS;
const HALT_MS = 20 * MINUTE_MS;
const AUCTION_MS = 10 * MINUTE_MS;
/** Levels 1 and 2 come before the last 40 minutes: before 14:50 of an ordinary day. */
const LAST_PART_MS = 40 * MINUTE_MS;

/**
 * When a circuit breaker (매매거래중단) of a level may come in a session: `from` and later, but before `before` (ms since
 * the epoch). Levels 1 and 2 do not come in the last 40 minutes, level 3 does; none comes in the first minute.
 *
 * No index is known here: whoever sets a breaker off goes by the market's own. The rule is that it comes when the index of
 * the market has been below its previous close for a minute by 8 % at level 1, by 15 % at level 2 and by 20 % at level 3, at
 * the later two also by 1 % or more below where the level before came, and each level once a day, after the one before it
 * (KOSPI Market Business Regulation §25, Enforcement Rules §39; KOSDAQ Regulation §26).
 */
export function breakerWindow(level: 1 | 2 | 3, session: Session): { readonly from: number; readonly before: number } {
  return {
    from: session.opensAt + UNCOUNTED_MS,
    before: level === 3 ? session.closesAt : session.closesAt - LAST_PART_MS,
  };
}

/** How a circuit breaker goes on. Times are ms since the epoch. */
export interface BreakerTimes {
  /** Nothing is matched from here on. */
  readonly haltedFrom: number;
  /** Orders for the reopening auction gather from here on; null where trading is over for the day. */
  readonly haltedUntil: number | null;
  /** When that auction is matched; null where trading is over for the day. */
  readonly auctionUntil: number | null;
}

/**
 * How a circuit breaker of a level goes on that comes at `haltedFrom` (ms since the epoch): levels 1 and 2 halt trading for
 * 20 minutes and gather orders for 10 more, level 3 ends the day (rules as for {@linkcode breakerWindow}).
 */
export function breakerTimes(level: 1 | 2 | 3, haltedFrom: number): BreakerTimes {
  if (level === 3) return { haltedFrom, haltedUntil: null, auctionUntil: null };
  const haltedUntil = haltedFrom + HALT_MS;
  return { haltedFrom, haltedUntil, auctionUntil: haltedUntil + AUCTION_MS };
}
