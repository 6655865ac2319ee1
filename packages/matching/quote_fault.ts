import type { Slice } from "@hoga/tape";
import type { MatchRules, QuoteFault } from "./types.ts";

/** Why a slice may fill no order of `symbol` at the time `at`; null when it may. An order that meets a fault waits. */
export function quoteFault(
  slice: Slice | null,
  symbol: string,
  at: number,
  rules: Pick<MatchRules, "band" | "maxQuoteAgeMs">,
): QuoteFault | null {
  if (slice === null) return "no_quote";
  if (slice.symbol !== symbol) return "wrong_symbol";
  if (!isWithinBand(slice, rules)) return "outside_band";
  return at - slice.at > rules.maxQuoteAgeMs ? "stale_quote" : null;
}

/** Whether every price of a slice is one that can trade that day. One that is not makes the whole slice doubtful. */
export function isWithinBand({ print, bids, asks }: Slice, { band }: Pick<MatchRules, "band">): boolean {
  const inside = ({ price }: { readonly price: number }) => price >= band.lower && price <= band.upper;
  return (print === null || inside(print)) && bids.every(inside) && asks.every(inside);
}
