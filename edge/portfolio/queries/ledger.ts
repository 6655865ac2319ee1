// Reads of the ledger: an account's lines, and the account at the end of each day.
import { and, desc, eq, gte, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { LedgerEntry, type StoredDays } from "@hoga/contracts";
import { orm, type Sql } from "@hoga/db";
import { transfers } from "@hoga/db/portfolio";
import { type CalendarOverride, kstDate, kstIso, kstMs, tradingDays } from "@hoga/krx";
import { KRW } from "@hoga/trading";
import type { AccountState } from "../unit.ts";

export interface LedgerFilter {
  readonly accountId: string;
  /** From the start of that KST date. */
  readonly since?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of an account's ledger, the latest line first. */
export async function listLedger(
  sql: Sql,
  filter: LedgerFilter,
): Promise<{ readonly entries: LedgerEntry[]; readonly nextCursor: string | null }> {
  const conditions: SQL[] = [eq(transfers.accountId, filter.accountId)];
  if (filter.since !== undefined) conditions.push(gte(transfers.at, kstMs(filter.since, "00:00")));
  const [at, seq, id] = filter.cursor?.split("~") ?? [];
  if (at !== undefined && seq !== undefined && id !== undefined && /^\d+$/.test(at) && /^\d+$/.test(seq)) {
    const before = or(
      lt(transfers.at, Number(at)),
      and(eq(transfers.at, Number(at)), lt(transfers.seq, Number(seq))),
      and(eq(transfers.at, Number(at)), eq(transfers.seq, Number(seq)), lt(transfers.id, id)),
    );
    if (before !== undefined) conditions.push(before);
  }
  const rows = await orm(sql).select().from(transfers).where(and(...conditions))
    .orderBy(desc(transfers.at), desc(transfers.seq), desc(transfers.id)).limit(filter.limit + 1);
  const entries = rows.slice(0, filter.limit).map((row) =>
    LedgerEntry.parse({
      id: row.id,
      at: kstIso(row.at),
      kind: row.kind,
      asset: row.asset,
      amount: row.credit.startsWith(`${filter.accountId}:`) ? row.amount : -row.amount,
      balanceAfter: row.balanceAfter,
      orderId: row.orderId,
      tradeId: row.tradeId,
      settlesOn: row.settlesOn,
    })
  );
  const last = rows[filter.limit - 1];
  const more = rows.length > filter.limit && last !== undefined;
  return { entries, nextCursor: more ? `${last.at}~${last.seq}~${last.id}` : null };
}

/** The most days that one answer lists: a year and a half of trading. */
const DAYS_MAX = 400;

const Movement = z.object({ date: z.string(), asset: z.string(), net: z.coerce.number() });

/** The account at the end of each trading day from the day its present money came in to today. */
export async function readDays(
  sql: Sql,
  account: AccountState,
  now: number,
  overrides: readonly CalendarOverride[],
): Promise<StoredDays> {
  const rows = await sql.query(
    `select to_char(to_timestamp(at / 1000.0) at time zone 'Asia/Seoul', 'YYYY-MM-DD') as date, asset,
       sum(case when credit like $1 || ':%' then amount else -amount end) as net
     from portfolio.transfers where account_id = $1 and generation = $2 group by 1, 2 order by 1`,
    [account.id, account.generation],
  );
  const movements = rows.map((row) => Movement.parse(row));
  const began = kstDate(account.resetAt ?? account.createdAt);
  const dates = tradingDays(began, kstDate(now), overrides).map((day) => day.date).slice(-DAYS_MAX);
  const owned = new Map<string, number>();
  let next = 0;
  const days: StoredDays["days"] = [];
  for (const date of dates) {
    for (; next < movements.length; next++) {
      const movement = movements[next];
      if (movement === undefined || movement.date > date) break;
      owned.set(movement.asset, (owned.get(movement.asset) ?? 0) + movement.net);
    }
    days.push({
      date,
      cash: owned.get(KRW) ?? 0,
      positions: [...owned].filter(([asset, quantity]) => asset !== KRW && quantity > 0)
        .map(([symbol, quantity]) => ({ symbol, quantity })),
    });
  }
  return { days };
}
