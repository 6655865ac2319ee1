// What the other services ask of the market-data service.
import { z } from "zod";
import type { CalendarOverride } from "@hoga/krx";
import type { Slice, TapeSourceName } from "@hoga/tape";

/**
 * A stretch in which an instrument, a market or everything does not trade as usual. No order is matched from `haltedFrom` on; orders for
 * the reopening call auction gather from `haltedUntil`; it is matched at `auctionUntil`, and continuous trading goes on. Null where trading
 * does not go on that day. Times are market time in ms. It is entered before it begins, and what of it has passed never changes.
 */
export const Interruption = z.object({
  id: z.string(),
  kind: z.enum(["halt", "circuit_breaker"]),
  /** What it stops: one symbol, or all of a market; both null for everything. */
  symbol: z.string().nullable(),
  market: z.enum(["KOSPI", "KOSDAQ", "KONEX"]).nullable(),
  haltedFrom: z.int(),
  haltedUntil: z.int().nullable(),
  auctionUntil: z.int().nullable(),
  note: z.string().nullable(),
});
export type Interruption = z.infer<typeof Interruption>;

/** A split or a bonus issue that has begun: `numerator` shares stand for `denominator` from `exAt` on, 00:00 KST of its ex-date in ms. */
export const ShareAction = z.object({
  id: z.string(),
  kind: z.enum(["split", "bonus_issue"]),
  exDate: z.iso.date(),
  exAt: z.int(),
  ratio: z.object({ numerator: z.int().positive(), denominator: z.int().positive() }),
});
export type ShareAction = z.infer<typeof ShareAction>;

/** An instrument on one trading day. The prices are null where there is no market data for that day. */
export const Reference = z.object({
  symbol: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  market: z.enum(["KOSPI", "KOSDAQ", "KONEX"]),
  kind: z.enum(["stock", "etf", "etn"]),
  /** Base price (기준가) and the day's limits, won. */
  base: z.int().positive().nullable(),
  upper: z.int().positive().nullable(),
  lower: z.int().positive().nullable(),
  /** Listed shares, where known. */
  listedShares: z.int().positive().nullable().default(null),
  /** The KST date of its listing, where known. */
  listedOn: z.iso.date().nullable().default(null),
  /** Whether it trades for the last days before it is delisted (정리매매), without price limits. */
  delisting: z.boolean().default(false),
  /** The interruptions of that day that stop it, by when they begin. */
  interruptions: z.array(Interruption),
  /** Its splits and bonus issues of the 30 days up to that date that have begun by now, by ex-date. Its prices are those after them. */
  actions: z.array(ShareAction),
});
export type Reference = z.infer<typeof Reference>;

/**
 * A stretch of one symbol's day: the slice displayed at `from` (if there was one) and every later one up to `to`, both market time in ms.
 * `withBefore` asks for what a book must know of the day before that stretch.
 */
export const TapeQuery = z.object({
  symbol: z.string(),
  date: z.iso.date(),
  from: z.int(),
  to: z.int(),
  withBefore: z.boolean().optional(),
});
export type TapeQuery = z.infer<typeof TapeQuery>;

/** What a book must know of an issue on one day. `narrow`: whether it has the narrower limits of volatility interruptions. */
export const IssueFacts = z.object({
  /** The base price (기준가), won. */
  base: z.int().positive(),
  listedOn: z.iso.date().nullable(),
  delisting: z.boolean(),
  narrow: z.boolean(),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

/** A day before a stretch of it: the last price and the price of the last call auction, null before the first of each. Won. */
export const DayBefore = z.object({ last: z.int().positive().nullable(), auctionPrice: z.int().positive().nullable() });
export type DayBefore = z.infer<typeof DayBefore>;

/** What the tape answers to a {@linkcode TapeQuery}. `band` and `issue` are null where the symbol has no market data on that day. */
export interface TapeAnswer {
  readonly symbol: string;
  readonly date: string;
  readonly source: TapeSourceName;
  readonly band: { readonly upper: number; readonly lower: number } | null;
  readonly issue: IssueFacts | null;
  readonly slices: readonly Slice[];
  /** The day before the first of the slices, where that was asked for. */
  readonly before: DayBefore | null;
  /** The interruptions of that day that stop the symbol, by when they begin, whatever stretch was asked for. */
  readonly interruptions: readonly Interruption[];
}

/** The market-data service as others see it. Each call is one request; they reject when it cannot be reached. */
export interface MarketPort {
  /** The references of those of `symbols` that are listed. */
  references(symbols: readonly string[], date: string): Promise<readonly Reference[]>;
  /** Answers in the order of the queries. */
  tapes(queries: readonly TapeQuery[]): Promise<readonly TapeAnswer[]>;
  /** The exchange's ad hoc changes to its calendar. */
  overrides(): Promise<readonly CalendarOverride[]>;
}
