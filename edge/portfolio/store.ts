// Reads and writes a batch of the portfolio service: one statement each.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import { deliveryCtes, seenExpression, type UnitStore } from "@hoga/outbox";
import { createUnit, type PortfolioUnit, type Touched } from "./unit.ts";

const AccountRow = z.object({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  opening_cash: z.number(),
  generation: z.number(),
  created_at: z.number(),
  reset_at: z.number().nullable(),
});
const BalanceRow = z.object({
  account_id: z.string(),
  asset: z.string(),
  posted: z.number(),
  pending: z.number(),
  cost: z.number(),
  realized_pnl: z.number(),
  version: z.number(),
});
const ReservationRow = z.object({
  order_id: z.string(),
  account_id: z.string(),
  asset: z.string(),
  amount: z.number(),
  consumed: z.number(),
  released: z.number(),
  change_id: z.number(),
  ended: z.boolean(),
  version: z.number(),
});
const Loaded = z.object({
  accounts: z.array(AccountRow),
  balances: z.array(BalanceRow),
  reservations: z.array(ReservationRow),
  seen: z.array(z.string()),
});

/** The account that a row stands for. */
export function accountOf(row: z.infer<typeof AccountRow>) {
  return {
    id: row.id,
    userId: row.user_id,
    name: row.name,
    openingCash: row.opening_cash,
    generation: row.generation,
    createdAt: row.created_at,
    resetAt: row.reset_at,
  };
}
export const parseAccount = (row: unknown) => accountOf(AccountRow.parse(row));

const LOAD = `
with asked_reservations as (
  select * from portfolio.reservations where order_id = any(array(select jsonb_array_elements_text($1::jsonb->'orders')))
  union
  select * from portfolio.reservations
  where not ended and account_id = any(array(select jsonb_array_elements_text($1::jsonb->'all')))),
asked as (
  select k."accountId" as account_id, k.asset from jsonb_to_recordset($1::jsonb->'balances') as k("accountId" text, asset text)
  union select account_id, asset from asked_reservations
  union select account_id, 'KRW' from asked_reservations)
select jsonb_build_object(
  'accounts', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from portfolio.accounts a
    where a.id = any(array(select account_id from asked union select jsonb_array_elements_text($1::jsonb->'all')))),
  'balances', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from (
    select b.* from asked, lateral (
      select * from portfolio.balances where account_id = asked.account_id and asset = asked.asset offset 0) as b
    union
    select * from portfolio.balances where account_id = any(array(select jsonb_array_elements_text($1::jsonb->'all')))) as b),
  'reservations', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from asked_reservations r),
  'seen', ${seenExpression("portfolio", "$1::jsonb->'events'")}) as loaded`;

const SAVE = `
with input as (select $1::jsonb as doc),
  kept_accounts as (
    insert into portfolio.accounts
    select a.* from input, jsonb_populate_recordset(null::portfolio.accounts, doc->'accounts') as a
    on conflict (id) do update set name = excluded.name, opening_cash = excluded.opening_cash,
      generation = excluded.generation, reset_at = excluded.reset_at
    where portfolio.accounts.generation = excluded.generation - 1 returning 1),
  new_balances as (
    insert into portfolio.balances
    select b.* from input, jsonb_populate_recordset(null::portfolio.balances, doc->'balances') as b
    where b.version = 1 returning 1),
  changed_balances as (
    update portfolio.balances o set posted = b.posted, pending = b.pending, cost = b.cost, realized_pnl = b.realized_pnl, version = b.version
    from input, jsonb_populate_recordset(null::portfolio.balances, doc->'balances') as b
    where o.account_id = b.account_id and o.asset = b.asset and b.version > 1 and o.version = b.version - 1
      and o.account_id = any(array(select u->>'account_id' from input, jsonb_array_elements(doc->'balances') as u)) returning 1),
  new_reservations as (
    insert into portfolio.reservations
    select r.* from input, jsonb_populate_recordset(null::portfolio.reservations, doc->'reservations') as r
    where r.version = 1 returning 1),
  changed_reservations as (
    update portfolio.reservations o set amount = r.amount, consumed = r.consumed, released = r.released, change_id = r.change_id,
      ended = r.ended, version = r.version
    from input, jsonb_populate_recordset(null::portfolio.reservations, doc->'reservations') as r
    where o.order_id = r.order_id and r.version > 1 and o.version = r.version - 1
      and o.order_id = any(array(select u->>'order_id' from input, jsonb_array_elements(doc->'reservations') as u)) returning 1),
  ledger as (
    insert into portfolio.transfers (id, debit, credit, asset, amount, kind, account_id, seq, balance_after, generation, order_id, trade_id, at, settles_on)
    select t.id, t.debit, t.credit, t.asset, t.amount, t.kind, t."accountId", t.seq, t."balanceAfter", t.generation, t."orderId",
      t."tradeId", t.at, t."settlesOn"
    from input, jsonb_to_recordset(doc->'transfers') as t(id text, debit text, credit text, asset text, amount bigint, kind text,
      "accountId" text, seq int, "balanceAfter" bigint, generation int, "orderId" text, "tradeId" text, at bigint, "settlesOn" date) returning 1),
${deliveryCtes("portfolio")}
select
  portfolio.expect_rows((select count(*) from kept_accounts), (select jsonb_array_length(doc->'accounts') from input), 'accounts'),
  portfolio.expect_rows((select count(*) from changed_balances) + (select count(*) from new_balances),
    (select jsonb_array_length(doc->'balances') from input), 'balances'),
  portfolio.expect_rows((select count(*) from changed_reservations) + (select count(*) from new_reservations),
    (select jsonb_array_length(doc->'reservations') from input), 'reservations')`;

/** Where the portfolio service keeps its states. `now` is market time. */
export function portfolioStore(sql: Sql, now: () => number): UnitStore<Touched, PortfolioUnit> {
  return {
    async load(touched, eventIds) {
      const [row] = await sql.query(LOAD, [JSON.stringify({
        orders: touched.flatMap((one) => one.orderId ?? []),
        all: touched.flatMap((one) => one.allOf === true && one.accountId !== null ? [one.accountId] : []),
        balances: touched.flatMap(({ accountId, assets }) =>
          accountId === null ? [] : (assets ?? []).map((asset) => ({ accountId, asset }))
        ),
        events: eventIds,
      })]);
      const loaded = Loaded.parse(row?.loaded);
      return createUnit({
        now: now(),
        accounts: loaded.accounts.map(accountOf),
        balances: loaded.balances.map((one) => ({
          accountId: one.account_id,
          asset: one.asset,
          balance: { posted: one.posted, pending: one.pending, cost: one.cost, realizedPnl: one.realized_pnl },
          version: one.version,
        })),
        reservations: loaded.reservations.map((one) => ({
          reservation: {
            orderId: one.order_id,
            accountId: one.account_id,
            asset: one.asset,
            amount: one.amount,
            consumed: one.consumed,
            released: one.released,
            changeId: one.change_id,
            ended: one.ended,
          },
          version: one.version,
        })),
        seen: new Set(loaded.seen),
      });
    },
    isChanged(unit) {
      const { accounts, balances, reservations, transfers } = unit.changes();
      return accounts.length + balances.length + reservations.length + transfers.length > 0;
    },
    async save(unit, delivery) {
      const { accounts, balances, reservations, transfers } = unit.changes();
      await sql.query(SAVE, [JSON.stringify({
        accounts: accounts.map((one) => ({
          id: one.id,
          user_id: one.userId,
          name: one.name,
          opening_cash: one.openingCash,
          generation: one.generation,
          created_at: one.createdAt,
          reset_at: one.resetAt,
        })),
        balances: balances.map((one) => ({
          account_id: one.accountId,
          asset: one.asset,
          posted: one.balance.posted,
          pending: one.balance.pending,
          cost: one.balance.cost,
          realized_pnl: one.balance.realizedPnl,
          version: one.version + 1,
        })),
        reservations: reservations.map(({ reservation, version }) => ({
          order_id: reservation.orderId,
          account_id: reservation.accountId,
          asset: reservation.asset,
          amount: reservation.amount,
          consumed: reservation.consumed,
          released: reservation.released,
          change_id: reservation.changeId,
          ended: reservation.ended,
          version: version + 1,
        })),
        transfers,
        ...delivery,
      })]);
    },
  };
}
