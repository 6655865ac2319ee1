import { Buffer } from "node:buffer";
import { compose, type Making } from "./composing.ts";
import { type FollowUp, headerMap, type NewMessage, type StoredMessage } from "./message.ts";
import { DEFAULT_DELIVERY, parsePublishOptions } from "./publish_options.ts";
import { requestedDelayMs } from "./retry_after.ts";
import { retryDelayMs } from "./retry_delay.ts";
import type { Attempt, Ending } from "./settle.ts";
import { sign } from "./signature.ts";
import type { QstashOptions } from "./types.ts";

/** An answer's body is kept up to here (1 MiB), as on the free plan; the rest is cut off. */
const MAX_ANSWER_BYTES = 1 << 20;

/** How long a destination may take when the message sets no timeout: 15 minutes, as on the free plan. */
const DEFAULT_TIMEOUT_MS = 15 * 60_000;

/** This status with `Upstash-NonRetryable-Error: true` says that trying again is of no use. */
const NON_RETRYABLE_STATUS = 489;

export type Calling = Pick<QstashOptions, "fetch" | "wall" | "newId" | "region"> & {
  readonly after: NonNullable<QstashOptions["after"]>;
};

/** An attempt with what decides about the next one. */
export interface CallResult {
  readonly attempt: Attempt;
  readonly nonRetryable: boolean;
  /** What the destination asked for by `Retry-After` and its like, in ms. */
  readonly requestedDelayMs: number | null;
}

/**
 * Calls a message's destination once, signed with `key`. Resolves with the attempt whatever the destination does;
 * rejects only when `ending` is aborted, which leaves the attempt undecided.
 */
export async function call(
  calling: Calling,
  message: StoredMessage,
  key: string,
  ending: AbortSignal,
): Promise<CallResult> {
  const timeoutMs = message.spec.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const timedOut = new AbortController();
  const disarm = calling.after(() => timedOut.abort(), timeoutMs);
  try {
    const response = await calling.fetch(message.spec.url, {
      ...await request(calling, message, key),
      signal: AbortSignal.any([timedOut.signal, ending]),
      redirect: "manual",
    });
    const body = await answerBody(response);
    const attempt = { status: response.status, headers: headerMap([...response.headers]), body, error: null };
    const final = response.headers.get("upstash-nonretryable-error") === "true";
    return {
      attempt,
      nonRetryable: response.status === NON_RETRYABLE_STATUS && final,
      requestedDelayMs: requestedDelayMs(response.headers, calling.wall()),
    };
  } catch (error) {
    ending.throwIfAborted();
    const reason = timedOut.signal.aborted
      ? `the destination did not answer within ${timeoutMs} ms`
      : error instanceof Error
      ? error.message
      : String(error);
    const attempt = { status: null, headers: {}, body: Buffer.from(reason).toString("base64"), error: reason };
    return { attempt, nonRetryable: false, requestedDelayMs: null };
  } finally {
    disarm();
  }
}

/** What follows from an attempt that ended at `making.now`. */
export function endingOf(making: Making, message: StoredMessage, result: CallResult): Ending {
  const { attempt } = result;
  const { spec, retried } = message;
  const callback = spec.callback === null
    ? []
    : followUps(making, message, spec.callback, report(message, attempt, null));
  if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
    return { kind: "delivered", callbacks: callback };
  }
  if (retried < spec.retries && !result.nonRetryable) {
    const delay = result.requestedDelayMs ?? retryDelayMs(spec.retryDelay, retried);
    return { kind: "retry", nextAt: making.now + delay, attempt, callbacks: callback };
  }
  const dlqId = `dlq_${making.newId()}`;
  const failure = spec.failureCallback === null
    ? []
    : followUps(making, message, spec.failureCallback, report(message, attempt, dlqId));
  return { kind: "failed", dlqId, attempt, callbacks: [...callback, ...failure] };
}

async function request(calling: Calling, message: StoredMessage, key: string): Promise<RequestInit> {
  const { spec } = message;
  // fetch refuses a body with GET, so that is what the signature has to say.
  const body = Buffer.from(spec.method === "GET" ? "" : message.body, "base64");
  const headers = new Headers(spec.headers);
  headers.set("User-Agent", "Upstash-QStash");
  headers.set("Upstash-Message-Id", message.id);
  headers.set("Upstash-Retried", String(message.retried));
  headers.set("Upstash-Caller-Ip", spec.callerIp);
  if (spec.scheduleId !== null) headers.set("Upstash-Schedule-Id", spec.scheduleId);
  if (spec.topicName !== null) headers.set("Upstash-Topic-Name", spec.topicName);
  if (calling.region !== undefined) headers.set("Upstash-Region", calling.region);
  const jwt = { key, url: spec.url, body: new Uint8Array(body), id: `jwt_${calling.newId()}`, wall: calling.wall() };
  headers.set("Upstash-Signature", await sign(jwt));
  return { method: spec.method, headers, ...(spec.method === "GET" ? {} : { body: jwt.body }) };
}

async function answerBody(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("base64");
}

/** The body of a callback; of a failure callback when there is a `dlqId`. A status of 0 says that no answer came. */
function report(message: StoredMessage, attempt: Attempt, dlqId: string | null): Record<string, unknown> {
  const { spec } = message;
  return {
    status: attempt.status ?? 0,
    header: attempt.headers,
    body: attempt.body,
    retried: message.retried,
    maxRetries: spec.retries,
    ...(dlqId === null ? {} : { dlqId }),
    sourceMessageId: message.id,
    ...(spec.topicName === null ? {} : { topicName: spec.topicName }),
    ...(spec.endpointName === null ? {} : { endpointName: spec.endpointName }),
    url: spec.url,
    method: spec.method,
    sourceHeader: headerMap(spec.headers),
    sourceBody: message.body,
    notBefore: message.not_before,
    createdAt: message.created_at,
    ...(spec.scheduleId === null ? {} : { scheduleId: spec.scheduleId }),
    callerIP: spec.callerIp,
  };
}

/**
 * A callback is a message of its own: signed, retried as often as the original unless it says otherwise, dead in the end.
 * In a queue it holds the original's place, so that the next message waits for it.
 */
function followUps(making: Making, message: StoredMessage, to: FollowUp, body: Record<string, unknown>): NewMessage[] {
  const base = {
    ...DEFAULT_DELIVERY,
    headers: jsonHeaders(),
    retries: message.spec.retries,
    retryDelay: message.spec.retryDelay,
  };
  const parsed = parsePublishOptions(to.options, base);
  if (!parsed.ok) throw new Error(`a stored callback has options that were refused: ${parsed.error}`);
  const target = { url: to.url, topicName: null, endpointName: null };
  const origin = { queueName: null, scheduleId: null, callerIp: message.spec.callerIp };
  const json = Buffer.from(JSON.stringify(body)).toString("base64");
  const line = message.line === null ? null : { line: message.line, lineSeq: message.line_seq ?? message.seq };
  return compose(making, [target], { ...parsed.value, dedup: null }, origin, json)
    .map((callback) => ({ ...callback, ...line, isCallback: true }));
}

function jsonHeaders(): [string, string][] {
  return [["Content-Type", "application/json"]];
}
