// The market-data service's tables: instruments, what operators enter, the sessions it has announced.
import { sql } from "drizzle-orm";
import { boolean, check, date, doublePrecision, index, integer, jsonb, pgSchema, text } from "drizzle-orm/pg-core";
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
  /** The multiple of a leveraged or inverse fund (2, -1, -2); 1 for everything else. */
  leverage: doublePrecision("leverage").notNull().default(1),
  industry: text("industry"),
  listedOn: date("listed_on"),
  /** Whether it trades for the last days before it is delisted (정리매매). */
  delisting: boolean("delisting").notNull().default(false),
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

/** Stretches in which an instrument, a market or everything does not trade as usual: trading halts and circuit breakers. */
export const interruptions = marketDataSchema.table("interruptions", {
  id: text("id").primaryKey(),
  /** `halt` or `circuit_breaker`. */
  kind: text("kind").notNull(),
  /** What it stops: one symbol, or all of a market; both null for everything. */
  symbol: text("symbol"),
  market: text("market"),
  /** No order is matched from here on; market time in ms. */
  haltedFrom: marketTime("halted_from").notNull(),
  /** Orders for the reopening call auction are taken from here on; null when trading does not go on that day. */
  haltedUntil: marketTime("halted_until"),
  /** When that auction is matched and continuous trading goes on. */
  auctionUntil: marketTime("auction_until"),
  note: text("note"),
}, (table) => [
  index().on(table.haltedFrom),
  check("interruptions_order", sql`halted_until >= halted_from and auction_until >= halted_until`),
]);

/** Dividends, splits and bonus issues, as operators enter them. */
export const corporateActions = marketDataSchema.table("corporate_actions", {
  id: text("id").primaryKey(),
  /** `cash_dividend`, `split` or `bonus_issue`. */
  kind: text("kind").notNull(),
  symbol: text("symbol").notNull(),
  /** The first trading day without the right: what is held before it counts. */
  exDate: date("ex_date").notNull(),
  /** When the cash of a dividend is paid. */
  payDate: date("pay_date"),
  /** Won a share before tax, of a dividend. */
  amountPerShare: amount("amount_per_share"),
  /** `numerator` new shares stand for `denominator` old ones (a split), or come on top of them (a bonus issue). */
  numerator: integer("numerator"),
  denominator: integer("denominator"),
  /** Whether the services have been told that the ex-date, and the day of payment, has come. */
  exAnnounced: boolean("ex_announced").notNull().default(false),
  payAnnounced: boolean("pay_announced").notNull().default(false),
}, (table) => [index().on(table.symbol, table.exDate)]);

/** What the whole installation shares: the clock, the feed, its seed. */
export const settings = marketDataSchema.table("settings", {
  name: text("name").primaryKey(),
  value: jsonb("value").notNull(),
});

export const outbox = outboxTable(marketDataSchema);
export const inbox = inboxTable(marketDataSchema);
