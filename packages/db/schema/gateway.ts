// The gateway's tables: who may call, and with which key.
import { index, pgSchema, text } from "drizzle-orm/pg-core";
import { marketTime, wallTime } from "./delivery.ts";

export const gatewaySchema = pgSchema("gateway");

export const users = gatewaySchema.table("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: marketTime("created_at").notNull(),
});

/** A key is kept as its SHA-256; `lastFour` lets its owner recognise it. */
export const apiKeys = gatewaySchema.table("api_keys", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  keyHash: text("key_hash").notNull().unique(),
  lastFour: text("last_four").notNull(),
  label: text("label").notNull(),
  createdAt: wallTime("created_at").notNull().defaultNow(),
  revokedAt: wallTime("revoked_at"),
}, (table) => [index().on(table.userId)]);
