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
}
