import type { Sql } from "@hoga/db";
import { z } from "zod";
import { bigint } from "./message.ts";

const queueRow = z.object({
  name: z.string(),
  parallelism: z.number(),
  paused: z.boolean(),
  created_at: bigint,
  updated_at: bigint,
  lag: bigint,
});

/** Creates a queue or changes it; what is null stays as it is (1 and not paused for a new queue). */
export async function saveQueue(
  sql: Sql,
  name: string,
  change: { readonly parallelism: number | null; readonly paused: boolean | null },
  now: number,
): Promise<void> {
  await sql.query(
    `insert into qstash.queues as q (name, parallelism, paused, created_at, updated_at)
     values ($1, coalesce($2::int, 1), coalesce($3::boolean, false), $4, $4)
     on conflict (name) do update set parallelism = coalesce($2::int, q.parallelism),
       paused = coalesce($3::boolean, q.paused), updated_at = excluded.updated_at`,
    [name, change.parallelism, change.paused, now],
  );
}

/** Removes a queue and cancels what is in it. */
export async function deleteQueue(sql: Sql, name: string, now: number): Promise<void> {
  await sql.query(
    `with gone as (delete from qstash.messages where line = $1 returning id, spec),
     said as (insert into qstash.events (at, state, message_id, spec) select $2::bigint, 'CANCELED', id, spec from gone)
     delete from qstash.queues where name = $1`,
    [name, now],
  );
}

/** Queues in the wire's form, all of them or the one named. The lag counts its messages that are not done. */
export async function queueViews(sql: Sql, name: string | null): Promise<Record<string, unknown>[]> {
  const rows = await sql.query(
    `select q.*, (select count(*) from qstash.messages m where m.line = q.name and not m.is_callback) as lag
     from qstash.queues q where $1::text is null or q.name = $1 order by q.name`,
    [name],
  );
  return rows.map((row) => {
    const { created_at, updated_at, ...queue } = queueRow.parse(row);
    return { ...queue, createdAt: created_at, updatedAt: updated_at };
  });
}
