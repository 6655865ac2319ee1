// Reads and writes a batch of the execution service: one statement each, and one question to the market-data service between them.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import type { MarketPort, TapeQuery } from "@hoga/market";
import { type BookState, emptyBook } from "@hoga/matching";
import { deliveryCtes, seenExpression, type UnitStore } from "@hoga/outbox";
import { finishBooks } from "./matching.ts";
import { BookRow, engineOrderOf, EntryRow, type StoredBook } from "./rows.ts";
import { bookKey, type ExecutionUnit, type OpenBook, type Touched } from "./unit.ts";

const Loaded = z.object({ books: z.array(BookRow), entries: z.array(EntryRow), seen: z.array(z.string()) });

/** How much of the tape before its first order a new book reads, to know the last price (market milliseconds). */
const BEFORE_MS = 5 * 60_000;

const LOAD = `
with asked as (
  select b.symbol, b.date from jsonb_to_recordset($1::jsonb->'books') as b(symbol text, date date)
  union select symbol, session_date from execution.entries where order_id = any(array(select jsonb_array_elements_text($1::jsonb->'orders')))
  union select symbol, session_date from execution.entries where live and $2::boolean
  union select symbol, session_date from execution.entries
    where live and session_date = any(array(select d::date from jsonb_array_elements_text($1::jsonb->'dates') as d)))
select jsonb_build_object(
  'books', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from asked, lateral (
    select * from execution.books where symbol = asked.symbol and session_date = asked.date offset 0) as b),
  'entries', (select coalesce(jsonb_agg(to_jsonb(e)), '[]') from (
    select e.* from asked, lateral (
      select * from execution.entries where live and symbol = asked.symbol and session_date = asked.date offset 0) as e
    union
    select * from execution.entries where order_id = any(array(select jsonb_array_elements_text($1::jsonb->'orders')))) as e),
  'seen', ${seenExpression("execution", "$1::jsonb->'events'")}) as loaded`;

const SAVE = `
with input as (select $1::jsonb as doc),
  new_books as (
    insert into execution.books
    select b.* from input, jsonb_populate_recordset(null::execution.books, doc->'books') as b where b.version = 1 returning 1),
  changed_books as (
    update execution.books o set state = b.state, version = b.version
    from input, jsonb_populate_recordset(null::execution.books, doc->'books') as b
    where o.symbol = b.symbol and o.session_date = b.session_date and b.version > 1 and o.version = b.version - 1
      and o.symbol = any(array(select u->>'symbol' from input, jsonb_array_elements(doc->'books') as u)) returning 1),
  new_entries as (
    insert into execution.entries
    select e.* from input, jsonb_populate_recordset(null::execution.entries, doc->'entered') as e returning 1),
  changed_entries as (
    update execution.entries o set quantity = e.quantity, limit_price = e.limit_price, filled = e.filled, filled_amount = e.filled_amount,
      commission = e.commission, tax = e.tax, entry_seq = e.entry_seq, queue_ahead = e.queue_ahead, change_id = e.change_id, live = e.live
    from input, jsonb_populate_recordset(null::execution.entries, doc->'changed') as e
    where o.order_id = e.order_id
      and o.order_id = any(array(select u->>'order_id' from input, jsonb_array_elements(doc->'changed') as u)) returning 1),
  new_trades as (
    insert into execution.trades
    select t.* from input, jsonb_populate_recordset(null::execution.trades, doc->'trades') as t returning 1),
${deliveryCtes("execution")}
select execution.expect_rows((select count(*) from new_books) + (select count(*) from changed_books),
  (select jsonb_array_length(doc->'books') from input), 'books')`;

function stateOf(stored: StoredBook, symbol: string, date: string, entries: readonly EntryRow[]): BookState {
  const { matchedTo: _, ...state } = stored;
  return { ...state, symbol, date, orders: entries.map(engineOrderOf) };
}

function storedOf(book: OpenBook): StoredBook {
  const { symbol: _symbol, date: _date, orders: _orders, ...state } = book.state;
  return {
    ...state,
    consumed: state.consumed.map(([side, price, shares]) => [side, price, shares]),
    sliceFills: state.sliceFills.map(([orderId, count]) => [orderId, count]),
    matchedTo: book.matchedTo,
  };
}

/** A book before its tape was read. */
type Opening = Omit<OpenBook, "tape"> & { readonly from: number };

/** Every book that a batch touches, with where its tape has to be read from. */
function openings(touched: readonly Touched[], loaded: z.infer<typeof Loaded>): Opening[] {
  const found = new Map<string, Opening>();
  const live = Map.groupBy(loaded.entries, (entry) => bookKey(entry.symbol, entry.session_date));
  for (const row of loaded.books) {
    const key = bookKey(row.symbol, row.session_date);
    const entries = live.get(key) ?? [];
    const session = entries[0] ?? null;
    const asked = touched.flatMap(({ book }) =>
      book?.symbol === row.symbol && book.date === row.session_date ? [book] : []
    );
    const opensAt = session?.opens_at ?? asked[0]?.opensAt;
    const closesAt = session?.closes_at ?? asked[0]?.closesAt;
    if (opensAt === undefined || closesAt === undefined) continue;
    const { matchedTo } = row.state;
    // An order that comes late meets what was displayed at its own moment.
    const late = asked.flatMap(({ from }) => from < matchedTo ? [from - BEFORE_MS] : []);
    found.set(key, {
      symbol: row.symbol,
      date: row.session_date,
      opensAt,
      closesAt,
      version: row.version,
      wakes: touched.some(({ live }) => live === "all" || live?.date === row.session_date),
      state: stateOf(row.state, row.symbol, row.session_date, entries.filter((entry) => entry.live)),
      matchedTo,
      touched: false,
      from: Math.min(matchedTo, ...late),
    });
  }
  for (const { book } of touched) {
    if (book === undefined) continue;
    const key = bookKey(book.symbol, book.date);
    const known = found.get(key);
    if (known?.version !== undefined && known.version > 0) continue;
    const from = Math.min(known?.from ?? Infinity, book.from - BEFORE_MS);
    const state = emptyBook(book.symbol, book.date);
    found.set(key, { ...book, version: 0, wakes: false, state, matchedTo: 0, touched: false, from });
  }
  return [...found.values()];
}

/** Where the execution service keeps its states. `now` is market time. */
export function executionStore(sql: Sql, market: MarketPort, now: () => number): UnitStore<Touched, ExecutionUnit> {
  return {
    async load(touched, eventIds) {
      const at = now();
      const [row] = await sql.query(LOAD, [
        JSON.stringify({
          books: touched.flatMap((one) =>
            one.book === undefined ? [] : [{ symbol: one.book.symbol, date: one.book.date }]
          ),
          orders: touched.flatMap((one) => one.orderId ?? []),
          dates: touched.flatMap((one) => typeof one.live === "object" ? [one.live.date] : []),
          events: eventIds,
        }),
        touched.some((one) => one.live === "all"),
      ]);
      const loaded = Loaded.parse(row?.loaded);
      const opening = openings(touched, loaded);
      const queries = opening.map(({ symbol, date, from, closesAt }): TapeQuery => ({
        symbol,
        date,
        from,
        to: Math.max(from, Math.min(at, closesAt)),
      }));
      const tapes = await market.tapes(queries);
      const books = new Map<string, OpenBook>();
      opening.forEach(({ from: _, ...book }, i) => {
        const tape = tapes[i];
        if (tape === undefined) throw new Error(`The market-data service left ${book.symbol} out`);
        books.set(bookKey(book.symbol, book.date), { ...book, tape });
      });
      return {
        now: at,
        overrides: await market.overrides(),
        books,
        entries: new Map(loaded.entries.map((entry) => [entry.order_id, entry])),
        changedEntries: new Set(),
        newEntries: new Set(),
        trades: [],
        seen: new Set(loaded.seen),
        handled: new Set(),
        events: [],
      };
    },
    finish: finishBooks,
    isChanged: (unit) => [...unit.books.values()].some((book) => book.touched),
    async save(unit, delivery) {
      const pick = (ids: ReadonlySet<string>) => [...ids].flatMap((id) => unit.entries.get(id) ?? []);
      await sql.query(SAVE, [JSON.stringify({
        books: [...unit.books.values()].filter((book) => book.touched).map((book) => ({
          symbol: book.symbol,
          session_date: book.date,
          state: storedOf(book),
          version: book.version + 1,
        })),
        entered: pick(unit.newEntries),
        changed: pick(unit.changedEntries),
        trades: unit.trades,
        ...delivery,
      })]);
    },
  };
}
