import type { AuctionFill } from "./types.ts";

/** A quote at the day's limit that ignores time (동시호가), with what it got since the auction began. */
export interface SimultaneousQuote {
  readonly id: string;
  /** Shares when the auction began: the larger goes first. */
  readonly quantity: number;
  /** Shares given since, in the auction and after it; 0 in the auction itself. */
  readonly filled: number;
  /** Decides between equal sizes: the lower came first. */
  readonly seq: number;
}

/** The first round gives each quote at most 100 lots; a lot is one share. */
const FIRST_ROUND = 100;

/** What a quote of a size has in all when the rounds are over. */
const ROUNDS: readonly ((quantity: number) => number)[] = [
  (quantity) => Math.min(quantity, FIRST_ROUND),
  (quantity) => quantity - Math.floor(Math.max(quantity - FIRST_ROUND, 0) / 2),
  (quantity) => quantity,
];

/**
 * Divides `volume` shares among simultaneous quotes (KOSPI Market Business Regulation Enforcement Rules §34, A).
 *
 * The quotes are served from the largest to the smallest, equal ones by time, in three rounds: up to 100 lots each,
 * then half of what each still lacks, then the rest. Half of an odd number of shares is rounded up: below a lot the
 * exchange's own descriptions of this rule round half up (B).
 *
 * What a quote got before is kept in `filled`, so the shares of an auction and of later trades, divided one after the
 * other, are those that their sum would have given; a quote that was canceled in between is just left out. Returns one
 * entry a quote that gets shares, in the order of the first of them; less than `volume` in all where the quotes lack
 * less.
 */
export function simultaneousShares(quotes: readonly SimultaneousQuote[], volume: number): readonly AuctionFill[] {
  const queue = [...quotes].sort((a, b) => b.quantity - a.quantity || a.seq - b.seq);
  const given = new Map<string, number>();
  let left = volume;
  for (const entitled of ROUNDS) {
    for (const { id, quantity, filled } of queue) {
      if (left === 0) break;
      const before = given.get(id) ?? 0;
      const share = Math.min(left, entitled(quantity) - filled - before);
      if (share <= 0) continue;
      given.set(id, before + share);
      left -= share;
    }
  }
  return Array.from(given, ([id, quantity]) => ({ id, quantity }));
}
