// The outbox as its relay sees it: claim, tell, forget; or hand over, wait, park.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import { Envelope } from "@hoga/events";
import { LEASE_SECONDS } from "./statements.ts";

/** After so many sendings that its subscriber did not take, a row is parked with its reason for a person to look at. */
export const ATTEMPTS_MAX = 8;

/** A row that somebody has to deliver. */
export interface OutboxRow {
  readonly eventId: string;
  readonly subscriber: string;
  readonly attempts: number;
  /** Whether QStash has taken it over: then it is asked for before it is sent again. */
  readonly published: boolean;
  readonly envelope: Envelope;
}

const Row = z.object({
  event_id: z.string(),
  subscriber: z.string(),
  attempts: z.number(),
  published: z.boolean(),
  envelope: Envelope,
});

const StatusRow = z.object({
  pending: z.coerce.number(),
  published: z.coerce.number(),
  parked: z.coerce.number(),
  oldest: z.coerce.number().nullable(),
});

const ListRow = z.object({
  event_id: z.string(),
  subscriber: z.string(),
  type: z.string(),
  attempts: z.number(),
  created_ms: z.coerce.number(),
  last_error: z.string().nullable(),
  parked: z.boolean(),
});

/** One row as operators see it. `createdAt` is real time in epoch milliseconds. */
export interface OutboxListing {
  readonly eventId: string;
  readonly subscriber: string;
  readonly type: string;
  readonly attempts: number;
  readonly createdAt: number;
  readonly lastError: string | null;
  readonly parked: boolean;
}

export interface OutboxStatus {
  readonly pending: number;
  readonly published: number;
  readonly parked: number;
  readonly oldestPendingSeconds: number | null;
}

type Key = Pick<OutboxRow, "eventId" | "subscriber">;
const pairs = (rows: readonly Key[]) => JSON.stringify(rows.map((row) => [row.eventId, row.subscriber]));

export type OutboxStore = ReturnType<typeof outboxStore>;

/** The outbox of the service that owns `schema`. Times are the database's: a market clock at any speed changes no lease. */
export function outboxStore(sql: Sql, schema: string) {
  const table = `${schema}.outbox`;
  const matching = `event_id = any(array(select p->>0 from jsonb_array_elements($1::jsonb) as p))
    and (event_id, subscriber) in (select p->>0, p->>1 from jsonb_array_elements($1::jsonb) as p)`;
  return {
    /** Takes up to `limit` due rows for {@linkcode LEASE_SECONDS}; rows that another relay holds are passed over. */
    async claim(limit: number): Promise<OutboxRow[]> {
      const rows = await sql.query(
        `update ${table} set next_at = now() + interval '${LEASE_SECONDS} seconds'
         where (event_id, subscriber) in (
           select event_id, subscriber from ${table} where next_at <= now() and parked_at is null
           order by next_at limit $1 for update skip locked)
         returning event_id, subscriber, attempts, published_at is not null as published, envelope`,
        [limit],
      );
      return rows.map((raw) => {
        const row = Row.parse(raw);
        return { ...row, eventId: row.event_id };
      });
    },
    /** Forgets rows whose subscriber is known to have them. */
    async forget(rows: readonly Key[]): Promise<void> {
      if (rows.length > 0) await sql.query(`delete from ${table} where ${matching}`, [pairs(rows)]);
    },
    /** Notes that QStash has the rows, and why it had to be asked; whether they arrived is asked after `seconds`. */
    async handedOver(rows: readonly Key[], seconds: number, why: string): Promise<void> {
      if (rows.length === 0) return;
      await sql.query(
        `update ${table} set published_at = now(), attempts = attempts + 1, last_error = $3,
           next_at = now() + $2 * interval '1 second' where ${matching}`,
        [pairs(rows), seconds, why.slice(0, 500)],
      );
    },
    /**
     * Notes that nobody could be reached: neither QStash, nor a subscriber that was asked what has arrived. The rows are taken up again soon,
     * and the attempt does not count: however long an outage lasts, it parks nothing.
     */
    async unreachable(rows: readonly Key[], reason: string): Promise<void> {
      if (rows.length === 0) return;
      await sql.query(
        `update ${table} set last_error = $2, next_at = now() + interval '${LEASE_SECONDS} seconds' where ${matching}`,
        [pairs(rows), reason.slice(0, 500)],
      );
    },
    /** Parks rows with the reason, and with what went wrong before: their subscriber cannot take them, or never will. */
    async park(rows: readonly Key[], reason: string): Promise<void> {
      if (rows.length === 0) return;
      await sql.query(
        `update ${table} set attempts = attempts + 1, last_error = $2 || coalesce('; ' || last_error, ''), parked_at = now() where ${matching}`,
        [pairs(rows), reason.slice(0, 500)],
      );
    },
    /** Sends parked rows on their way again; returns how many. */
    async unpark(): Promise<number> {
      const rows = await sql.query(
        `update ${table} set attempts = 0, parked_at = null, published_at = null, next_at = now()
         where parked_at is not null returning 1`,
      );
      return rows.length;
    },
    async status(): Promise<OutboxStatus> {
      const [row] = await sql.query(
        `select count(*) filter (where parked_at is null and published_at is null) as pending,
           count(*) filter (where parked_at is null and published_at is not null) as published,
           count(*) filter (where parked_at is not null) as parked,
           extract(epoch from now() - min(created_at) filter (where parked_at is null)) as oldest
         from ${table}`,
      );
      const status = StatusRow.parse(row);
      return { ...status, oldestPendingSeconds: status.oldest };
    },
    /** Rows for an operator's eyes, oldest first: all, or only the parked ones. */
    async list(parkedOnly: boolean, limit: number): Promise<OutboxListing[]> {
      const rows = await sql.query(
        `select event_id, subscriber, type, attempts, extract(epoch from created_at) * 1000 as created_ms, last_error,
           parked_at is not null as parked
         from ${table} where parked_at is not null or not $1 order by created_at limit $2`,
        [parkedOnly, limit],
      );
      return rows.map((raw) => {
        const row = ListRow.parse(raw);
        return {
          eventId: row.event_id,
          subscriber: row.subscriber,
          type: row.type,
          attempts: row.attempts,
          createdAt: Math.trunc(row.created_ms),
          lastError: row.last_error,
          parked: row.parked,
        };
      });
    },
    /** Which of the events `ids` have had their effect here. */
    async seen(ids: readonly string[]): Promise<string[]> {
      const rows = await sql.query(
        `select event_id from ${schema}.inbox where event_id = any(array(select jsonb_array_elements_text($1::jsonb)))`,
        [JSON.stringify(ids)],
      );
      return rows.map((row) => z.string().parse(row.event_id));
    },
  };
}
