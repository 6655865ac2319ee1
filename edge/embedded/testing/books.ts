// What must be true of the books of all services whenever nothing is under way.
import assert from "node:assert/strict";
import { z } from "zod";
import { Reconciliation } from "@hoga/contracts";
import { outboxRows } from "./database.ts";
import type { Host } from "./host.ts";

/** Each lists what is off; no rows is a proof. They compare what no single service knows. */
const CHECKS = {
  "cash is what came in and what corporate actions brought, less what trades cost": `
    select a.id, a.opening_cash + coalesce(t.net, 0) + coalesce(c.net, 0) as expected, b.posted as actual
    from portfolio.accounts a join portfolio.balances b on b.account_id = a.id and b.asset = 'KRW'
    left join (select account_id, sum(case side when 'sell' then amount else -amount end - commission - tax) as net
      from execution.trades group by account_id) t on t.account_id = a.id
    left join (select account_id, sum(case when credit = account_id || ':KRW' then amount else -amount end) as net
      from portfolio.transfers where asset = 'KRW' and trade_id is null and kind in ('dividend', 'tax', 'split', 'bonus')
      group by account_id) c on c.account_id = a.id
    where a.opening_cash + coalesce(t.net, 0) + coalesce(c.net, 0) <> b.posted`,
  "shares are what was bought and what splits and bonus issues brought, less what was sold": `
    select m.account_id || ' ' || m.symbol as id, sum(m.quantity) as expected, min(b.posted) as actual
    from (select account_id, symbol, case side when 'buy' then quantity else -quantity end as quantity from execution.trades
      union all select account_id, asset, case when credit = account_id || ':' || asset then amount else -amount end
      from portfolio.transfers where asset <> 'KRW' and kind in ('split', 'bonus')) m
    left join portfolio.balances b on b.account_id = m.account_id and b.asset = m.symbol
    group by m.account_id, m.symbol
    having sum(m.quantity) is distinct from min(b.posted)`,
  "an order fills no more than its quantity, within its session, at its limit or better": `
    select o.id, o.quantity as expected, t.id as actual
    from orders.orders o join execution.trades t on t.order_id = o.id
    where o.filled_quantity > o.quantity or t.executed_at < o.opens_at or t.executed_at > o.closes_at or t.executed_at < o.created_at
      or (o.change_id = 0 and not (o.type = 'conditional_limit' and t.rule = 'closing_auction') and (o.side = 'buy' and t.price > o.limit_price or o.side = 'sell' and t.price < o.limit_price))`,
  "a filled order is filled, and an open one is not": `
    select id, quantity as expected, filled_quantity as actual from orders.orders
    where (status = 'filled') <> (filled_quantity = quantity)`,
  "an ended order holds nothing, in either service's books": `
    select r.order_id as id, o.status as expected, r.amount - r.consumed - r.released as actual
    from portfolio.reservations r left join orders.orders o on o.id = r.order_id
    where (o.status is null or o.status in ('filled', 'canceled', 'rejected', 'expired'))
      and (not r.ended or r.amount <> r.consumed + r.released)`,
  "an order's life is told without a gap": `
    select order_id as id, count(*) as expected, max(n) as actual from orders.timeline group by order_id having count(*) <> max(n)`,
};

const Finding = z.record(z.string(), z.unknown());

/** Holds the services' books against each other and against themselves. Nothing may be under way. */
export async function assertBooks(host: Host): Promise<void> {
  const outboxes = await outboxRows(host.sql);
  assert.deepEqual(outboxes, [], "every event has arrived");
  const reconciliation = await host.ask("gateway", "/api/reconcile", Reconciliation);
  assert.deepEqual(reconciliation.findings, [], "the books balance");
  for (const [name, sql] of Object.entries(CHECKS)) {
    const found = await host.sql.query(sql);
    assert.deepEqual(found.map((row) => Finding.parse(row)), [], name);
  }
}

/** Holds that nothing is left of any order: all have ended, and no account has anything held. */
export async function assertAllEnded(host: Host): Promise<void> {
  const open = await host.sql.query(
    "select id, status, session_date::text from orders.orders where status not in ('filled', 'canceled', 'rejected', 'expired')",
  );
  assert.deepEqual(open, [], "every order has ended");
  const held = await host.sql.query("select account_id, asset, pending from portfolio.balances where pending <> 0");
  assert.deepEqual(held, [], "nothing is held");
  const live = await host.sql.query("select order_id from execution.entries where live");
  assert.deepEqual(live, [], "nothing is in the market");
}
