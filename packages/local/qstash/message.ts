import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { z } from "zod";

const count = z.number().int().nonnegative();
const headerList = z.array(z.tuple([z.string(), z.string()]));

/** A callback: where it goes and the publish headers (without their `Upstash-Callback` prefix) that shape it. */
const followUp = z.object({ url: z.string(), options: headerList });

const flowControl = z.object({
  key: z.string(),
  parallelism: count.nullable(),
  rate: count.nullable(),
  periodMs: count,
});

/** How a message is delivered, as its publisher asked for it; the same for every endpoint of a URL group. */
export const deliverySchema = z.object({
  method: z.string(),
  headers: headerList,
  retries: count,
  retryDelay: z.string().nullable(),
  timeoutMs: count.nullable(),
  callback: followUp.nullable(),
  failureCallback: followUp.nullable(),
  labels: z.array(z.string()),
  flow: flowControl.nullable(),
  redact: z.object({ body: z.boolean(), headers: z.union([z.literal("all"), z.array(z.string())]) }),
});

/** Everything about a message that never changes, but for its body. Stored as JSON. */
export const specSchema = deliverySchema.extend({
  url: z.string(),
  host: z.string(),
  path: z.string(),
  topicName: z.string().nullable(),
  endpointName: z.string().nullable(),
  queueName: z.string().nullable(),
  scheduleId: z.string().nullable(),
  callerIp: z.string(),
});

export type HeaderList = readonly (readonly [string, string])[];
export type FollowUp = z.infer<typeof followUp>;
export type FlowControl = z.infer<typeof flowControl>;
export type Delivery = z.infer<typeof deliverySchema>;
export type MessageSpec = z.infer<typeof specSchema>;

/** A number that Postgres's drivers hand over as a number or as text (bigint). */
export const bigint = z.coerce.number().int();

/** A row of `qstash.messages`. `body` is base64, times are market time in epoch ms. */
export const messageSchema = z.object({
  id: z.string(),
  seq: bigint,
  created_at: bigint,
  not_before: bigint,
  retried: bigint,
  line: z.string().nullable(),
  line_seq: bigint.nullable(),
  spec: specSchema,
  body: z.string(),
});

export type StoredMessage = z.infer<typeof messageSchema>;

/** A message on its way into the store. */
export interface NewMessage {
  readonly id: string;
  readonly spec: MessageSpec;
  /** Base64. */
  readonly body: string;
  /** Market time, epoch ms. */
  readonly createdAt: number;
  /** Market time, epoch ms: not delivered earlier. */
  readonly notBefore: number;
  /** The queue whose order it keeps, and its place there if that is another message's (a callback keeps its message's). */
  readonly line: string | null;
  readonly lineSeq: number | null;
  readonly isCallback: boolean;
  /** Not stored when a message with the same key was stored within the window. */
  readonly dedupKey: string | null;
}

/** The part of a spec that follows from a destination. */
export interface Target {
  readonly url: string;
  readonly topicName: string | null;
  readonly endpointName: string | null;
}

/** Where else a message comes from or goes through. */
export interface Origin {
  readonly queueName: string | null;
  readonly scheduleId: string | null;
  readonly callerIp: string;
}

/** Puts a spec together. `target.url` must be a valid URL. */
export function specOf(target: Target, delivery: Delivery, origin: Origin): MessageSpec {
  const { host, pathname } = new URL(target.url);
  return { ...delivery, ...target, host, path: pathname, ...origin };
}

/** Headers in the wire's form: each name with its list of values. */
export function headerMap(headers: HeaderList): Record<string, string[]> {
  const map: Record<string, string[]> = {};
  for (const [name, value] of headers) (map[name] ??= []).push(value);
  return map;
}

/** A body in the wire's form: `body` when it is UTF-8, else `bodyBase64`. */
export function bodyFields(base64: string): { body?: string; bodyBase64?: string } {
  if (base64 === "") return {};
  try {
    return { body: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, "base64")) };
  } catch {
    return { bodyBase64: base64 };
  }
}

/** Labels in the wire's form: all of them, and the first on its own for older clients. */
export function labelFields(labels: readonly string[]): { label?: string; labels?: readonly string[] } {
  return labels[0] === undefined ? {} : { label: labels[0], labels };
}

/** Flow control in the wire's form; the period is in seconds. */
export function flowFields(flow: FlowControl | null): Record<string, string | number> {
  if (flow === null) return {};
  return {
    flowControlKey: flow.key,
    ...(flow.parallelism === null ? {} : { parallelism: flow.parallelism }),
    ...(flow.rate === null ? {} : { rate: flow.rate, period: flow.periodMs / 1000 }),
  };
}

/** The message as `GET /v2/messages/{id}` shows it, redacted as its publisher asked. */
export function messageView(message: Pick<StoredMessage, "id" | "created_at" | "not_before" | "spec" | "body">) {
  const { spec } = message;
  return {
    messageId: message.id,
    url: spec.url,
    ...(spec.topicName === null ? {} : { topicName: spec.topicName }),
    ...(spec.endpointName === null ? {} : { endpointName: spec.endpointName }),
    ...originFields(spec),
    method: spec.method,
    header: headerMap(shownHeaders(spec)),
    ...bodyFields(shownBody(spec, message.body)),
    maxRetries: spec.retries,
    ...(spec.retryDelay === null ? {} : { retryDelayExpression: spec.retryDelay }),
    notBefore: message.not_before,
    createdAt: message.created_at,
    ...(spec.callback === null ? {} : { callback: spec.callback.url }),
    ...(spec.failureCallback === null ? {} : { failureCallback: spec.failureCallback.url }),
    ...flowFields(spec.flow),
    ...labelFields(spec.labels),
  };
}

/** The queue, schedule and publisher of a message in the wire's form. The documentation and the client differ in `IP`. */
export function originFields(spec: Origin): Record<string, string> {
  return {
    ...(spec.queueName === null ? {} : { queueName: spec.queueName }),
    ...(spec.scheduleId === null ? {} : { scheduleId: spec.scheduleId }),
    callerIP: spec.callerIp,
    callerIp: spec.callerIp,
  };
}

/** The headers as logs and lists may show them. */
export function shownHeaders(spec: Pick<Delivery, "headers" | "redact">): HeaderList {
  const hidden = spec.redact.headers;
  if (hidden === "all") return spec.headers.map(([name, value]) => [name, redacted(value)]);
  const names = new Set(hidden.map((name) => name.toLowerCase()));
  return spec.headers.map(([name, value]) => [name, names.has(name.toLowerCase()) ? redacted(value) : value]);
}

/** The body (base64) as logs and lists may show it. */
export function shownBody(spec: Pick<Delivery, "redact">, body: string): string {
  return spec.redact.body ? Buffer.from(redacted(Buffer.from(body, "base64"))).toString("base64") : body;
}

/** The hash lets a person compare two hidden values. */
function redacted(value: string | Buffer): string {
  return `REDACTED:${createHash("sha256").update(value).digest("hex")}`;
}
