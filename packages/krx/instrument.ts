import type { InstrumentKind, Market } from "./ticks.ts";

/** A listed instrument. */
export interface Instrument {
  /** The exchange's short code of six characters. */
  readonly symbol: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly market: Market;
  readonly kind: InstrumentKind;
  readonly isin: string | null;
  /** Listed shares, where known. */
  readonly listedShares: number | null;
  /** A price in won to start a made-up history from, where known. It is no quote. */
  readonly referencePrice: number | null;
  /** The multiple of its index that a fund or note follows: 2, -1, -2 …; 1 for everything else. */
  readonly leverage: number;
  /** A word or two for its industry, in Korean, where known. */
  readonly industry: string | null;
  /** The KST date of its listing, where known. */
  readonly listedOn: string | null;
  /** Whether it trades for the last days before it is delisted (정리매매), without price limits. */
  readonly delisting: boolean;
}
