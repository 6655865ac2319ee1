// What tests do to the services' tables behind their backs: start anew, and let leases run out.
import { z } from "zod";
import type { Sql } from "@hoga/db";

const OUTBOXES = ["orders", "portfolio", "execution", "market_data"] as const;
const TABLES = [
  ...OUTBOXES.flatMap((schema) => [`${schema}.outbox`, `${schema}.inbox`]),
  ...["orders.orders", "orders.timeline", "orders.activations"],
  ...["portfolio.accounts", "portfolio.balances", "portfolio.reservations", "portfolio.transfers"],
  ...["portfolio.corporate_actions", "portfolio.entitlements"],
  ...["execution.books", "execution.entries", "execution.trades"],
  ...[
    "market_data.sessions",
    "market_data.calendar_overrides",
    "market_data.interruptions",
    "market_data.corporate_actions",
  ],
];

/** Empties every table but the instruments, which are the same for all. */
export async function clearDatabase(sql: Sql): Promise<void> {
  const [found] = await sql.query("select to_regclass('qstash.messages') is not null as there");
  const qstash = found?.there === true ? ["qstash.messages", "qstash.dlq", "qstash.dedup", "qstash.schedules"] : [];
  await sql.script([...TABLES, ...qstash].map((table) => `delete from ${table}`).join("; "));
}

/** Makes every row that waits for its time (a lease, a delay, a confirmation) due: two minutes pass for the outboxes. */
export async function ageOutboxes(sql: Sql): Promise<void> {
  await sql.script(
    OUTBOXES.map((schema) => `update ${schema}.outbox set next_at = next_at - interval '2 minutes'`).join("; "),
  );
}

const Row = z.object({
  schema: z.string(),
  event_id: z.string(),
  subscriber: z.string(),
  attempts: z.number(),
  parked: z.boolean(),
  published: z.boolean(),
  last_error: z.string().nullable(),
});

/** Every row of every outbox. */
export async function outboxRows(sql: Sql): Promise<z.infer<typeof Row>[]> {
  const rows = await sql.query(
    OUTBOXES.map((schema) =>
      `select '${schema}' as schema, event_id, subscriber, attempts, parked_at is not null as parked,
         published_at is not null as published, last_error from ${schema}.outbox`
    ).join(" union all "),
  );
  return rows.map((row) => Row.parse(row));
}
