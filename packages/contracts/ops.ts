// What operators get.
import { z } from "@hono/zod-openapi";
import { Time } from "./primitives.ts";

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
