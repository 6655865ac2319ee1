// Reads of orders: one, a page, and what reconciliation compares.
import { and, desc, eq, gte, inArray, lt, or, type SQL, sql as raw } from "drizzle-orm";
import { orm, type Sql } from "@hoga/db";
import { orders } from "@hoga/db/order";
import { kstMs } from "@hoga/krx";
import { heldFor, isEnded, type OrderState, type OrderStatus } from "@hoga/trading";
import { orderOf, OrderRow } from "../rows.ts";

const OPEN: OrderStatus[] = ["pending", "reserved", "accepted", "partially_filled"];
const CLOSED: OrderStatus[] = ["filled", "canceled", "rejected", "expired"];

export interface OrderFilter {
  readonly accountId: string;
  /** `open`, `closed`, one status, or all when left out. */
  readonly status?: "open" | "closed" | OrderStatus | undefined;
  readonly symbol?: string | undefined;
  /** From the start of that KST date. */
  readonly since?: string | undefined;
  readonly limit: number;
  /** The `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

const row = raw<unknown>`to_jsonb(orders)`;

/** One order by its id, whoever it belongs to; null when there is none. */
export async function findOrder(sql: Sql, id: string): Promise<OrderState | null> {
  const [found] = await sql.query("select to_jsonb(o) as row from orders.orders o where id = $1", [id]);
  return found === undefined ? null : orderOf(OrderRow.parse(found.row));
}

/** A page of an account's orders, the latest first. */
export async function listOrders(
  sql: Sql,
  filter: OrderFilter,
): Promise<{ readonly orders: OrderState[]; readonly nextCursor: string | null }> {
  const conditions: SQL[] = [eq(orders.accountId, filter.accountId)];
  if (filter.status === "open") conditions.push(inArray(orders.status, OPEN));
  else if (filter.status === "closed") conditions.push(inArray(orders.status, CLOSED));
  else if (filter.status !== undefined) conditions.push(eq(orders.status, filter.status));
  if (filter.symbol !== undefined) conditions.push(eq(orders.symbol, filter.symbol));
  if (filter.since !== undefined) conditions.push(gte(orders.createdAt, kstMs(filter.since, "00:00")));
  const [at, id] = filter.cursor?.split("~") ?? [];
  if (at !== undefined && id !== undefined && /^\d+$/.test(at)) {
    const before = or(lt(orders.createdAt, Number(at)), and(eq(orders.createdAt, Number(at)), lt(orders.id, id)));
    if (before !== undefined) conditions.push(before);
  }
  const found = await orm(sql).select({ row }).from(orders).where(and(...conditions))
    .orderBy(desc(orders.createdAt), desc(orders.id)).limit(filter.limit + 1);
  const page = found.slice(0, filter.limit).map((one) => orderOf(OrderRow.parse(one.row)));
  const last = page.at(-1);
  const more = found.length > filter.limit && last !== undefined;
  return { orders: page, nextCursor: more ? `${last.createdAt}~${last.id}` : null };
}

/** What this service knows of every order, for `reconcile` to compare with the trades and the ledger. */
export async function auditOrders(sql: Sql) {
  const found = await orm(sql).select({ row }).from(orders);
  return found.map((one) => {
    const order = orderOf(OrderRow.parse(one.row));
    return {
      orderId: order.id,
      ...order.filled,
      status: order.status,
      open: !isEnded(order),
      held: heldFor(order).amount,
    };
  });
}

/** How many of an account's orders are open, or of all accounts. */
export async function countOpen(sql: Sql): Promise<number> {
  const [found] = await orm(sql).select({ n: raw<string>`count(*)` }).from(orders).where(inArray(orders.status, OPEN));
  return Number(found?.n ?? 0);
}
