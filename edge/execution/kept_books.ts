// Books kept in memory between batches, so that a batch reads what others changed and not ten thousand orders that nobody touched.
import { bookKey, type KeptBook } from "./unit.ts";

/** How many live orders are kept in all: about a kilobyte each. */
const ORDERS_MAX = 200_000;

/**
 * The books of this process, by symbol and day. A batch takes a book out and puts it back when what it did is written, or when it did nothing;
 * a batch that failed leaves it out, and it is read anew. The version in the database says whether somebody else changed it meanwhile.
 */
export interface KeptBooks {
  /** The kept version of a book, null when none is kept. */
  versionOf(symbol: string, date: string): number | null;
  /** Takes a book out, if its version is `version`. An older one is forgotten. */
  take(symbol: string, date: string, version: number): KeptBook | null;
  put(book: KeptBook): void;
}

/** Keeps the books used last, as many as hold `ordersMax` orders. */
export function keptBooks(ordersMax = ORDERS_MAX): KeptBooks {
  // A map iterates in order of insertion: the first is the one that was put back longest ago.
  const books = new Map<string, KeptBook>();
  let orders = 0;
  const forget = (key: string): KeptBook | null => {
    const book = books.get(key);
    if (book === undefined) return null;
    books.delete(key);
    orders -= book.entries.size;
    return book;
  };
  return {
    versionOf: (symbol, date) => books.get(bookKey(symbol, date))?.version ?? null,
    take(symbol, date, version) {
      const book = forget(bookKey(symbol, date));
      return book?.version === version ? book : null;
    },
    put(book) {
      const key = bookKey(book.symbol, book.date);
      forget(key);
      // What has no orders is quickly read, and every day's books are new ones.
      if (book.entries.size === 0) return;
      books.set(key, book);
      orders += book.entries.size;
      while (orders > ordersMax && books.size > 1) {
        const oldest = books.keys().next();
        if (oldest.done === true) return;
        forget(oldest.value);
      }
    },
  };
}
