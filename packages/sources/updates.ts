// What a live source tells, whatever its wire format. `at` is the exchange's time in ms since the epoch; prices are won, sizes shares.
import type { Indicative, Level } from "@hoga/tape";

/** A trade, as it happened. */
export interface TradeUpdate {
  readonly kind: "trade";
  readonly symbol: string;
  readonly at: number;
  readonly price: number;
  readonly size: number;
  /** The aggressor's side; null for a trade of an auction, which has none. */
  readonly side: "buy" | "sell" | null;
  /** Shares traded that day up to and with this trade. */
  readonly total: number;
  /** The best levels after the trade; null where that side is empty. */
  readonly best: { readonly bid: Level | null; readonly ask: Level | null };
  readonly halted: boolean;
}

/** A book, as it is displayed from now on. */
export interface BookUpdate {
  readonly kind: "book";
  readonly symbol: string;
  readonly at: number;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
  /** Whether orders gather for a call auction. */
  readonly gathering: boolean;
  readonly indicative: Indicative | null;
}

/** The state of a symbol's day, as an answer to a question. Open, high and low are null while nothing has traded. */
export interface SnapshotUpdate {
  readonly kind: "snapshot";
  readonly symbol: string;
  readonly at: number;
  readonly price: number;
  readonly range: { readonly open: number; readonly high: number; readonly low: number } | null;
  readonly total: number;
  readonly base: number;
  readonly previousClose: number;
  readonly halted: boolean;
  /** Whether a volatility interruption lasts. */
  readonly interrupted: boolean;
  /** When the question was asked, by this machine's clock: news that came since is newer than the answer's book. */
  readonly askedAt: number;
  /** The displayed book; null where it was not asked for. */
  readonly book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] } | null;
  readonly indicative: Indicative | null;
}

export type Update = TradeUpdate | BookUpdate | SnapshotUpdate;
