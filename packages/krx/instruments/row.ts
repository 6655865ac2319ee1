import { isinCheckDigit } from "../codes.ts";
import { leverageOfName } from "../fund_leverage.ts";
import type { Instrument } from "../instrument.ts";
import type { InstrumentKind, Market } from "../ticks.ts";
import { industryOf } from "./industries.ts";

/**
 * One instrument of the built-in lists: code, Korean name, English name, about what it costs in won, about how many
 * millions of shares are listed, and its ISIN where that does not follow from the code.
 */
export type Row = readonly [
  symbol: string,
  nameKo: string,
  nameEn: string,
  referencePrice: number,
  millionShares: number,
  isin?: string,
];

/** Makes instruments of rows. */
export function instrumentsOf(market: Market, kind: InstrumentKind, rows: readonly Row[]): readonly Instrument[] {
  return rows.map(([symbol, nameKo, nameEn, referencePrice, millionShares, isin]) => ({
    symbol,
    nameKo,
    nameEn,
    market,
    kind,
    isin: isin ?? ordinaryIsin(symbol),
    listedShares: Math.round(millionShares * 1_000_000),
    referencePrice,
    leverage: kind === "stock" ? 1 : leverageOfName(nameKo),
    industry: industryOf(symbol),
    listedOn: null,
    delisting: false,
  }));
}

/**
 * The ISIN of an ordinary Korean share or fund: its code between KR7 and 00. Preferred shares and foreign issuers have
 * others.
 */
function ordinaryIsin(symbol: string): string {
  const body = `KR7${symbol}00`;
  return `${body}${isinCheckDigit(body)}`;
}
