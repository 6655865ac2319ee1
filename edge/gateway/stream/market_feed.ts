// What happens in the market: `session` events when its phase changes, `quote` and `book` events when a quote or a book does.
import { Book, MarketStatus } from "@hoga/contracts";
import { parseInstant } from "@hoga/krx";
import type { Ask } from "../ask.ts";
import { availableQuotes } from "../quotes.ts";
import type { Feed } from "./feed.ts";

/** Tells the market's status at once, and again at each change of phase. The status is asked for only when a change is due. */
export function sessionFeed(ask: Ask, now: () => number): Feed {
  let phase: string | null = null;
  let nextAt = -Infinity;
  return async () => {
    if (now() < nextAt) return [];
    const status = await ask("market-data", "/status", MarketStatus);
    if ("refused" in status) return [];
    nextAt = parseInstant(status.value.next.at) ?? -Infinity;
    if (status.value.phase === phase) return [];
    phase = status.value.phase;
    return [{ event: "session", data: JSON.stringify(status.value) }];
  };
}

/** Tells the quotes of `symbols` at once, and again each one that has changed: one that has only grown older has not. */
export function quoteFeed(ask: Ask, symbols: readonly string[]): Feed {
  const told = new Map<string, string>();
  return async () => {
    const quotes = await availableQuotes(ask, symbols);
    if ("refused" in quotes) return [];
    return [...quotes.value.values()].flatMap((quote) => {
      const state = JSON.stringify({ ...quote, ageMs: 0 });
      if (told.get(quote.symbol) === state) return [];
      told.set(quote.symbol, state);
      return [{ event: "quote", data: JSON.stringify(quote) }];
    });
  };
}

/** Tells the books of `symbols` at once, and again each one that has changed. One that cannot be had is left out. */
export function bookFeed(ask: Ask, symbols: readonly string[]): Feed {
  const told = new Map<string, string>();
  return async () => {
    const books = await Promise.all(
      symbols.map((symbol) => ask("market-data", `/books/${encodeURIComponent(symbol)}`, Book)),
    );
    return books.flatMap((book) => {
      if ("refused" in book) return [];
      const data = JSON.stringify(book.value);
      if (told.get(book.value.symbol) === data) return [];
      told.set(book.value.symbol, data);
      return [{ event: "book", data }];
    });
  };
}
