import type { Sql, SqlRow, SqlValue } from "@hoga/db";
import { z } from "zod";
import type { NewMessage } from "./message.ts";

/** A deduplication id or content is remembered for ten minutes of market time. */
export const DEDUP_WINDOW_MS = 600_000;

/** What became of a message that was handed to the store. */
export interface Stored {
  /** Its id, or that of the earlier message which it repeats. */
  readonly messageId: string;
  readonly deduplicated: boolean;
}

const storedRow = z.object({ id: z.string(), fresh: z.boolean(), earlier: z.string().nullable() });

/** Messages as the JSON parameter that {@linkcode storingCtes} reads. */
export function storingParam(messages: readonly NewMessage[]): string {
  return JSON.stringify(messages.map((message, n) => ({
    n,
    id: message.id,
    spec: message.spec,
    body: message.body,
    created_at: message.createdAt,
    not_before: message.notBefore,
    line: message.line,
    line_seq: message.lineSeq,
    is_callback: message.isCallback,
    dedup_key: message.dedupKey,
  })));
}

/**
 * CTEs that store the messages in JSON parameter `$param`: they lose against the deduplication window, make the queues
 * they name, update the limits of their flow-control keys and log CREATED. Nothing happens unless `guard`, an SQL
 * condition over CTEs that stand before, holds. So whatever stores messages (a publish, a schedule that fires, a
 * delivery that ends and calls back) does it in one statement with its own state. `fresh` has the rows that were stored.
 */
export function storingCtes(param: number, guard = "true"): string {
  return `
    input as (
      select * from jsonb_to_recordset($${param}::jsonb) as i(n int, id text, spec jsonb, body text, created_at bigint,
        not_before bigint, line text, line_seq bigint, is_callback boolean, dedup_key text)
      where ${guard}
    ), won as (
      insert into qstash.dedup as d (key, message_id, expires_at)
      select dedup_key, id, created_at + ${DEDUP_WINDOW_MS} from input where dedup_key is not null
      on conflict (key) do update set message_id = excluded.message_id, expires_at = excluded.expires_at
        -- The second half is for a market clock that was set back: nothing is remembered for longer than the window.
        where d.expires_at <= excluded.expires_at - ${DEDUP_WINDOW_MS} or d.expires_at > excluded.expires_at
      returning message_id
    ), fresh as (
      select * from input where dedup_key is null or id in (select message_id from won)
    ), queued as (
      insert into qstash.queues (name, parallelism, paused, created_at, updated_at)
      select line, 1, false, min(created_at), min(created_at) from fresh where line is not null group by line
      on conflict do nothing
    ), flowing as (
      select distinct on (spec->'flow'->>'key') spec->'flow' as flow from fresh
      where jsonb_typeof(spec->'flow') = 'object' order by spec->'flow'->>'key', n desc
    ), limited as (
      insert into qstash.flow_keys as f (key, parallelism, rate, period_ms)
      select flow->>'key', (flow->>'parallelism')::int, (flow->>'rate')::int, (flow->>'periodMs')::bigint from flowing
      on conflict (key) do update set
        parallelism = case when f.pinned_parallelism then f.parallelism else excluded.parallelism end,
        rate = case when f.pinned_rate then f.rate else excluded.rate end,
        period_ms = case when f.pinned_rate then f.period_ms else excluded.period_ms end
    ), stored as (
      insert into qstash.messages (id, created_at, not_before, next_at, host, flow_key, line, line_seq, is_callback, spec, body)
      select id, created_at, not_before, not_before, spec->>'host', spec->'flow'->>'key', line, line_seq, is_callback, spec, body
      from fresh order by n
    ), logged as (
      insert into qstash.events (at, state, message_id, spec, body)
      select created_at, 'CREATED', id, spec, body from fresh order by n
    )`;
}

/**
 * Stores messages, all in one statement. Answers for each, in order, which message stands for it now. A deduplication
 * key may occur only once in `messages`.
 */
export async function storeMessages(sql: Sql, messages: readonly NewMessage[]): Promise<Stored[]> {
  const rows = await sql.query(
    `with ${storingCtes(1)}
     select i.id, f.id is not null as fresh, d.message_id as earlier
     from input i left join fresh f on f.id = i.id left join qstash.dedup d on d.key = i.dedup_key order by i.n`,
    [storingParam(messages)],
  );
  return await Promise.all(rows.map(async (row, index) => {
    const { id, fresh, earlier } = storedRow.parse(row);
    if (fresh) return { messageId: id, deduplicated: false };
    const messageId = earlier ?? await winnerOf(sql, messages[index]?.dedupKey ?? null);
    return { messageId, deduplicated: true };
  }));
}

/** Another connection stored the same key while this statement ran, too late for its snapshot: read it now. */
async function winnerOf(sql: Sql, key: string | null): Promise<string> {
  const [row] = await sql.query("select message_id from qstash.dedup where key = $1", [key]);
  return z.object({ message_id: z.string() }).parse(row).message_id;
}

/** Runs a statement and returns its only row. */
export async function oneRow(sql: Sql, text: string, params: readonly SqlValue[]): Promise<SqlRow> {
  const [row] = await sql.query(text, params);
  if (row === undefined) throw new Error("the statement answered no row");
  return row;
}
