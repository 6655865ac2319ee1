import type { Instrument } from "./instrument.ts";
import { FUNDS } from "./instruments/funds.ts";
import { KOSDAQ } from "./instruments/kosdaq.ts";
import { KOSPI } from "./instruments/kospi.ts";
import { KOSPI_LARGE } from "./instruments/kospi_large.ts";

/**
 * The instruments known without importing a listing: KOSPI from the largest down, then KOSDAQ, then ETFs. Codes, names
 * and markets are the exchange's; the English names are the usual short ones. Share counts, reference prices and
 * industries are rough, listing dates unknown.
 */
export const BUILT_IN_INSTRUMENTS: readonly Instrument[] = [...KOSPI_LARGE, ...KOSPI, ...KOSDAQ, ...FUNDS];
