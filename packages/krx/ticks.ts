/** What is traded. Exchange-traded funds (`etf`) and notes (`etn`) have their own ticks and pay no tax. */
export type InstrumentKind = "stock" | "etf" | "etn";

/** The exchange's markets. KOSDAQ GLOBAL is a segment of KOSDAQ. ETFs and ETNs trade on KOSPI. */
export type Market = "KOSPI" | "KOSDAQ" | "KONEX";

/** Rows of (price below which the tick applies, tick), in won. */
export type TickTable = readonly (readonly [below: number, tick: number])[];

/** Stocks of all three markets since 2023-01-25 (KOSPI Enf §32, KOSDAQ Enf §18, KONEX Enf §27). */
const STOCK_TICKS: TickTable = [
  [2_000, 1],
  [5_000, 5],
  [20_000, 10],
  [50_000, 50],
  [200_000, 100],
  [500_000, 500],
  [Infinity, 1_000],
];
const STOCK_TICKS_SINCE = "2023-01-25";

/**
 * KOSPI stocks from 2010-10-04, when prices below 1,000 won got a tick of 1 (press of 2010-07-30), to 2023-01-24, as press
 * reports of the exchange's announcement (2023-01-17) compare old and new.
 */
const OLD_KOSPI_TICKS: TickTable = [
  [1_000, 1],
  [5_000, 5],
  [10_000, 10],
  [50_000, 50],
  [100_000, 100],
  [500_000, 500],
  [Infinity, 1_000],
];

/**
 * KOSDAQ and KONEX stocks in the same years, from the same reports: they differed from KOSPI only from 100,000 won,
 * staying at 100 (on KOSDAQ since 2003-07-21).
 */
const OLD_KOSDAQ_TICKS: TickTable = [
  [1_000, 1],
  [5_000, 5],
  [10_000, 10],
  [50_000, 50],
  [Infinity, 100],
];

/** ETFs and ETNs since 2023-12-11 (addenda of the Enforcement Rules); 5 won at any price before. */
const FUND_TICKS: TickTable = [[2_000, 1], [Infinity, 5]];
const FUND_TICKS_SINCE = "2023-12-11";
const OLD_FUND_TICKS: TickTable = [[Infinity, 5]];

/** The first date (KST) whose ticks and price limits are known here. */
export const PRICE_RULES_SINCE = "2010-10-04";

/**
 * The tick (호가가격단위), in won, at a price in won on a KST date.
 * `market` matters only to stocks before 2023-01-25, when KOSDAQ's ticks were finer than KOSPI's. Throws a RangeError for
 * what is no number and for a date before PRICE_RULES_SINCE.
 */
export function tickSize(price: number, kind: InstrumentKind, date: string, market: Market = "KOSPI"): number {
  const table = tickTable(kind, date, market);
  for (const [below, tick] of table) if (price < below) return tick;
  throw new RangeError(`not a price: ${price}`);
}

/** Whether a price in won is a whole, positive multiple of the tick at that price. */
export function isOnTick(price: number, kind: InstrumentKind, date: string, market: Market = "KOSPI"): boolean {
  return Number.isSafeInteger(price) && price > 0 && price % tickSize(price, kind, date, market) === 0;
}

/**
 * The highest price on the tick that is not above `price` (won, fractions allowed); the smallest valid price where
 * there is none.
 */
export function floorToTick(price: number, kind: InstrumentKind, date: string, market: Market = "KOSPI"): number {
  const tick = tickSize(price, kind, date, market);
  return Math.max(Math.floor(price / tick) * tick, tick);
}

/**
 * The lowest price on the tick that is not below `price` (won, fractions allowed). At least the smallest valid price.
 */
export function ceilToTick(price: number, kind: InstrumentKind, date: string, market: Market = "KOSPI"): number {
  // Every bound of a table is a multiple of the ticks on both its sides, so the result is on its own band's tick too.
  const tick = tickSize(price, kind, date, market);
  return Math.max(Math.ceil(price / tick) * tick, tick);
}

/**
 * The price on the tick nearest to `price` (won, fractions allowed), the lower of two equally near. At least the
 * smallest valid price.
 */
export function nearestOnTick(price: number, kind: InstrumentKind, date: string, market: Market = "KOSPI"): number {
  const below = floorToTick(price, kind, date, market);
  const above = ceilToTick(price, kind, date, market);
  return above - price < price - below ? above : below;
}

/**
 * The whole table of ticks that is in force for a kind of instrument on a KST date, from the lowest prices up. Throws a
 * RangeError for a date before PRICE_RULES_SINCE.
 */
export function tickTable(kind: InstrumentKind, date: string, market: Market = "KOSPI"): TickTable {
  if (date < PRICE_RULES_SINCE) throw new RangeError(`no ticks are known for ${date}, before ${PRICE_RULES_SINCE}`);
  if (kind !== "stock") return date >= FUND_TICKS_SINCE ? FUND_TICKS : OLD_FUND_TICKS;
  if (date >= STOCK_TICKS_SINCE) return STOCK_TICKS;
  return market === "KOSPI" ? OLD_KOSPI_TICKS : OLD_KOSDAQ_TICKS;
}
