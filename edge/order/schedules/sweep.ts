// POST /activations/sweep: sends reserved orders to the market whose session opened without anybody saying so.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import type { Runner } from "@hoga/outbox";
import type { OrderUnit, Touched } from "../unit.ts";

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
