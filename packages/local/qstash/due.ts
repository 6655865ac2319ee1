import type { Sql } from "@hoga/db";
import { z } from "zod";
import { bigint, messageSchema, type StoredMessage } from "./message.ts";
import { oneRow } from "./storing.ts";

/** Deliveries that may be under way at once, and how many of them to one host: a slow host leaves room for others. */
export const MAX_IN_FLIGHT = 16;
export const MAX_IN_FLIGHT_PER_HOST = 8;

/**
 * Messages that may go as soon as their time comes. A queue lets its first `parallelism` messages through, counted over
 * all that are unfinished: a message that waits for a retry keeps its place, and so do its callbacks, which share it.
 */
const IN_TURN = `
  places as (
    select id, dense_rank() over (partition by line order by coalesce(line_seq, seq)) as place
    from qstash.messages where line is not null
  ), in_turn as (
    select m.id, m.next_at, m.seq, m.host, m.flow_key
    from qstash.messages m left join places p on p.id = m.id left join qstash.queues q on q.name = m.line
    where m.state = 'waiting' and (m.line is null or (
      p.place <= coalesce(q.parallelism, 1) and (m.is_callback or not coalesce(q.paused, false))))
  )`;

/**
 * Claims up to `room` messages that are due at `now` (market time, epoch ms) for delivery and returns them. One
 * statement: order, queues, flow control and the limit per host are decided where the rows are.
 */
export async function claimDue(sql: Sql, now: number, room: number): Promise<StoredMessage[]> {
  const rows = await sql.query(
    `with ${IN_TURN}, busy as (
       select host, flow_key from qstash.messages where state = 'active'
     ), rooms as (
       select f.key, case when f.paused then 0 else least(
         coalesce(f.parallelism - (select count(*) from busy b where b.flow_key = f.key), 1000000),
         case when f.rate is null then 1000000
              when $1 >= f.period_start and $1 < f.period_start + f.period_ms then f.rate - f.period_count
              else f.rate end) end as room
       from qstash.flow_keys f
     ), due as (
       select *, row_number() over (partition by flow_key order by next_at, seq) as flow_place
       from in_turn where next_at <= $1
     ), allowed as (
       select d.*, row_number() over (partition by d.host order by d.next_at, d.seq)
         + (select count(*) from busy b where b.host = d.host) as host_place
       from due d left join rooms r on r.key = d.flow_key where d.flow_key is null or d.flow_place <= r.room
     ), picked as (
       select id from allowed where host_place <= ${MAX_IN_FLIGHT_PER_HOST} order by next_at, seq limit $2
     ), claimed as (
       update qstash.messages m set state = 'active' from picked p where m.id = p.id and m.state = 'waiting' returning m.*
     ), counted as (
       update qstash.flow_keys f set
         period_start = case when $1 >= f.period_start and $1 < f.period_start + f.period_ms then f.period_start else $1 end,
         period_count = c.n + case when $1 >= f.period_start and $1 < f.period_start + f.period_ms then f.period_count else 0 end
       from (select flow_key, count(*)::int as n from claimed where flow_key is not null group by flow_key) c
       where f.key = c.flow_key
     ), logged as (
       insert into qstash.events (at, state, message_id, spec) select $1, 'ACTIVE', id, spec from claimed order by seq
     )
     select * from claimed order by next_at, seq`,
    [now, room],
  );
  return rows.map((row) => messageSchema.parse(row));
}

/** What there is to do, at the price of four index look-ups. */
export interface Agenda {
  readonly schedulesDue: boolean;
  /** Some message's time has come; a queue or flow control may still hold it. */
  readonly messagesDue: boolean;
  /** Whether any message stands in a queue or under flow control. Without, `next` is all there is to say about times. */
  readonly constrained: boolean;
  /** The first time after now that anything waits for, market time in epoch ms. */
  readonly next: number | null;
}

const agendaRow = z.object({
  schedules_due: z.boolean(),
  messages_due: z.boolean(),
  constrained: z.boolean(),
  next: bigint.nullable(),
});

/** Looks what there is to do at `now` (market time, epoch ms). */
export async function agendaAt(sql: Sql, now: number): Promise<Agenda> {
  const row = agendaRow.parse(
    await oneRow(
      sql,
      `select exists (select 1 from qstash.schedules where not paused and next_at <= $1::bigint) as schedules_due,
         exists (select 1 from qstash.messages where state = 'waiting' and next_at <= $1::bigint) as messages_due,
         exists (select 1 from qstash.messages where line is not null or flow_key is not null) as constrained,
         least((select min(next_at) from qstash.messages where state = 'waiting' and next_at > $1::bigint),
           (select min(next_at) from qstash.schedules where not paused and next_at > $1::bigint)) as next`,
      [now],
    ),
  );
  return {
    schedulesDue: row.schedules_due,
    messagesDue: row.messages_due,
    constrained: row.constrained,
    next: row.next,
  };
}

/**
 * When the next message or schedule becomes due (market time, epoch ms), or null when nothing waits for a time. What
 * waits for something else (a paused queue, a place in it) is left out. With `later`, so is what is due already: while
 * deliveries are under way, that waits for one of them to end.
 */
export async function nextDueAt(sql: Sql, now: number, later: boolean): Promise<number | null> {
  const agenda = await agendaAt(sql, now);
  if (!agenda.constrained) return !later && (agenda.schedulesDue || agenda.messagesDue) ? now : agenda.next;
  const row = await oneRow(
    sql,
    `with ${IN_TURN}, times as (
       select greatest(m.next_at, case when f.rate is not null and f.period_count >= f.rate and $1::bigint >= f.period_start
         and $1::bigint < f.period_start + f.period_ms then f.period_start + f.period_ms else 0 end) as at
       from in_turn m left join qstash.flow_keys f on f.key = m.flow_key where not coalesce(f.paused, false)
       union all select next_at from qstash.schedules where not paused and next_at is not null
     )
     select min(at) as at from times where not $2::boolean or at > $1::bigint`,
    [now, later],
  );
  return z.object({ at: bigint.nullable() }).parse(row).at;
}

/** Takes back every claim. Only when nothing is under way: at the start, and after a tick that failed. */
export async function releaseClaims(sql: Sql): Promise<void> {
  await sql.query("update qstash.messages set state = 'waiting' where state = 'active'");
}
