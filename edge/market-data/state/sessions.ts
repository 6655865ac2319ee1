// What has been announced, in the database, as the runner reads and writes it: sessions, and the days of corporate actions.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import { deliveryCtes, type Unit, type UnitStore } from "@hoga/outbox";
import type { AnnouncedSession } from "../sessions.ts";
import { CorporateAction } from "./actions.ts";

/** An action of which a day has not been announced, with the one of its symbol that came before it. */
export interface WaitingAction extends CorporateAction {
  readonly previousId: string | null;
}

/** What a tick works on: the last announced session, the actions with a day to announce, and the rows that change. */
export interface SessionState extends Unit {
  last: AnnouncedSession | null;
  /** Sessions that have no row yet, by date. */
  readonly added: Map<string, AnnouncedSession>;
  /** Sessions whose row says that they are open, and that have closed. */
  readonly closed: Map<string, AnnouncedSession>;
  readonly actions: readonly WaitingAction[];
  /** The actions whose ex-date, and whose day of payment, is announced. */
  readonly exAnnounced: Set<string>;
  readonly payAnnounced: Set<string>;
}

/** A tick touches the last session, whichever that is. */
export type SessionTouch = null;

const LastRow = z.object({
  date: z.string(),
  opensAt: z.number(),
  closesAt: z.number(),
  closed: z.boolean(),
});
const Loaded = z.object({
  last: LastRow.nullable(),
  actions: z.array(CorporateAction.extend({ previousId: z.string().nullable() })),
});

/** The last session by date; earlier ones are history. Of the actions those that are not over. */
const LOAD = `
select jsonb_build_object(
  'last', (select jsonb_build_object('date', date, 'opensAt', opens_at, 'closesAt', closes_at, 'closed', closed)
    from market_data.sessions order by sessions.date desc limit 1),
  'actions', (select coalesce(jsonb_agg(jsonb_build_object(
      'id', a.id, 'kind', a.kind, 'symbol', a.symbol, 'exDate', a.ex_date, 'payDate', a.pay_date,
      'amountPerShare', a.amount_per_share, 'numerator', a.numerator, 'denominator', a.denominator,
      'exAnnounced', a.ex_announced, 'payAnnounced', a.pay_announced,
      'previousId', (select p.id from market_data.corporate_actions p where p.symbol = a.symbol and p.ex_date < a.ex_date
        order by p.ex_date desc, p.id desc limit 1)) order by a.ex_date, a.id), '[]')
    from market_data.corporate_actions a
    where not a.ex_announced or (a.pay_date is not null and not a.pay_announced))) as loaded`;

/** What somebody else has added breaks the primary key (23505), what somebody else has closed, announced or removed the count (40001). */
const SAVE = `
with input as (select $1::jsonb as doc), ${deliveryCtes("market_data")},
added_rows as (
  insert into market_data.sessions (date, opens_at, closes_at, closed)
  select (item->>'date')::date, (item->>'opensAt')::bigint, (item->>'closesAt')::bigint, (item->>'closed')::boolean
  from input, jsonb_array_elements(doc->'added') as item returning 1),
closed_rows as (
  update market_data.sessions as session set closed = true, closes_at = (item->>'closesAt')::bigint
  from input, jsonb_array_elements(doc->'closed') as item
  where session.date = (item->>'date')::date and not session.closed returning 1),
days as (
  update market_data.corporate_actions as a
  set ex_announced = a.ex_announced or doc->'exAnnounced' ? a.id, pay_announced = a.pay_announced or doc->'payAnnounced' ? a.id
  from input
  where a.id = any(array(select jsonb_array_elements_text(doc->'announced') from input))
    and not (a.ex_announced and doc->'exAnnounced' ? a.id) and not (a.pay_announced and doc->'payAnnounced' ? a.id) returning 1)
select market_data.expect_rows((select count(*) from closed_rows), jsonb_array_length(doc->'closed'), 'sessions'),
  market_data.expect_rows((select count(*) from days), jsonb_array_length(doc->'announced'), 'corporate_actions')
from input`;

/** The announced sessions behind `sql`, one round trip to read and one to write. */
export function sessionStore(sql: Sql): UnitStore<SessionTouch, SessionState> {
  return {
    async load() {
      const [row] = await sql.query(LOAD);
      const { last, actions } = Loaded.parse(row?.loaded);
      return {
        last,
        added: new Map(),
        closed: new Map(),
        actions,
        exAnnounced: new Set(),
        payAnnounced: new Set(),
        // This service hears of no events: it is told the time, and guards itself by what it reads.
        seen: new Set(),
        handled: new Set(),
        events: [],
      };
    },
    isChanged: (state) => state.added.size + state.closed.size + state.exAnnounced.size + state.payAnnounced.size > 0,
    async save(state, delivery) {
      const { exAnnounced, payAnnounced } = state;
      const doc = {
        ...delivery,
        added: [...state.added.values()],
        closed: [...state.closed.values()],
        exAnnounced: [...exAnnounced],
        payAnnounced: [...payAnnounced],
        announced: [...exAnnounced.union(payAnnounced)],
      };
      await sql.query(SAVE, [JSON.stringify(doc)]);
    },
  };
}
