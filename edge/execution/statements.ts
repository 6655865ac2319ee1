// The statements of the execution service's store, and the shapes of what they give.
import { z } from "zod";
import { deliveryCtes, seenExpression } from "@hoga/outbox";
import { EntryRow, StoredBook } from "./rows.ts";

/** A book as a batch finds it: without its state where this process keeps that version already. */
const FoundBook = z.object({
  symbol: z.string(),
  session_date: z.string(),
  version: z.number(),
  state: StoredBook.nullable(),
});
export type FoundBook = z.infer<typeof FoundBook>;

export const Loaded = z.object({
  books: z.array(FoundBook),
  entries: z.array(EntryRow),
  asked: z.array(EntryRow),
  live: z.array(z.tuple([z.string(), z.string(), z.number()])),
  seen: z.array(z.string()),
});
export const LoadedBooks = z.object({ books: z.array(FoundBook), entries: z.array(EntryRow) });

/** Books asked for in `asked (symbol, date, known)`, and the live entries of those whose version is not `known`. */
const BOOKS = `
  'books', (select coalesce(jsonb_agg(jsonb_build_object('symbol', b.symbol, 'session_date', b.session_date, 'version', b.version,
      'state', case when asked.known = b.version then null else b.state end)), '[]')
    from asked, lateral (select * from execution.books where symbol = asked.symbol and session_date = asked.date offset 0) as b),
  'entries', (select coalesce(jsonb_agg(to_jsonb(e)), '[]')
    from asked, lateral (
      select version from execution.books where symbol = asked.symbol and session_date = asked.date offset 0) as b,
    lateral (select * from execution.entries where live and symbol = asked.symbol and session_date = asked.date offset 0) as e
    where asked.known is distinct from b.version)`;

/**
 * What a batch touches: the books of \`$1.books\` and of its orders, the entries of its orders, and (\`$2\`, or for \`$1.dates\`) which other books
 * are live, by their versions alone.
 */
export const LOAD = `
with named as (
  select b.symbol, b.date, max(b.known) as known
  from jsonb_to_recordset($1::jsonb->'books') as b(symbol text, date date, known int) group by b.symbol, b.date),
orders as (
  select * from execution.entries where order_id = any(array(select jsonb_array_elements_text($1::jsonb->'orders')))),
asked as (
  select symbol, date, known from named
  union all
  select distinct symbol, session_date, null::int from orders
  where not exists (select 1 from named where named.symbol = orders.symbol and named.date = orders.session_date))
select jsonb_build_object(${BOOKS},
  'asked', (select coalesce(jsonb_agg(to_jsonb(orders)), '[]') from orders),
  'live', (select coalesce(jsonb_agg(jsonb_build_array(symbol, session_date, version)), '[]') from execution.books
    where live and ($2::boolean or session_date = any(array(select d::date from jsonb_array_elements_text($1::jsonb->'dates') as d)))),
  'seen', ${seenExpression("execution", "$1::jsonb->'events'")}) as loaded`;

/** The books of \`$1\`, each with its state and its live entries. */
export const LOAD_BOOKS = `
with asked as (
  select b.symbol, b.date, null::int as known from jsonb_to_recordset($1::jsonb) as b(symbol text, date date))
select jsonb_build_object(${BOOKS}) as loaded`;

export const SAVE = `
with input as (select $1::jsonb as doc),
  new_books as (
    insert into execution.books
    select b.* from input, jsonb_populate_recordset(null::execution.books, doc->'books') as b where b.version = 1 returning 1),
  changed_books as (
    update execution.books o set state = b.state, version = b.version, live = b.live
    from input, jsonb_populate_recordset(null::execution.books, doc->'books') as b
    where o.symbol = b.symbol and o.session_date = b.session_date and b.version > 1 and o.version = b.version - 1
      and o.symbol = any(array(select u->>'symbol' from input, jsonb_array_elements(doc->'books') as u)) returning 1),
  new_entries as (
    insert into execution.entries
    select e.* from input, jsonb_populate_recordset(null::execution.entries, doc->'entered') as e returning 1),
  changed_entries as (
    update execution.entries o set quantity = e.quantity, limit_price = e.limit_price, stop_price = e.stop_price, rest_price = e.rest_price,
      filled = e.filled, filled_amount = e.filled_amount, commission = e.commission, tax = e.tax, entered_at = e.entered_at,
      entry_seq = e.entry_seq, fills = e.fills, change_id = e.change_id, live = e.live
    from input, jsonb_populate_recordset(null::execution.entries, doc->'changed') as e
    where o.order_id = e.order_id
      and o.order_id = any(array(select u->>'order_id' from input, jsonb_array_elements(doc->'changed') as u)) returning 1),
  new_trades as (
    insert into execution.trades
    select t.* from input, jsonb_populate_recordset(null::execution.trades, doc->'trades') as t returning 1),
${deliveryCtes("execution")}
select execution.expect_rows((select count(*) from new_books) + (select count(*) from changed_books),
  (select jsonb_array_length(doc->'books') from input), 'books')`;
