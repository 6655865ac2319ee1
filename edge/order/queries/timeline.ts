// Reads of what happened to orders, one by one or as an account's stream.
import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { orm, type Sql } from "@hoga/db";
import { timeline } from "@hoga/db/order";
import { kstIso } from "@hoga/krx";

const Data = z.record(z.string(), z.unknown());

export interface TimelineRead {
  readonly at: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** An order's life so far, the oldest line first. */
export async function readTimeline(sql: Sql, orderId: string): Promise<TimelineRead[]> {
  const rows = await orm(sql).select().from(timeline).where(eq(timeline.orderId, orderId)).orderBy(asc(timeline.n));
  return rows.map((row) => ({ at: kstIso(row.at), type: row.type, data: Data.parse(row.data) }));
}

/** What happened to an account's orders after line `after`. */
export async function readStream(sql: Sql, accountId: string, after: number, limit: number) {
  const rows = await orm(sql).select().from(timeline)
    .where(and(eq(timeline.accountId, accountId), gt(timeline.seq, after))).orderBy(asc(timeline.seq)).limit(limit);
  return rows.map((row) => ({
    seq: row.seq,
    orderId: row.orderId,
    at: kstIso(row.at),
    type: row.type,
    data: Data.parse(row.data),
  }));
}
