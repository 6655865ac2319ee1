import type { Sql } from "@hoga/db";
import { z } from "zod";
import { compose, type Making } from "./composing.ts";
import {
  bigint,
  bodyFields,
  deliverySchema,
  flowFields,
  headerMap,
  labelFields,
  shownBody,
  shownHeaders,
} from "./message.ts";
import { parseCron } from "./schedule.ts";
import { storingCtes, storingParam } from "./storing.ts";
import { targetsOf } from "./url_groups.ts";

const settingsSchema = z.object({
  delivery: deliverySchema,
  delayMs: z.number().nullable(),
  queueName: z.string().nullable(),
  callerIp: z.string(),
});

const scheduleSchema = z.object({
  id: z.string(),
  cron: z.string(),
  destination: z.string(),
  paused: z.boolean(),
  created_at: bigint,
  next_at: bigint.nullable(),
  last_at: bigint.nullable(),
  settings: settingsSchema,
  body: z.string(),
});

/** How a schedule's messages are made each time. */
export type ScheduleSettings = z.infer<typeof settingsSchema>;
export type StoredSchedule = z.infer<typeof scheduleSchema>;

const COLUMNS = "id, cron, destination, paused, created_at, next_at, last_at, settings, body";

/** When a stored expression fires next after `after`; both market time in epoch ms. */
function nextOf(cron: string, after: number): number | null {
  return parseCron(cron)?.next(after) ?? null;
}

/**
 * Creates a schedule or overwrites the one with the same id. As an idempotent deployment does that at every start, what
 * an overwrite does not change stays: the time of creation, a pause, and, while the expression is the same, the next
 * firing, which may be overdue because nothing ran.
 */
export async function saveSchedule(
  sql: Sql,
  schedule: Pick<StoredSchedule, "id" | "cron" | "destination" | "settings" | "body">,
  now: number,
): Promise<void> {
  await sql.query(
    `insert into qstash.schedules as s (id, cron, destination, created_at, next_at, settings, body)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7)
     on conflict (id) do update set cron = excluded.cron, destination = excluded.destination, settings = excluded.settings,
       body = excluded.body, next_at = case when s.cron = excluded.cron then s.next_at else excluded.next_at end`,
    [
      schedule.id,
      schedule.cron,
      schedule.destination,
      now,
      nextOf(schedule.cron, now),
      JSON.stringify(schedule.settings),
      schedule.body,
    ],
  );
}

/** Pauses or resumes. Firings missed during a pause are dropped: a resumed schedule goes on from `now`. False: not found. */
export async function setSchedulePaused(sql: Sql, id: string, paused: boolean, now: number): Promise<boolean> {
  const schedule = await findSchedule(sql, id);
  if (schedule === null) return false;
  if (schedule.paused !== paused) {
    await sql.query("update qstash.schedules set paused = $2, next_at = $3 where id = $1", [
      id,
      paused,
      nextOf(schedule.cron, now),
    ]);
  }
  return true;
}

/** Removes a schedule; its messages on the way stay. False when there is none. */
export async function deleteSchedule(sql: Sql, id: string): Promise<boolean> {
  return (await sql.query("delete from qstash.schedules where id = $1 returning id", [id])).length > 0;
}

/** The schedule, or null. */
export async function findSchedule(sql: Sql, id: string): Promise<StoredSchedule | null> {
  const [row] = await sql.query(`select ${COLUMNS} from qstash.schedules where id = $1`, [id]);
  return row === undefined ? null : scheduleSchema.parse(row);
}

/**
 * Fires every schedule that is due at `making.now`, once each however many firings were missed, and moves it on to its
 * first firing after now. The move and the messages are one statement, so a crash neither loses nor doubles a firing.
 */
export async function fireDueSchedules(sql: Sql, making: Making): Promise<void> {
  const rows = await sql.query(
    `select ${COLUMNS} from qstash.schedules where not paused and next_at <= $1 order by next_at, id`,
    [making.now],
  );
  for (const schedule of rows.map((row) => scheduleSchema.parse(row))) await fire(sql, making, schedule);
}

async function fire(sql: Sql, making: Making, schedule: StoredSchedule): Promise<void> {
  const { settings } = schedule;
  // A URL group that was deleted has no endpoints left: the schedule goes on and sends nothing.
  const targets = await targetsOf(sql, schedule.destination) ?? [];
  const options = { delivery: settings.delivery, delayMs: settings.delayMs, notBefore: null, dedup: null };
  const origin = { queueName: settings.queueName, scheduleId: schedule.id, callerIp: settings.callerIp };
  const messages = compose(making, targets, options, origin, schedule.body);
  await sql.query(
    `with moved as (
       update qstash.schedules set next_at = $2, last_at = $3,
         last_messages = array(select m->>'id' from jsonb_array_elements($5::jsonb) m)
       where id = $1 and not paused and next_at = $4 returning id
     ), ${storingCtes(5, "exists (select 1 from moved)")}
     select 1`,
    [schedule.id, nextOf(schedule.cron, making.now), making.now, schedule.next_at, storingParam(messages)],
  );
}

/** At the start: a schedule that waits beyond its next firing does so for a market clock that was since set back. */
export async function realignSchedules(sql: Sql, now: number): Promise<void> {
  for (const row of await sql.query(`select ${COLUMNS} from qstash.schedules where next_at > $1`, [now])) {
    const schedule = scheduleSchema.parse(row);
    const next = nextOf(schedule.cron, now);
    if (next !== schedule.next_at) {
      await sql.query("update qstash.schedules set next_at = $2 where id = $1", [schedule.id, next]);
    }
  }
}

/** Schedules in the wire's form, all of them or the one with `id`. */
export async function scheduleViews(sql: Sql, id: string | null): Promise<Record<string, unknown>[]> {
  const rows = await sql.query(
    `select ${COLUMNS}, (
       select coalesce(jsonb_object_agg(l.id, case l.state when 'DELIVERED' then 'SUCCESS'
         when 'FAILED' then 'FAIL' when 'CANCELED' then 'FAIL' else 'IN_PROGRESS' end), '{}')
       from (select m.id, (select e.state from qstash.events e where e.message_id = m.id order by e.seq desc limit 1) as state
             from unnest(s.last_messages) m(id)) l where l.state is not null
     ) as states from qstash.schedules s where $1::text is null or id = $1 order by created_at, id`,
    [id],
  );
  return rows.map((row) => view(scheduleSchema.parse(row), z.object({ states: z.unknown() }).parse(row).states));
}

function view(schedule: StoredSchedule, states: unknown): Record<string, unknown> {
  const { delivery, delayMs, queueName, callerIp } = schedule.settings;
  return {
    scheduleId: schedule.id,
    cron: schedule.cron,
    createdAt: schedule.created_at,
    destination: schedule.destination,
    method: delivery.method,
    header: headerMap(shownHeaders(delivery)),
    ...bodyFields(shownBody(delivery, schedule.body)),
    retries: delivery.retries,
    ...(delivery.retryDelay === null ? {} : { retryDelayExpression: delivery.retryDelay }),
    ...(delayMs === null ? {} : { delay: delayMs / 1000 }),
    ...(delivery.callback === null ? {} : { callback: delivery.callback.url }),
    ...(delivery.failureCallback === null ? {} : { failureCallback: delivery.failureCallback.url }),
    callerIP: callerIp,
    callerIp,
    isPaused: schedule.paused,
    ...(queueName === null ? {} : { queueName }),
    ...flowFields(delivery.flow),
    ...labelFields(delivery.labels),
    ...(schedule.last_at === null ? {} : { lastScheduleTime: schedule.last_at }),
    ...(schedule.next_at === null ? {} : { nextScheduleTime: schedule.next_at }),
    lastScheduleStates: states,
  };
}
