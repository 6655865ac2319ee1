// Reads of trades: a page of an account's, and the sums that reconciliation compares.
import { and, desc, eq, gte, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { StoredTrade } from "@hoga/contracts";
import { orm, type Sql } from "@hoga/db";
import { trades } from "@hoga/db/execution";
import { kstIso, kstMs } from "@hoga/krx";

export interface TradeFilter {
  readonly accountId: string;
  readonly symbol?: string | undefined;
  /** From the start of that KST date. */
  readonly since?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const Quote = z.object({
  last: z.number(),
  bid: z.number().nullable(),
  ask: z.number().nullable(),
  at: z.number(),
  source: z.string(),
});

/** A page of an account's trades, the latest first. */
export async function listTrades(
  sql: Sql,
  filter: TradeFilter,
): Promise<{ readonly trades: StoredTrade[]; readonly nextCursor: string | null }> {
  const conditions: SQL[] = [eq(trades.accountId, filter.accountId)];
  if (filter.symbol !== undefined) conditions.push(eq(trades.symbol, filter.symbol));
  if (filter.since !== undefined) conditions.push(gte(trades.executedAt, kstMs(filter.since, "00:00")));
  const [at, id] = filter.cursor?.split("~") ?? [];
  if (at !== undefined && id !== undefined && /^\d+$/.test(at)) {
    const before = or(lt(trades.executedAt, Number(at)), and(eq(trades.executedAt, Number(at)), lt(trades.id, id)));
    if (before !== undefined) conditions.push(before);
  }
  const rows = await orm(sql).select().from(trades).where(and(...conditions))
    .orderBy(desc(trades.executedAt), desc(trades.id)).limit(filter.limit + 1);
  const page = rows.slice(0, filter.limit).map((row) => {
    const quote = Quote.parse(row.quote);
    return StoredTrade.parse({
      ...row,
      executedAt: kstIso(row.executedAt),
      quote: { ...quote, at: kstIso(quote.at) },
    });
  });
  const last = rows[filter.limit - 1];
  const more = rows.length > filter.limit && last !== undefined;
  return { trades: page, nextCursor: more ? `${last.executedAt}~${last.id}` : null };
}

const AuditSums = z.object({
  orderId: z.string(),
  quantity: z.coerce.number(),
  amount: z.coerce.number(),
  commission: z.coerce.number(),
  tax: z.coerce.number(),
  live: z.boolean(),
});

/** The sums of every entered order's trades. */
export async function auditTrades(sql: Sql) {
  const rows = await sql.query(
    `select e.order_id as "orderId", e.live, coalesce(sum(t.quantity), 0) as quantity, coalesce(sum(t.amount), 0) as amount,
       coalesce(sum(t.commission), 0) as commission, coalesce(sum(t.tax), 0) as tax
     from execution.entries e left join execution.trades t on t.order_id = e.order_id group by e.order_id, e.live`,
  );
  return rows.map((row) => AuditSums.parse(row));
}
