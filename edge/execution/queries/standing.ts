// How an order stands in its book at this moment.
import type { Standing } from "@hoga/contracts";
import { standing } from "@hoga/matching";
import type { Work } from "@hoga/outbox";
import { catchUp } from "../matching.ts";
import { filledOf } from "../rows.ts";
import { bookKey, type ExecutionUnit, findEntry, type OpenBook, type Touched } from "../unit.ts";

/**
 * The work of looking at an order: it lets the book come to now, as any batch may. Null: the order never came to the market. `within` is the
 * order's book, if whoever asks knows it: then a book that is kept need not be read.
 */
export function standingWork(
  orderId: string,
  within: NonNullable<Touched["in"]> | null,
): Work<Touched, ExecutionUnit, Standing | null> {
  return {
    eventId: null,
    touched: { orderId, ...(within === null ? {} : { in: within }) },
    run(unit) {
      const entry = findEntry(unit, orderId);
      if (entry === null) return null;
      const book = unit.books.get(bookKey(entry.symbol, entry.session_date));
      const at = Math.min(unit.now, entry.closes_at);
      if (book !== undefined && entry.live) catchUp(unit, book, at);
      const stands = book === undefined ? null : standing(book.book, orderId, at);
      return {
        live: stands !== null,
        mode: stands?.mode.kind ?? "halted",
        rule: stands?.mode.kind === "gathering" ? stands.mode.rule : null,
        until: stands?.mode.kind === "gathering" ? stands.mode.until : null,
        restPrice: stands?.restPrice ?? null,
        stopPrice: entry.stop_price,
        triggered: stands?.triggered ?? true,
        sharesAhead: stands?.sharesAhead ?? null,
        remaining: stands?.remaining ?? entry.quantity - filledOf(entry).quantity,
        quote: book === undefined ? null : quoteOf(book),
        bestBid: stands?.bestBid ?? null,
        bestAsk: stands?.bestAsk ?? null,
        indicative: stands?.indicative ?? null,
        halt: book === undefined ? null : haltOf(book, at),
      };
    },
  };
}

function quoteOf({ book, tape }: OpenBook): Standing["quote"] {
  const { shown, last } = book;
  if (shown === null) return null;
  const [bid, ask] = [shown.bids[0]?.price ?? null, shown.asks[0]?.price ?? null];
  const price = last ?? bid ?? ask;
  return price === null ? null : { last: price, bid, ask, at: shown.at, source: tape.source };
}

function haltOf({ tape }: OpenBook, at: number): Standing["halt"] {
  const halt = tape.interruptions.find(({ haltedFrom, auctionUntil }) =>
    haltedFrom <= at && (auctionUntil === null || at < auctionUntil)
  );
  if (halt === undefined) return null;
  return { from: halt.haltedFrom, until: halt.haltedUntil, auctionUntil: halt.auctionUntil };
}
