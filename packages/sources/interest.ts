import type { TapeInstrument } from "@hoga/tape";

/** How long a symbol is followed after it was asked for last. */
export const INTEREST_MS = 120_000;

/** Which symbols are asked for, by whoever asks the tape. */
export interface Interest {
  /** Notes that an instrument is asked for at `now`; true when it was not followed before. */
  ask(instrument: TapeInstrument, now: number): boolean;
  /** The instruments that are followed at `now`, the newest interest first. */
  active(now: number): readonly TapeInstrument[];
  /** The instrument of a symbol that is followed; null when it is not. */
  find(symbol: string): TapeInstrument | null;
}

interface Entry {
  readonly instrument: TapeInstrument;
  readonly rank: number;
  readonly askedAt: number;
}

/**
 * The book of interests. An interest is as new as its beginning: a symbol that is asked for again and again keeps its rank, so that the order
 * is steady and places given by it are not handed to and fro. Ended interests begin anew.
 */
export function createInterest(): Interest {
  const entries = new Map<string, Entry>();
  let ranks = 0;
  return {
    ask(instrument, now) {
      const known = entries.get(instrument.symbol);
      const isNew = known === undefined || now - known.askedAt > INTEREST_MS;
      entries.set(instrument.symbol, { instrument, rank: isNew ? ranks++ : known.rank, askedAt: now });
      return isNew;
    },
    active(now) {
      for (const [symbol, { askedAt }] of entries) {
        if (now - askedAt > INTEREST_MS) entries.delete(symbol);
      }
      return [...entries.values()].sort((a, b) => b.rank - a.rank).map(({ instrument }) => instrument);
    },
    find: (symbol) => entries.get(symbol)?.instrument ?? null,
  };
}
