// The statements with which the portfolio's batches are read and written.
import { deliveryCtes, seenExpression } from "@hoga/outbox";
import { PART_MAX } from "./rights.ts";

/**
 * Reads what a batch touches. `$1` lists orders, accounts to read whole (`all`), balances, pairs of account and symbol, actions by id, and
 * events. Of every symbol that is touched the actions are read that began after `since`, and those, however long ago, whose ex-date comes
 * after the session of an order that is touched: they wait for it. Where there are any, what they have yet to bring the account is read with
 * it: `owned` is what the account owned when the action began, which is what it owns less what has moved since.
 */
export const LOAD = `
with own_reservations as (
  select * from portfolio.reservations where order_id = any(array(select jsonb_array_elements_text($1::jsonb->'orders')))
  union
  select * from portfolio.reservations
  where not ended and account_id = any(array(select jsonb_array_elements_text($1::jsonb->'all')))),
pairs as (
  select k."accountId" as account_id, k.symbol from jsonb_to_recordset($1::jsonb->'pairs') as k("accountId" text, symbol text)
  union select account_id, coalesce(symbol, asset) from own_reservations),
actions as (
  select * from portfolio.corporate_actions a
  where id = any(array(select jsonb_array_elements_text($1::jsonb->'actions')))
    or (symbol = any(array(select symbol from pairs)) and (ex_at > ($1::jsonb->>'since')::bigint
      or exists (select from own_reservations r where coalesce(r.symbol, r.asset) = a.symbol and r.session_date < a.ex_date)))),
moved as (select distinct pairs.account_id, pairs.symbol from pairs join actions using (symbol)),
asked_reservations as (
  select * from own_reservations
  union
  select r.* from moved, lateral (
    select * from portfolio.reservations
    where account_id = moved.account_id and (not ended or consumed + released < amount) offset 0) as r
  where coalesce(r.symbol, r.asset) = moved.symbol),
asked as (
  select k."accountId" as account_id, k.asset from jsonb_to_recordset($1::jsonb->'balances') as k("accountId" text, asset text)
  union select account_id, asset from asked_reservations
  union select account_id, 'KRW' from asked_reservations
  union select account_id, symbol from moved
  union select account_id, 'KRW' from moved)
select jsonb_build_object(
  'accounts', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from portfolio.accounts a
    where a.id = any(array(select account_id from asked union select jsonb_array_elements_text($1::jsonb->'all')))),
  'balances', (select coalesce(jsonb_agg(to_jsonb(b)), '[]') from (
    select b.* from asked, lateral (
      select * from portfolio.balances where account_id = asked.account_id and asset = asked.asset offset 0) as b
    union
    select * from portfolio.balances where account_id = any(array(select jsonb_array_elements_text($1::jsonb->'all')))) as b),
  'reservations', (select coalesce(jsonb_agg(to_jsonb(r)), '[]') from asked_reservations r),
  'actions', (select coalesce(jsonb_agg(to_jsonb(actions)), '[]') from actions),
  'waiting', (select coalesce(jsonb_agg(jsonb_build_object('actionId', actions.id, 'accountId', moved.account_id, 'owned',
      coalesce((select posted from portfolio.balances where account_id = moved.account_id and asset = moved.symbol), 0)
      - coalesce((select sum(case when t.credit = moved.account_id || ':' || moved.symbol then t.amount else -t.amount end)
        from portfolio.transfers t where t.account_id = moved.account_id and t.at >= actions.ex_at and t.asset = moved.symbol
          and t.generation = (select generation from portfolio.accounts where id = moved.account_id)), 0))), '[]')
    from moved join actions using (symbol)
    where not exists (select from portfolio.entitlements e where e.action_id = actions.id and e.account_id = moved.account_id)),
  'unpaid', (select coalesce(jsonb_agg(to_jsonb(e)), '[]') from portfolio.entitlements e
    where not e.settled and e.action_id = any(array(select jsonb_array_elements_text($1::jsonb->'actions')))
      and e.account_id = any(array(select account_id from moved))),
  'seen', ${seenExpression("portfolio", "$1::jsonb->'events'")}) as loaded`;

/** The accounts of a part (`$1` the action, `$2` the account after which it begins): whoever holds its symbol or has an order under way for it. */
export const EX_PART = `
select holders.account_id, a.symbol from portfolio.corporate_actions a, lateral (
  select b.account_id from portfolio.balances b where b.asset = a.symbol and b.asset <> 'KRW' and b.account_id > $2
  union
  select r.account_id from portfolio.reservations r
  where coalesce(r.symbol, r.asset) = a.symbol and (not r.ended or r.consumed + r.released < r.amount) and r.account_id > $2) as holders
where a.id = $1 order by account_id limit ${PART_MAX}`;

/** The accounts of a part whose dividend has not been paid. */
export const PAY_PART = `
select e.account_id, a.symbol from portfolio.entitlements e join portfolio.corporate_actions a on a.id = e.action_id
where e.action_id = $1 and not e.settled and e.account_id > $2 order by e.account_id limit ${PART_MAX}`;

/** Writes what a batch changed. Anything that has changed since it was read breaks the statement (40001, or 23505 for what is new). */
export const SAVE = `
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
      ended = r.ended, counted_at = r.counted_at, version = r.version
    from input, jsonb_populate_recordset(null::portfolio.reservations, doc->'reservations') as r
    where o.order_id = r.order_id and r.version > 1 and o.version = r.version - 1
      and o.order_id = any(array(select u->>'order_id' from input, jsonb_array_elements(doc->'reservations') as u)) returning 1),
  ledger as (
    insert into portfolio.transfers (id, debit, credit, asset, amount, kind, account_id, seq, balance_after, generation, order_id, trade_id, at, settles_on)
    select t.id, t.debit, t.credit, t.asset, t.amount, t.kind, t."accountId", t.seq, t."balanceAfter", t.generation, t."orderId",
      t."tradeId", t.at, t."settlesOn"
    from input, jsonb_to_recordset(doc->'transfers') as t(id text, debit text, credit text, asset text, amount bigint, kind text,
      "accountId" text, seq int, "balanceAfter" bigint, generation int, "orderId" text, "tradeId" text, at bigint, "settlesOn" date) returning 1),
  new_actions as (
    insert into portfolio.corporate_actions
    select a.* from input, jsonb_populate_recordset(null::portfolio.corporate_actions, doc->'newActions') as a returning 1),
  payable_actions as (
    update portfolio.corporate_actions o set pay_at = a.pay_at
    from input, jsonb_populate_recordset(null::portfolio.corporate_actions, doc->'payable') as a
    where o.id = a.id and o.pay_at is null returning 1),
  relied_actions as (
    select 1 from portfolio.corporate_actions o
    where exists (select from input, jsonb_populate_recordset(null::portfolio.corporate_actions, doc->'relied') as a
      where a.id = o.id and a.pay_at is not distinct from o.pay_at) for share of o),
  new_entitlements as (
    insert into portfolio.entitlements
    select e.* from input, jsonb_populate_recordset(null::portfolio.entitlements, doc->'entitled') as e returning 1),
  settled_entitlements as (
    update portfolio.entitlements o set settled = true
    from input, jsonb_populate_recordset(null::portfolio.entitlements, doc->'settled') as e
    where o.action_id = e.action_id and o.account_id = e.account_id and not o.settled returning 1),
${deliveryCtes("portfolio")}
select
  portfolio.expect_rows((select count(*) from kept_accounts), (select jsonb_array_length(doc->'accounts') from input), 'accounts'),
  portfolio.expect_rows((select count(*) from changed_balances) + (select count(*) from new_balances),
    (select jsonb_array_length(doc->'balances') from input), 'balances'),
  portfolio.expect_rows((select count(*) from changed_reservations) + (select count(*) from new_reservations),
    (select jsonb_array_length(doc->'reservations') from input), 'reservations'),
  portfolio.expect_rows((select count(*) from payable_actions), (select jsonb_array_length(doc->'payable') from input), 'corporate_actions'),
  portfolio.expect_rows((select count(*) from relied_actions), (select jsonb_array_length(doc->'relied') from input), 'corporate_actions'),
  portfolio.expect_rows((select count(*) from settled_entitlements), (select jsonb_array_length(doc->'settled') from input), 'entitlements')`;
