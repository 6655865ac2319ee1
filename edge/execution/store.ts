// Reads and writes a batch of the execution service: one statement each, and one question to the market-data service between them.
import type { Sql } from "@hoga/db";
import type { MarketPort, TapeAnswer, TapeQuery } from "@hoga/market";
import { openBook, restore, snapshot } from "@hoga/matching";
import type { UnitStore } from "@hoga/outbox";
import { type KeptBooks, keptBooks } from "./kept_books.ts";
import { finishBooks } from "./matching.ts";
import { engineOrderOf, type EntryRow } from "./rows.ts";
import { rulesOf } from "./rules.ts";
import { type FoundBook, LOAD, LOAD_BOOKS, Loaded, LoadedBooks, SAVE } from "./statements.ts";
import { bookKey, type ExecutionUnit, type KeptBook, type OpenBook, type Touched } from "./unit.ts";

/** How much of the tape before its first order a new book reads, to know the last price (market milliseconds). */
const BEFORE_MS = 5 * 60_000;
/** How far (market ms) a book is matched before that alone is written: what comes after is played again by whoever reads it. */
const SAVE_EVERY_MS = 30 * 60_000;

/** A book before its tape was read: kept, as found in the database, or new. `from` is where the tape is read from. */
interface Opening {
  readonly where: Omit<KeptBook, "book" | "entries" | "version" | "savedTo">;
  readonly kept: KeptBook | null;
  readonly found: FoundBook | null;
  readonly entries: readonly EntryRow[];
  readonly wakes: boolean;
  readonly from: number;
  /** Whether a book is opened at `from` that has to know the day before that: a new one, or one for an order that comes late. */
  readonly withBefore: boolean;
}

/** Where the execution service keeps its states. `now` is market time. */
export function executionStore(sql: Sql, market: MarketPort, now: () => number): UnitStore<Touched, ExecutionUnit> {
  const kept = keptBooks();
  return {
    async load(touched, eventIds) {
      const at = now();
      const loaded = await readAsked(sql, kept, touched, eventIds);
      const wakesAll = touched.some((one) => one.live === "all");
      const opening = openings(touched, loaded, kept, wakesAll);
      const books = await openAll(opening, market, at);
      return {
        now: at,
        overrides: await market.overrides(),
        books,
        asked: new Map(loaded.asked.map((entry) => [entry.order_id, entry])),
        changedEntries: new Map(),
        newEntries: new Set(),
        trades: [],
        seen: new Set(loaded.seen),
        handled: new Set(),
        events: [],
      };
    },
    finish(unit) {
      finishBooks(unit);
      for (const book of unit.books.values()) {
        const { matchedTo, orders } = book.book;
        if (orders.size > 0 && matchedTo - book.savedTo >= SAVE_EVERY_MS) book.touched = true;
        // What nothing happened in is as good as before, whether or not the rest of the batch can be written.
        if (!book.touched && book.version > 0) kept.put(book);
      }
    },
    isChanged: (unit) => [...unit.books.values()].some((book) => book.touched),
    async save(unit, delivery) {
      const touched = [...unit.books.values()].filter((book) => book.touched);
      const changed = [...unit.changedEntries.values()];
      await sql.query(SAVE, [JSON.stringify({
        books: touched.map((book) => ({
          symbol: book.symbol,
          session_date: book.date,
          state: snapshot(book.book),
          version: book.version + 1,
          live: book.book.orders.size > 0,
        })),
        entered: changed.filter((entry) => unit.newEntries.has(entry.order_id)),
        changed: changed.filter((entry) => !unit.newEntries.has(entry.order_id)),
        trades: unit.trades,
        ...delivery,
      })]);
      for (const book of touched) {
        book.version += 1;
        book.savedTo = book.book.matchedTo;
        kept.put(book);
      }
    },
  };
}

/** Reads what a batch asks for. Books that are live and wanted for that alone are read in a second statement, where they are not kept. */
async function readAsked(sql: Sql, kept: KeptBooks, touched: readonly Touched[], eventIds: readonly string[]) {
  const [row] = await sql.query(LOAD, [
    JSON.stringify({
      books: touched.flatMap(({ book, in: within }) => book ?? within ?? []).map(({ symbol, date }) => ({
        symbol,
        date,
        known: kept.versionOf(symbol, date),
      })),
      orders: touched.flatMap((one) => one.orderId ?? []),
      dates: touched.flatMap((one) => typeof one.live === "object" ? [one.live.date] : []),
      events: eventIds,
    }),
    touched.some((one) => one.live === "all"),
  ]);
  const loaded = Loaded.parse(row?.loaded);
  const here = new Set(loaded.books.map((book) => bookKey(book.symbol, book.session_date)));
  const missing = loaded.live.filter(([symbol, date, version]) =>
    !here.has(bookKey(symbol, date)) && kept.versionOf(symbol, date) !== version
  );
  if (missing.length > 0) {
    const [more] = await sql.query(LOAD_BOOKS, [JSON.stringify(missing.map(([symbol, date]) => ({ symbol, date })))]);
    const { books, entries } = LoadedBooks.parse(more?.loaded);
    loaded.books.push(...books);
    loaded.entries.push(...entries);
  }
  return loaded;
}

/** Every book that a batch touches, with where its tape has to be read from. */
function openings(
  touched: readonly Touched[],
  loaded: Awaited<ReturnType<typeof readAsked>>,
  kept: KeptBooks,
  wakesAll: boolean,
): readonly Opening[] {
  const asked = Map.groupBy(touched.flatMap(({ book }) => book ?? []), (book) => bookKey(book.symbol, book.date));
  const entries = Map.groupBy(loaded.entries, (entry) => bookKey(entry.symbol, entry.session_date));
  const dates = new Set(touched.flatMap(({ live }) => typeof live === "object" ? [live.date] : []));
  const opened = new Map<string, Opening>();
  const add = (symbol: string, date: string, version: number, found: FoundBook | null) => {
    const key = bookKey(symbol, date);
    if (opened.has(key)) return;
    const own = kept.take(symbol, date, version);
    const rows = entries.get(key) ?? [];
    const where = own ?? placeOf(symbol, date, rows[0], asked.get(key)?.[0]);
    if (where === null) return;
    const matchedTo = own?.book.matchedTo ?? found?.state?.matchedTo ?? 0;
    // An order that comes late meets what was displayed at its own moment.
    const late = (asked.get(key) ?? []).flatMap(({ from }) => from < matchedTo ? [from - BEFORE_MS] : []);
    const wakes = wakesAll || dates.has(date);
    const from = Math.min(matchedTo, ...late);
    opened.set(key, { where, kept: own, found, entries: rows, wakes, from, withBefore: late.length > 0 });
  };
  for (const found of loaded.books) add(found.symbol, found.session_date, found.version, found);
  for (const [symbol, date, version] of loaded.live) add(symbol, date, version, null);
  for (const [key, books] of asked) {
    const [book] = books;
    if (book === undefined || opened.has(key)) continue;
    const { from: _, ...where } = book;
    const from = Math.min(...books.map((one) => one.from)) - BEFORE_MS;
    opened.set(key, { where, kept: null, found: null, entries: [], wakes: false, from, withBefore: true });
  }
  return [...opened.values()];
}

/** Where and what a book is, by an order in it or by one that comes; null for a book that has neither. */
function placeOf(
  symbol: string,
  date: string,
  entry: EntryRow | undefined,
  coming: Touched["book"],
): Opening["where"] | null {
  if (entry !== undefined) {
    const { opens_at: opensAt, closes_at: closesAt, market, kind } = entry;
    return { symbol, date, opensAt, closesAt, market, kind };
  }
  if (coming === undefined) return null;
  const { opensAt, closesAt, market, kind } = coming;
  return { symbol, date, opensAt, closesAt, market, kind };
}

/** Reads the tapes of the books and puts each in a batch's hands. */
async function openAll(
  opening: readonly Opening[],
  market: MarketPort,
  now: number,
): Promise<ReadonlyMap<string, OpenBook>> {
  const tapes = await market.tapes(opening.map(({ where, from, withBefore }): TapeQuery => ({
    symbol: where.symbol,
    date: where.date,
    from,
    to: Math.max(from, Math.min(now, where.closesAt)),
    ...(withBefore ? { withBefore } : {}),
  })));
  return new Map(opening.map((one, i) => {
    const tape = tapes[i];
    if (tape === undefined) throw new Error(`The market-data service left ${one.where.symbol} out`);
    return [bookKey(one.where.symbol, one.where.date), openOne(one, tape)];
  }));
}

function openOne({ where, kept, found, entries, wakes }: Opening, tape: TapeAnswer): OpenBook {
  if (kept !== null) return { ...kept, tape, wakes, touched: false };
  const rules = rulesOf(where, tape);
  const state = found?.state ?? null;
  const shown = tape.slices.find((slice) => slice.seq === state?.sliceSeq) ?? null;
  return {
    ...where,
    book: state === null ? openBook(rules, tape.before) : restore(rules, state, entries.map(engineOrderOf), shown),
    entries: new Map(entries.map((entry) => [entry.order_id, entry])),
    version: found?.version ?? 0,
    savedTo: state?.matchedTo ?? 0,
    tape,
    wakes,
    touched: false,
  };
}
