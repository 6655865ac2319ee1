// Reads and writes a batch of the order service: one statement each.
import { z } from "zod";
import { type CalendarOverride, marketStatus, nextSession, sessionAt } from "@hoga/krx";
import type { MarketPort, Reference } from "@hoga/market";
import { deliveryCtes, seenExpression, type UnitStore } from "@hoga/outbox";
import type { Sql } from "@hoga/db";
import { isEnded, isInMarket, type OrderState } from "@hoga/trading";
import { activateDue } from "./activation.ts";
import { keepDates } from "./keep_dates.ts";
import { orderOf, OrderRow, rowOf } from "./rows.ts";
import { createUnit, effectiveEventId, type OrderUnit, referenceKey, type Touched } from "./unit.ts";

const Loaded = z.object({
  orders: z.array(OrderRow),
  lines: z.record(z.string(), z.number()),
  activated: z.array(z.string()),
  seen: z.array(z.string()),
});

const LOAD = `
with asked as (
  select o.* from orders.orders o where o.id = any(array(select jsonb_array_elements_text($1::jsonb->'ids')))
  union
  select o.* from jsonb_to_recordset($1::jsonb->'keys') as k("accountId" text, "clientOrderId" text), lateral (
    select * from orders.orders where account_id = k."accountId" and client_order_id = k."clientOrderId" offset 0) as o
  union
  select o.* from orders.orders o
  where o.status = 'reserved' and o.session_date = any(array(select d::date from jsonb_array_elements_text($1::jsonb->'dates') as d))
  union
  select o.* from jsonb_to_recordset($1::jsonb->'waiting') as w(symbol text, "exDate" date, "exAt" bigint), lateral (
    select * from orders.orders where status in ('pending', 'reserved') and awaits_open and session_date >= w."exDate"
      and symbol = w.symbol and created_at < w."exAt" offset 0) as o)
select jsonb_build_object(
  'orders', (select coalesce(jsonb_agg(to_jsonb(asked)), '[]') from asked),
  'lines', (select coalesce(jsonb_object_agg(order_id, n), '{}') from (
    select order_id, max(n) as n from orders.timeline where order_id = any(array(select id from asked)) group by order_id) as counts),
  'activated', (select coalesce(jsonb_agg(session_date), '[]') from orders.activations
    where session_date = any(array(
      select d::date from jsonb_array_elements_text($1::jsonb->'dates') as d union select session_date from asked))),
  'seen', ${seenExpression("orders", "$1::jsonb->'events'")}) as loaded`;

const COLUMNS = Object.keys(OrderRow.shape);
const CHANGING = COLUMNS.filter((column) => column !== "id");

const SAVE = `
with input as (select $1::jsonb as doc),
  new_orders as (
    insert into orders.orders (${COLUMNS.join(", ")})
    select ${COLUMNS.map((column) => `r.${column}`).join(", ")}
    from input, jsonb_populate_recordset(null::orders.orders, doc->'inserted') as r returning 1),
  changed_orders as (
    update orders.orders o set ${CHANGING.map((column) => `${column} = r.${column}`).join(", ")}
    from input, jsonb_populate_recordset(null::orders.orders, doc->'updated') as r
    where o.id = r.id and o.version = r.version - 1
      and o.id = any(array(select u->>'id' from input, jsonb_array_elements(doc->'updated') as u)) returning 1),
  lines as (
    insert into orders.timeline (order_id, n, account_id, at, type, data)
    select l."orderId", l.n, l."accountId", l.at, l.type, l.data
    from input, jsonb_to_recordset(doc->'lines')
      as l("orderId" text, n int, "accountId" text, at bigint, type text, data jsonb) returning 1),
  activated as (
    insert into orders.activations (session_date, at)
    select a.date, a.at from input, jsonb_to_recordset(doc->'activations') as a(date date, at bigint) returning 1),
${deliveryCtes("orders")}
select orders.expect_rows((select count(*) from changed_orders), (select jsonb_array_length(doc->'updated') from input), 'orders')`;

/** Whether the order waited for an opening that has come by `at`. */
const isDue = (order: OrderState, at: number): boolean =>
  order.awaitsOpen && order.opensAt <= at && !isInMarket(order) && !isEnded(order);

/** Where the order service keeps its states. `now` is market time. */
export function orderStore(
  sql: Sql,
  market: MarketPort,
  now: () => number,
): UnitStore<Touched, OrderUnit> {
  let overrides: readonly CalendarOverride[] = [];
  let overridesFrom = -Infinity;

  /** The calendar's overrides, asked for once a minute of market time. */
  async function calendar(at: number): Promise<readonly CalendarOverride[]> {
    if (at - overridesFrom >= 60_000 || at < overridesFrom) {
      overrides = await market.overrides();
      overridesFrom = at;
    }
    return overrides;
  }

  async function referencesFor(pairs: ReadonlySet<string>): Promise<Map<string, Reference>> {
    const byDate = new Map<string, string[]>();
    for (const pair of pairs) {
      const [date = "", symbol = ""] = pair.split("/");
      byDate.set(date, [...byDate.get(date) ?? [], symbol]);
    }
    const found = new Map<string, Reference>();
    for (const [date, symbols] of byDate) {
      for (const reference of await market.references(symbols, date)) {
        found.set(referenceKey(reference.symbol, date), reference);
      }
    }
    return found;
  }

  /** The corporate actions of `references` of whose ex-date this service has heard. Nearly always there are none to ask about. */
  async function adjustedFor(references: Iterable<Reference>): Promise<ReadonlySet<string>> {
    const ids = [...references].flatMap((reference) => reference.actions.map((action) => action.id));
    if (ids.length === 0) return new Set();
    const [row] = await sql.query(`select ${seenExpression("orders", "$1")} as seen`, [
      JSON.stringify(ids.map(effectiveEventId)),
    ]);
    const seen = new Set(z.array(z.string()).parse(row?.seen));
    return new Set(ids.filter((id) => seen.has(effectiveEventId(id))));
  }

  return {
    async load(touched, eventIds) {
      const at = now();
      const known = await calendar(at);
      const open = sessionAt(at, known);
      const next = nextSession(at, known);
      const toActivate = new Map(touched.flatMap((one) => one.activate ?? []).map((one) => [one.date, one]));
      if (open !== null) toActivate.set(open.date, open);
      const [row] = await sql.query(LOAD, [JSON.stringify({
        ids: touched.flatMap((one) => one.orderIds ?? []),
        keys: touched.flatMap((one) => one.keys ?? []),
        dates: [...toActivate.keys()],
        waiting: touched.flatMap((one) => one.waiting ?? []),
        events: eventIds,
      })]);
      const loaded = Loaded.parse(row?.loaded);
      const orders = loaded.orders.map((one) => ({ order: orderOf(one), version: one.version }));
      const wanted = new Set(
        touched.flatMap((one) => (one.symbols ?? []).map((symbol) => referenceKey(symbol, next.date))),
      );
      // Prices are asked for only where a decision needs them: an amendment, or an order that its session's opening sends on.
      const amending = touched.some((one) => one.withReferences === true);
      for (const { order } of orders) {
        if (amending || isDue(order, at)) wanted.add(referenceKey(order.symbol, order.sessionDate));
      }
      const references = await referencesFor(wanted);
      return createUnit({
        now: at,
        overrides: known,
        phase: marketStatus(at, known).phase,
        open,
        next,
        orders,
        lines: new Map(Object.entries(loaded.lines)),
        references,
        adjusted: await adjustedFor(references.values()),
        activated: new Set(loaded.activated),
        toActivate: [...toActivate.values()],
        seen: new Set(loaded.seen),
      });
    },
    begin(unit) {
      keepDates(unit);
      activateDue(unit);
    },
    isChanged(unit) {
      const { orders, activations } = unit.changes();
      return orders.length > 0 || activations.length > 0;
    },
    async save(unit, delivery) {
      const { orders, lines, activations } = unit.changes();
      const rows = orders.map(({ order, version }) => rowOf(order, version + 1));
      await sql.query(SAVE, [JSON.stringify({
        inserted: rows.filter((row) => row.version === 1),
        updated: rows.filter((row) => row.version > 1),
        lines,
        activations,
        ...delivery,
      })]);
    },
  };
}
