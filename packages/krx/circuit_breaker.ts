import type { Session } from "./session.ts";

/** The value of a market's index at a moment (ms since the epoch). It holds until the next sample. */
export interface IndexSample {
  readonly at: number;
  readonly value: number;
}

/**
 * A market-wide stop of trading (매매거래중단). Times are ms since the epoch: nothing is matched from `haltedFrom`; orders
 * for the reopening auction gather from `haltedUntil`, and it is matched at `auctionUntil`. Both are null where trading is
 * over for the day. `value` is the index at which it came.
 */
export interface CircuitBreaker {
  readonly level: 1 | 2 | 3;
  readonly value: number;
  readonly haltedFrom: number;
  readonly haltedUntil: number | null;
  readonly auctionUntil: number | null;
}

/** One market's day as its circuit breaker sees it. */
export interface IndexDay {
  /** The index at the previous close. */
  readonly previousClose: number;
  readonly session: Session;
  /** In the order of time. */
  readonly samples: readonly IndexSample[];
  /** Up to when (ms) the last sample is known to hold: now. */
  readonly until: number;
  /** The breakers of the day so far, in their order. */
  readonly used: readonly CircuitBreaker[];
}

const MINUTE_MS = 60_000;
/** How long the index must stay down. */
const LASTING_MS = MINUTE_MS;
/** The index of the first minute is made of few prices and does not count. */
const UNCOUNTED_MS = MINUTE_MS;
const HALT_MS = 20 * MINUTE_MS;
const AUCTION_MS = 10 * MINUTE_MS;
/** Levels 1 and 2 come before the last 40 minutes: before 14:50 of an ordinary day. */
const LAST_PART_MS = 40 * MINUTE_MS;

/** The fall from the previous close, in percent, at each level. */
const FALLS = { 1: 8, 2: 15, 3: 20 } as const;

/**
 * The day's next circuit breaker by the samples up to `until`, or null when there is none so far (KOSPI Market Business
 * Regulation §25, Enforcement Rules §39; KOSDAQ Regulation §26).
 *
 * It comes when the index has been down for a minute, from the second minute of the session on: by 8 % from the previous
 * close at level 1, 15 % at level 2, 20 % at level 3, and at the later two by 1 % or more from the value at which the level
 * before came. Each level comes once a day, after the one before it. Levels 1 and 2 halt trading for 20 minutes, gather
 * orders for 10 more and do not come in the last 40 minutes; level 3 ends the day. After a reopening the minute starts
 * anew.
 *
 * `haltedFrom` is the end of that minute, however late the question is asked, so that waking more or less often changes
 * nothing. Index values are compared to two decimals, as they are published. Throws a RangeError when a value is not a
 * positive number or the samples are not in order.
 */
export function nextCircuitBreaker(day: IndexDay): CircuitBreaker | null {
  const { session, samples, until, used } = day;
  checkSamples(day);
  const before = used.at(-1);
  const level = levelAfter(before);
  if (level === null) return null;
  const counts = before?.auctionUntil ?? session.opensAt + UNCOUNTED_MS;
  const { before: latest } = breakerWindow(level, session);
  let since: number | null = null;
  for (const [index, { at, value }] of samples.entries()) {
    const end = Math.min(samples[index + 1]?.at ?? until, until);
    if (end <= counts) continue;
    if (!isDown(value, FALLS[level], day.previousClose, before)) {
      since = null;
      continue;
    }
    since ??= Math.max(at, counts);
    const haltedFrom = since + LASTING_MS;
    if (haltedFrom >= latest) return null;
    if (haltedFrom <= end) return { level, value, ...breakerTimes(level, haltedFrom) };
  }
  return null;
}

/** When a breaker of a level may come in a session: `from` and later, but before `before` (ms since the epoch). */
export function breakerWindow(level: 1 | 2 | 3, session: Session): { readonly from: number; readonly before: number } {
  return {
    from: session.opensAt + UNCOUNTED_MS,
    before: level === 3 ? session.closesAt : session.closesAt - LAST_PART_MS,
  };
}

/** How a breaker of a level goes on that comes at `haltedFrom` (ms since the epoch). */
export function breakerTimes(
  level: 1 | 2 | 3,
  haltedFrom: number,
): Pick<CircuitBreaker, "haltedFrom" | "haltedUntil" | "auctionUntil"> {
  if (level === 3) return { haltedFrom, haltedUntil: null, auctionUntil: null };
  const haltedUntil = haltedFrom + HALT_MS;
  return { haltedFrom, haltedUntil, auctionUntil: haltedUntil + AUCTION_MS };
}

function levelAfter(before: CircuitBreaker | undefined): 1 | 2 | 3 | null {
  switch (before?.level) {
    case undefined:
      return 1;
    case 1:
      return 2;
    case 2:
      return 3;
    case 3:
      return null;
  }
}

function isDown(value: number, percent: number, previousClose: number, before: CircuitBreaker | undefined): boolean {
  const now = hundredths(value);
  if (now * 100 > hundredths(previousClose) * (100 - percent)) return false;
  return before === undefined || now * 100 <= hundredths(before.value) * 99;
}

/** An index value in hundredths of a point, as a whole number, so that a limit reached exactly is reached. */
function hundredths(value: number): number {
  return Math.round(value * 100);
}

function checkSamples({ samples, previousClose }: IndexDay): void {
  let last = -Infinity;
  if (!(previousClose > 0)) throw new RangeError(`not an index value: ${previousClose}`);
  for (const { at, value } of samples) {
    if (!(value > 0)) throw new RangeError(`not an index value: ${value}`);
    if (at < last) throw new RangeError("the samples of an index must be in the order of time");
    last = at;
  }
}
