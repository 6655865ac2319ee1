import type { Sql } from "@hoga/db";
import { z } from "zod";
import { MAX_IN_FLIGHT } from "./due.ts";
import { bigint } from "./message.ts";
import { oneRow } from "./storing.ts";

const flowRow = z.object({
  key: z.string(),
  parallelism: z.number().nullable(),
  rate: z.number().nullable(),
  period_ms: bigint,
  period_start: bigint,
  period_count: z.number(),
  paused: z.boolean(),
  pinned_parallelism: z.boolean(),
  pinned_rate: z.boolean(),
  active: bigint,
  waiting: bigint,
});

/** Flow-control keys in the wire's form, all of them or the one named. A limit that is not set shows as 0. */
export async function flowViews(sql: Sql, key: string | null, now: number): Promise<Record<string, unknown>[]> {
  const rows = await sql.query(
    `select f.*,
       (select count(*) from qstash.messages m where m.flow_key = f.key and m.state = 'active') as active,
       (select count(*) from qstash.messages m where m.flow_key = f.key and m.state = 'waiting' and m.next_at <= $2) as waiting
     from qstash.flow_keys f where $1::text is null or f.key = $1 order by f.key`,
    [key, now],
  );
  return rows.map((row) => {
    const flow = flowRow.parse(row);
    const inPeriod = now >= flow.period_start && now < flow.period_start + flow.period_ms;
    return {
      flowControlKey: flow.key,
      waitListSize: flow.waiting,
      parallelismMax: flow.parallelism ?? 0,
      parallelismCount: flow.active,
      rateMax: flow.rate ?? 0,
      rateCount: inPeriod ? flow.period_count : 0,
      ratePeriod: flow.period_ms / 1000,
      ratePeriodStart: flow.period_start,
      isPaused: flow.paused,
      isPinnedParallelism: flow.pinned_parallelism,
      isPinnedRate: flow.pinned_rate,
    };
  });
}

/** Pauses or resumes a key; one that no message has named yet is created. */
export async function setFlowPaused(sql: Sql, key: string, paused: boolean): Promise<void> {
  await sql.query(
    `insert into qstash.flow_keys (key, paused) values ($1, $2) on conflict (key) do update set paused = excluded.paused`,
    [key, paused],
  );
}

/** Pins what is not null against the settings of coming messages, and starts the rate's period anew. */
export async function pinFlow(
  sql: Sql,
  key: string,
  pin: { readonly parallelism: number | null; readonly rate: number | null; readonly periodMs: number | null },
): Promise<void> {
  await sql.query(
    `insert into qstash.flow_keys as f (key, parallelism, rate, period_ms, pinned_parallelism, pinned_rate)
     values ($1, $2::int, $3::int, coalesce($4::bigint, 1000), $2::int is not null, $3::int is not null)
     on conflict (key) do update set
       parallelism = coalesce($2::int, f.parallelism), pinned_parallelism = f.pinned_parallelism or $2::int is not null,
       rate = coalesce($3::int, f.rate), pinned_rate = f.pinned_rate or $3::int is not null,
       period_ms = coalesce($4::bigint, f.period_ms), period_start = 0, period_count = 0`,
    [key, pin.parallelism, pin.rate, pin.periodMs],
  );
}

/** Unpins; the limits stay until a message brings others. False when the key is unknown. */
export async function unpinFlow(
  sql: Sql,
  key: string,
  unpin: { readonly parallelism: boolean; readonly rate: boolean },
): Promise<boolean> {
  const rows = await sql.query(
    `update qstash.flow_keys set pinned_parallelism = pinned_parallelism and not $2,
       pinned_rate = pinned_rate and not $3 where key = $1 returning key`,
    [key, unpin.parallelism, unpin.rate],
  );
  return rows.length > 0;
}

/** Starts the rate's period anew at `now` (market time, epoch ms). False when the key is unknown. */
export async function resetFlowRate(sql: Sql, key: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    "update qstash.flow_keys set period_start = $2, period_count = 0 where key = $1 returning key",
    [key, now],
  );
  return rows.length > 0;
}

/** How many deliveries may be and are under way. */
export async function globalParallelism(sql: Sql): Promise<Record<string, number>> {
  const row = await oneRow(sql, "select count(*) as n from qstash.messages where state = 'active'", []);
  return { parallelismMax: MAX_IN_FLIGHT, parallelismCount: z.object({ n: bigint }).parse(row).n };
}
