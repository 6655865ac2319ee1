// Quotes from the market-data service, by symbol.
import { type Quote, QuoteList } from "@hoga/contracts";
import type { Answer } from "./answer.ts";
import type { Ask } from "./ask.ts";

/** Symbols a question: an address stays well under what servers take. */
const SYMBOLS_MAX = 200;

/** The quotes of those of `symbols` that have one. One question for up to 200 symbols; none for none. */
export async function quotesOf(ask: Ask, symbols: readonly string[]): Promise<Answer<ReadonlyMap<string, Quote>>> {
  const wanted = [...new Set(symbols)];
  const chunks: string[][] = [];
  for (let i = 0; i < wanted.length; i += SYMBOLS_MAX) chunks.push(wanted.slice(i, i + SYMBOLS_MAX));
  const found = new Map<string, Quote>();
  const asked = await Promise.all(
    chunks.map((chunk) => ask("market-data", "/quotes", QuoteList, { query: { symbols: chunk.join(",") } })),
  );
  for (const answer of asked) {
    if ("refused" in answer) return answer;
    for (const quote of answer.value.quotes) found.set(quote.symbol, quote);
  }
  return { value: found };
}

/** What a question for several quotes is refused with because of one symbol in it. */
const ABOUT_ONE: ReadonlySet<string> = new Set(["unknown_symbol", "no_market_data"]);

/**
 * The quotes that can be had of `symbols`: one that is not listed, or that the tape knows nothing of, does not spoil the rest. It is refused
 * only when the market-data service cannot be asked.
 */
export async function availableQuotes(
  ask: Ask,
  symbols: readonly string[],
): Promise<Answer<ReadonlyMap<string, Quote>>> {
  const quotes = await quotesOf(ask, symbols);
  if ("value" in quotes || !ABOUT_ONE.has(quotes.refused.code)) return quotes;
  if (symbols.length <= 1) return { value: new Map() };
  const middle = Math.ceil(symbols.length / 2);
  const [left, right] = await Promise.all([
    availableQuotes(ask, symbols.slice(0, middle)),
    availableQuotes(ask, symbols.slice(middle)),
  ]);
  if ("refused" in left) return left;
  if ("refused" in right) return right;
  return { value: new Map([...left.value, ...right.value]) };
}

/** A list of symbols as callers write it: separated by commas, in either case; repeated ones count once. */
export function symbolList(text: string): string[] {
  const symbols = text.split(",").map((symbol) => symbol.trim().toUpperCase()).filter((symbol) => symbol !== "");
  return [...new Set(symbols)];
}
