// Reads of what an account owns.
import { and, asc, eq, sql as raw } from "drizzle-orm";
import { z } from "zod";
import type { StoredPortfolio } from "@hoga/contracts";
import { orm, type Sql } from "@hoga/db";
import { accounts, balances } from "@hoga/db/portfolio";
import { type CalendarOverride, kstDate, nextTradingDay } from "@hoga/krx";
import { KRW } from "@hoga/trading";
import { accountDocument } from "../documents.ts";
import { parseAccount } from "../store.ts";
import type { AccountState } from "../unit.ts";

/** A user's accounts, the oldest first. */
export async function listAccounts(sql: Sql, userId: string): Promise<AccountState[]> {
  const rows = await orm(sql).select({ row: raw<unknown>`to_jsonb(accounts)` }).from(accounts)
    .where(eq(accounts.userId, userId)).orderBy(asc(accounts.createdAt), asc(accounts.id));
  return rows.map((one) => parseAccount(one.row));
}

/** One account, or null. */
export async function findAccount(sql: Sql, id: string): Promise<AccountState | null> {
  const [found] = await orm(sql).select({ row: raw<unknown>`to_jsonb(accounts)` }).from(accounts).where(
    eq(accounts.id, id),
  );
  return found === undefined ? null : parseAccount(found.row);
}

/** The net of an account's cash that settles after `date`: not yet there then, though it counts in the balance. */
async function unsettledAfter(sql: Sql, accountId: string, dates: readonly string[]): Promise<number[]> {
  const [row] = await sql.query(
    `select jsonb_agg(coalesce((select sum(case when t.credit = $2 then t.amount else -t.amount end) from portfolio.transfers t
       where t.account_id = $1 and t.asset = 'KRW' and t.settles_on > d::date
         and t.generation = (select generation from portfolio.accounts where id = $1)), 0) order by n) as sums
     from jsonb_array_elements_text($3::jsonb) with ordinality as dates(d, n)`,
    [accountId, `${accountId}:${KRW}`, JSON.stringify(dates)],
  );
  return z.array(z.number()).parse(row?.sums);
}

/** What an account owns now; null when there is no such account. `now` is market time. */
export async function readPortfolio(
  sql: Sql,
  accountId: string,
  now: number,
  overrides: readonly CalendarOverride[],
): Promise<StoredPortfolio | null> {
  const account = await findAccount(sql, accountId);
  if (account === null) return null;
  const rows = await orm(sql).select().from(balances).where(and(eq(balances.accountId, accountId))).orderBy(
    asc(balances.asset),
  );
  const cash = rows.find((row) => row.asset === KRW);
  const balance = cash?.posted ?? 0;
  const held = cash?.pending ?? 0;
  const today = kstDate(now);
  const tomorrow = nextTradingDay(today, overrides).date;
  const [d0 = 0, d1 = 0, d2 = 0] = await unsettledAfter(sql, accountId, [
    today,
    tomorrow,
    nextTradingDay(tomorrow, overrides).date,
  ]);
  const [settled, settledD1, settledD2] = [balance - d0, balance - d1, balance - d2] as const;
  return {
    account: accountDocument(account),
    cash: {
      balance,
      held,
      available: balance - held,
      settled,
      settledD1,
      settledD2,
      // What is taken out must not be missing on a later day, when a purchase settles.
      withdrawable: Math.max(0, Math.min(balance, settled, settledD1, settledD2) - held),
    },
    positions: rows.filter((row) => row.asset !== KRW).map((row) => ({
      symbol: row.asset,
      quantity: row.posted,
      held: row.pending,
      cost: row.cost,
      realizedPnl: row.realizedPnl,
    })),
  };
}
