// What operators get.
import { z } from "@hono/zod-openapi";
import { Day, Market, PRICE_MAX, Time } from "./primitives.ts";

export const OutboxStatus = z.object({
  service: z.string(),
  pending: z.int().nonnegative(),
  published: z.int().nonnegative(),
  parked: z.int().nonnegative(),
  oldestPendingSeconds: z.number().nullable(),
}).openapi("OutboxStatus");

export const OpsStatus = z.object({
  ready: z.boolean(),
  now: Time,
  delivery: z.enum(["direct", "qstash"]),
  services: z.array(z.object({ name: z.string(), ready: z.boolean(), detail: z.string().nullable() })),
  outbox: z.array(OutboxStatus),
  openOrders: z.int().nonnegative(),
  schedules: z.array(z.object({ id: z.string(), cron: z.string(), paused: z.boolean() })),
}).openapi("OpsStatus");
export type OpsStatus = z.infer<typeof OpsStatus>;

export const OutboxRow = z.object({
  service: z.string(),
  eventId: z.string(),
  subscriber: z.string(),
  type: z.string(),
  attempts: z.int().nonnegative(),
  createdAt: Time,
  lastError: z.string().nullable(),
  parked: z.boolean(),
}).openapi("OutboxRow");
export const OutboxList = z.object({ rows: z.array(OutboxRow) }).openapi("OutboxList");
export const DeadRetry = z.object({ retried: z.int().nonnegative() }).openapi("DeadRetry");

const HourMinute = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: "a time of day like 09:30" });
const Note = z.string().min(1).max(200);

/** A change to one date of the calendar: what is left out stays as it is without it. */
export const CalendarChange = z.strictObject({
  closed: z.boolean().optional(),
  opens: HourMinute.optional(),
  closes: HourMinute.optional(),
  note: Note.optional(),
}).openapi("CalendarChange");
export type CalendarChange = z.infer<typeof CalendarChange>;
export const CalendarOverride = z.object({
  date: Day,
  closed: z.boolean().nullable(),
  opens: z.string().nullable(),
  closes: z.string().nullable(),
  note: z.string().nullable(),
}).openapi("CalendarOverride");
export type CalendarOverride = z.infer<typeof CalendarOverride>;
export const CalendarOverrideList = z.object({ overrides: z.array(CalendarOverride) }).openapi("CalendarOverrideList");

/** A trading halt of one symbol: from now and for the rest of the day unless said otherwise. */
export const NewHalt = z.strictObject({
  symbol: z.string().min(1).max(64),
  from: Time.optional(),
  until: Time.optional(),
  auctionMinutes: z.int().min(0).max(360).optional(),
  note: Note.optional(),
}).openapi("NewHalt");
export type NewHalt = z.infer<typeof NewHalt>;
/** A circuit breaker of a market, from now unless said otherwise. */
export const NewCircuitBreaker = z.strictObject({
  market: z.enum(["KOSPI", "KOSDAQ"]),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  at: Time.optional(),
}).openapi("NewCircuitBreaker");
export type NewCircuitBreaker = z.infer<typeof NewCircuitBreaker>;
export const Interruption = z.object({
  id: z.string(),
  kind: z.enum(["halt", "circuit_breaker"]),
  symbol: z.string().nullable(),
  market: Market.nullable(),
  haltedFrom: Time,
  haltedUntil: Time.nullable(),
  auctionUntil: Time.nullable(),
  note: z.string().nullable(),
}).openapi("Interruption");
export type Interruption = z.infer<typeof Interruption>;
export const InterruptionList = z.object({ interruptions: z.array(Interruption) }).openapi("InterruptionList");

const Part = z.int().min(1).max(10_000);
const Change = { symbol: z.string().min(1).max(64), exDate: Day };
/** `numerator` new shares stand for `denominator` old ones (a split), or come on top of them (a bonus issue). */
export const NewCorporateAction = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("cash_dividend"),
    ...Change,
    payDate: Day,
    amountPerShare: z.int().min(1).max(PRICE_MAX),
  }),
  z.strictObject({ kind: z.literal("split"), ...Change, numerator: Part, denominator: Part }),
  z.strictObject({ kind: z.literal("bonus_issue"), ...Change, numerator: Part, denominator: Part }),
], { error: "one of cash_dividend, split and bonus_issue" }).openapi("NewCorporateAction");
export type NewCorporateAction = z.infer<typeof NewCorporateAction>;
export const CorporateAction = z.object({
  id: z.string(),
  kind: z.enum(["cash_dividend", "split", "bonus_issue"]),
  symbol: z.string(),
  exDate: Day,
  payDate: Day.nullable(),
  amountPerShare: z.int().nullable(),
  numerator: z.int().nullable(),
  denominator: z.int().nullable(),
  /** `announced` until its ex-date, `effective` from then on, `paid` from the day of payment of a dividend on. */
  status: z.enum(["announced", "effective", "paid"]),
}).openapi("CorporateAction");
export type CorporateAction = z.infer<typeof CorporateAction>;
export const CorporateActionList = z.object({ actions: z.array(CorporateAction) }).openapi("CorporateActionList");
/** What was taken back: the entry as it was, or as it is now. */
export const Removed = z.object({ removed: z.string() }).openapi("Removed");
