// The announced sessions in the database, as the runner reads and writes them.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import { deliveryCtes, type Unit, type UnitStore } from "@hoga/outbox";
import type { AnnouncedSession } from "../sessions.ts";

/** What a tick works on: the last announced session, and the rows that change. */
export interface SessionState extends Unit {
  last: AnnouncedSession | null;
  /** Sessions that have no row yet, by date. */
  readonly added: Map<string, AnnouncedSession>;
  /** Sessions whose row says that they are open, and that have closed. */
  readonly closed: Map<string, AnnouncedSession>;
}

/** A tick touches the last session, whichever that is. */
export type SessionTouch = null;

const LastRow = z.object({
  date: z.string(),
  opens_at: z.coerce.number(),
  closes_at: z.coerce.number(),
  closed: z.boolean(),
});

/** The last session by date; earlier ones are history. */
const LOAD = `
select date::text as date, opens_at, closes_at, closed from market_data.sessions as session
order by session.date desc limit 1`;

/** A session that somebody else has added breaks the primary key (23505), one that somebody else has closed the count (40001). */
const SAVE = `
with input as (select $1::jsonb as doc), ${deliveryCtes("market_data")},
added_rows as (
  insert into market_data.sessions (date, opens_at, closes_at, closed)
  select (item->>'date')::date, (item->>'opensAt')::bigint, (item->>'closesAt')::bigint, (item->>'closed')::boolean
  from input, jsonb_array_elements(doc->'added') as item returning 1),
closed_rows as (
  update market_data.sessions as session set closed = true, closes_at = (item->>'closesAt')::bigint
  from input, jsonb_array_elements(doc->'closed') as item
  where session.date = (item->>'date')::date and not session.closed returning 1)
select market_data.expect_rows((select count(*) from closed_rows), jsonb_array_length(doc->'closed'), 'sessions')
from input`;

/** The announced sessions behind `sql`, one round trip to read and one to write. */
export function sessionStore(sql: Sql): UnitStore<SessionTouch, SessionState> {
  return {
    async load() {
      const [row] = await sql.query(LOAD);
      return {
        last: row === undefined ? null : announced(LastRow.parse(row)),
        added: new Map(),
        closed: new Map(),
        // This service hears of no events: it is told the time, and guards itself by what it reads.
        seen: new Set(),
        handled: new Set(),
        events: [],
      };
    },
    isChanged: (state) => state.added.size > 0 || state.closed.size > 0,
    async save(state, delivery) {
      const doc = { ...delivery, added: [...state.added.values()], closed: [...state.closed.values()] };
      await sql.query(SAVE, [JSON.stringify(doc)]);
    },
  };
}

function announced({ date, opens_at, closes_at, closed }: z.infer<typeof LastRow>): AnnouncedSession {
  return { date, opensAt: opens_at, closesAt: closes_at, closed };
}
