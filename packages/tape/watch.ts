import { VOLATILITY_AUCTION_MS, volatilityLimits, volatilityTrigger } from "@hoga/krx";
import { SLICE_MS } from "./made_day.ts";
import type { Watch } from "./prices.ts";
import type { TapeInstrument } from "./types.ts";

/** How much longer than its two minutes an interruption's auction lasts at most, by chance (KOSPI Reg §26-2, Enf §41-2). */
const EXTRA_MS = 30_000;
/**
 * The market value (won) from which a KOSPI stock is taken for one of the KOSPI 200, which have narrower limits: the tape is not told who
 * the members are, and on 2026-03-20 210 issues were worth more than this.
 */
const LARGE = 1_500_000_000_000;

/** When continuous trading of an instrument is interrupted on a day with the base price `base` (won); null where it never is. */
export function watchOf(instrument: TapeInstrument, base: number, date: string): Watch | null {
  const narrow = isNarrow(instrument, base);
  const limits = volatilityLimits({ market: instrument.market, narrow }, "continuous");
  const dynamic = limits.dynamic ?? Infinity;
  const steady = limits.static ?? Infinity;
  if (dynamic === Infinity && steady === Infinity) return null;
  return {
    slots: VOLATILITY_AUCTION_MS / SLICE_MS,
    extraSlots: EXTRA_MS / SLICE_MS,
    trips(price, last, reference) {
      // Thousands of prints a day are near the one before: the rule itself is asked only about the others.
      const near = Math.abs(price - last) * 100 < dynamic * last &&
        Math.abs(price - reference) * 100 < steady * reference;
      return !near &&
        volatilityTrigger({ price, last, staticBase: reference, rule: "continuous", date, instrument, narrow }) !==
          null;
    },
  };
}

/** Whether an instrument has the narrower limits, at a base price in won. A fund that is no multiple follows, here, the market's index itself. */
export function isNarrow({ market, kind, leverage = 1, listedShares }: TapeInstrument, base: number): boolean {
  if (market !== "KOSPI") return false;
  return kind === "stock" ? base * (listedShares ?? 0) >= LARGE : leverage === 1;
}
