// The market-data service's tables: instruments, the calendar's overrides, the sessions it has announced.
import { boolean, date, integer, jsonb, pgSchema, text } from "drizzle-orm/pg-core";
import { amount, inboxTable, marketTime, outboxTable } from "./delivery.ts";

export const marketDataSchema = pgSchema("market_data");

export const instruments = marketDataSchema.table("instruments", {
  symbol: text("symbol").primaryKey(),
  nameKo: text("name_ko").notNull(),
  nameEn: text("name_en").notNull(),
  market: text("market").notNull(),
  kind: text("kind").notNull(),
  isin: text("isin"),
  listedShares: amount("listed_shares"),
  referencePrice: amount("reference_price"),
  /** The place in its list: the larger first. */
  rank: integer("rank").notNull(),
});

export const calendarOverrides = marketDataSchema.table("calendar_overrides", {
  date: date("date").primaryKey(),
  closed: boolean("closed"),
  opens: text("opens"),
  closes: text("closes"),
  note: text("note"),
});

/** The sessions announced so far: a date with its opening, and its closing once that has passed. */
export const sessions = marketDataSchema.table("sessions", {
  date: date("date").primaryKey(),
  opensAt: marketTime("opens_at").notNull(),
  closesAt: marketTime("closes_at").notNull(),
  closed: boolean("closed").notNull(),
});

/** What the whole installation shares: the clock, the feed, its seed. */
export const settings = marketDataSchema.table("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
});

export const outbox = outboxTable(marketDataSchema);
export const inbox = inboxTable(marketDataSchema);
