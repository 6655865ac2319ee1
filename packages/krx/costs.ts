import { type CalendarOverride, nextTradingDay } from "./calendar.ts";
import type { InstrumentKind, Market } from "./ticks.ts";

/** A rate as a fraction of whole numbers, so that no money passes through a float. */
export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** 0.015 % of the traded amount on each side: what online brokers typically charge. */
export const DEFAULT_COMMISSION_RATE = { numerator: 15, denominator: 100_000 } as const satisfies Rate;

/**
 * Total tax on a sale, in hundredths of a percent of the amount, by the year's first settlement date it applies to.
 * Securities transaction tax plus, on KOSPI, the special tax for rural development of 0.15 %: 2026 is 0.05 % + 0.15 %
 * there and 0.20 % on KOSDAQ (Enforcement Decree of the Securities Transaction Tax Act, Presidential Decree 36001 of
 * 2025-12-31). The cut of 2019 applied to what settled from 2019-06-03.
 */
const SELL_TAX: readonly { readonly since: string; readonly perTenThousand: Readonly<Record<Market, number>> }[] = [
  { since: "2026-01-01", perTenThousand: { KOSPI: 20, KOSDAQ: 20, KONEX: 10 } },
  { since: "2025-01-01", perTenThousand: { KOSPI: 15, KOSDAQ: 15, KONEX: 10 } },
  { since: "2024-01-01", perTenThousand: { KOSPI: 18, KOSDAQ: 18, KONEX: 10 } },
  { since: "2023-01-01", perTenThousand: { KOSPI: 20, KOSDAQ: 20, KONEX: 10 } },
  { since: "2021-01-01", perTenThousand: { KOSPI: 23, KOSDAQ: 23, KONEX: 10 } },
  { since: "2019-06-03", perTenThousand: { KOSPI: 25, KOSDAQ: 25, KONEX: 10 } },
  { since: "0000-01-01", perTenThousand: { KOSPI: 30, KOSDAQ: 30, KONEX: 30 } },
];

/**
 * The commission, in whole won rounded down, on a traded amount in won. The default rate is DEFAULT_COMMISSION_RATE.
 * Throws a RangeError when the amount is not a safe integer of at least 0.
 */
export function commission(amount: number, rate: Rate = DEFAULT_COMMISSION_RATE): number {
  return share(amount, rate);
}

/**
 * The tax on a sale of `amount` won made on `tradeDate`, in whole won rounded down. ETFs and ETNs pay none.
 *
 * The rate is that of the settlement date, two trading days later: the sales of the last two trading days of a year pay
 * the next year's. The last rate known applies to later years. Throws CalendarRangeError when the settlement is outside
 * 2018 to 2027.
 */
export function sellTax(
  amount: number,
  instrument: { readonly market: Market; readonly kind: InstrumentKind },
  tradeDate: string,
  overrides?: readonly CalendarOverride[],
): number {
  return share(amount, sellTaxRate(instrument, tradeDate, overrides));
}

/** The rate that sellTax applies. Throws as sellTax does. */
export function sellTaxRate(
  instrument: { readonly market: Market; readonly kind: InstrumentKind },
  tradeDate: string,
  overrides?: readonly CalendarOverride[],
): Rate {
  if (instrument.kind !== "stock") return { numerator: 0, denominator: 10_000 };
  const settles = settlementDate(tradeDate, overrides);
  const row = SELL_TAX.find(({ since }) => settles >= since);
  return { numerator: row?.perTenThousand[instrument.market] ?? 0, denominator: 10_000 };
}

/**
 * The KST date on which a trade of `tradeDate` settles: the second trading day after it (KOSPI Market Business
 * Regulation §7). Throws CalendarRangeError when that is outside 2018 to 2027.
 */
export function settlementDate(tradeDate: string, overrides?: readonly CalendarOverride[]): string {
  return nextTradingDay(nextTradingDay(tradeDate, overrides).date, overrides).date;
}

/** `amount * rate`, rounded down. The product may pass the safe integers, so it is made with a BigInt. */
function share(amount: number, { numerator, denominator }: Rate): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount in won: ${amount}`);
  return Number(BigInt(amount) * BigInt(numerator) / BigInt(denominator));
}
