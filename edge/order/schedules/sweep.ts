// POST /activations/sweep: sends reserved orders to the market whose session opened without anybody saying so.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import type { Runner } from "@hoga/outbox";
import type { OrderPorts } from "../ports.ts";
import type { OrderUnit, Touched } from "../unit.ts";

/** How long (market ms) the calendar's changes are followed after they were first seen: other parts of the service may know them later. */
const FOLLOW_MS = 150_000;

/**
 * Lets waiting orders follow the calendar: when its changes have changed, every session that orders wait for is looked at again, whether or
 * not it has opened. What is missed here is made up for when the session would have opened.
 */
export function calendarFollower(
  { sql, market, now }: Pick<OrderPorts, "sql" | "market" | "now">,
  runner: Runner<Touched, OrderUnit>,
): () => Promise<void> {
  let known = "[]";
  let until = -Infinity;
  return async () => {
    const text = JSON.stringify(await market.overrides());
    if (text !== known) until = now() + FOLLOW_MS;
    known = text;
    if (now() > until) return;
    const rows = await sql.query(
      `select distinct session_date::text as date from orders.orders where status in ('pending', 'reserved') and awaits_open`,
    );
    const dates = rows.map((row) => z.object({ date: z.string() }).parse(row).date);
    if (dates.length === 0) return;
    const { delivered } = await runner.submit({
      eventId: null,
      // Read, and not activated before they open.
      touched: { activate: dates.map((date) => ({ date, opensAt: Infinity })) },
      run: () => null,
    });
    await delivered;
  };
}

/** Activates every session that has opened and still has reserved orders. Returns how many sessions there were. */
export async function sweepActivations(sql: Sql, runner: Runner<Touched, OrderUnit>, now: number): Promise<number> {
  const rows = await sql.query(
    `select session_date::text as date, min(opens_at)::text as opens_at from orders.orders
     where status in ('pending', 'reserved') and awaits_open and opens_at <= $1 and pending_change is null
       and (status = 'reserved' or session_date not in (select session_date from orders.activations))
     group by session_date order by session_date`,
    [now],
  );
  const due = rows.map((row) => z.object({ date: z.string(), opens_at: z.coerce.number() }).parse(row));
  for (const { date, opens_at } of due) {
    const { delivered } = await runner.submit({
      eventId: null,
      touched: { activate: [{ date, opensAt: opens_at }] },
      run: () => null,
    });
    await delivered;
  }
  return due.length;
}
