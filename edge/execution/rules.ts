// The rules of a book's day, from what the market-data service says of the issue.
import { tickTable, VOLATILITY_AUCTION_MS, volatilityTrigger } from "@hoga/krx";
import type { TapeAnswer } from "@hoga/market";
import type { BookRules, Halt } from "@hoga/matching";
import { CLOSING_AUCTION_MS, hash32 } from "@hoga/tape";
import type { KeptBook } from "./unit.ts";

/** A quote older than this fills nothing (market milliseconds): a tape that stands still must not trade. */
const QUOTE_AGE_MAX_MS = 10_000;
/** How much longer than two minutes a volatility interruption lasts at most, by chance. */
const EXTRA_MS = 30_000;

/** The rules of one symbol's day. Without market data nothing trades. */
export function rulesOf(
  at: Pick<KeptBook, "symbol" | "date" | "opensAt" | "closesAt" | "market" | "kind">,
  tape: TapeAnswer,
): BookRules {
  const { symbol, date, opensAt, closesAt, market, kind } = at;
  const { band, issue } = tape;
  return {
    symbol,
    date,
    ticks: tickTable(kind, date, market),
    band,
    base: issue?.base ?? 0,
    opensAt,
    closesAt,
    closingAuctionFrom: closesAt - CLOSING_AUCTION_MS,
    maxQuoteAgeMs: QUOTE_AGE_MAX_MS,
    interrupts(price, last, auctionPrice) {
      if (issue === null) return false;
      const { listedOn, delisting, narrow } = issue;
      const instrument = { market, kind, listedOn, delisting };
      return volatilityTrigger({
        price,
        last,
        staticBase: auctionPrice,
        rule: "continuous",
        date,
        instrument,
        narrow,
      }) !==
        null;
    },
    // The chance is drawn from the moment itself, so that whoever plays it again draws the same.
    interruptionMs: (at) => VOLATILITY_AUCTION_MS + hash32(`${symbol}|${date}|${at}`) % (EXTRA_MS + 1),
  };
}

/** The interruptions of the day as the engine knows them. */
export function haltsOf({ interruptions }: TapeAnswer): readonly Halt[] {
  return interruptions;
}
