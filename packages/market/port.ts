// What the other services ask of the market-data service.
import { z } from "zod";
import type { CalendarOverride } from "@hoga/krx";
import type { Slice, TapeSourceName } from "@hoga/tape";

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
});
export type Reference = z.infer<typeof Reference>;

/** A stretch of one symbol's day: the slice displayed at `from` (if there was one) and every later one up to `to`, both market time in ms. */
export const TapeQuery = z.object({ symbol: z.string(), date: z.iso.date(), from: z.int(), to: z.int() });
export type TapeQuery = z.infer<typeof TapeQuery>;

/** What the tape answers to a {@linkcode TapeQuery}. `band` is null where the symbol has no market data on that day. */
export interface TapeAnswer {
  readonly symbol: string;
  readonly date: string;
  readonly source: TapeSourceName;
  readonly band: { readonly upper: number; readonly lower: number } | null;
  readonly slices: readonly Slice[];
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
