// The two tables that every service has: what it still has to tell, and what it has been told.
import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, type PgSchema, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Market time in epoch milliseconds. */
export const marketTime = (name: string) => bigint(name, { mode: "number" });
/** Whole won or whole shares. */
export const amount = (name: string) => bigint(name, { mode: "number" });
/** Real time, by the database's clock. */
export const wallTime = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** One row for each event and subscriber that has not been told of it for certain; a told row is deleted, a poisonous one parked. */
export const outboxTable = (schema: PgSchema) =>
  schema.table("outbox", {
    eventId: text("event_id").notNull(),
    subscriber: text("subscriber").notNull(),
    type: text("type").notNull(),
    envelope: jsonb("envelope").notNull(),
    attempts: integer("attempts").notNull().default(0),
    createdAt: wallTime("created_at").notNull().defaultNow(),
    /** Nobody may take the row before this: a lease while somebody delivers it, a delay after a failure. */
    nextAt: wallTime("next_at").notNull().defaultNow(),
    /** When QStash took the message over; the row stays until the subscriber is known to have it. */
    publishedAt: wallTime("published_at"),
    parkedAt: wallTime("parked_at"),
    lastError: text("last_error"),
  }, (table) => [
    primaryKey({ columns: [table.eventId, table.subscriber] }),
    index().on(table.nextAt).where(sql`parked_at is null`),
  ]);

/** Every event whose effect is in this service's tables, for ever. */
export const inboxTable = (schema: PgSchema) =>
  schema.table("inbox", {
    eventId: text("event_id").primaryKey(),
    at: wallTime("at").notNull().defaultNow(),
  });
