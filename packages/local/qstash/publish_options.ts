import { parseDuration } from "./duration.ts";
import type { Delivery, FlowControl, FollowUp, HeaderList } from "./message.ts";
import { compileRetryDelay } from "./retry_delay.ts";

/** What the headers of a publish say. */
export interface PublishOptions {
  readonly delivery: Delivery;
  /** Milliseconds of market time to wait. */
  readonly delayMs: number | null;
  /** Market time in epoch ms; stands above `delayMs`. */
  readonly notBefore: number | null;
  readonly dedup: { readonly kind: "id"; readonly id: string } | { readonly kind: "content" } | null;
}

/** The headers were read, or the sentence that tells the publisher what is wrong with them. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

/** QStash's free plan retries three times when the publisher does not say. */
export const DEFAULT_DELIVERY: Delivery = {
  method: "POST",
  headers: [],
  retries: 3,
  retryDelay: null,
  timeoutMs: null,
  callback: null,
  failureCallback: null,
  labels: [],
  flow: null,
  redact: { body: false, headers: [] },
};

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** These belong to the connection, not to the message. */
const NOT_FORWARDED = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

class BadOption extends Error {}

/**
 * Reads the `Upstash-*` headers and the `Content-Type` of a publish. `base` is what holds where the headers are silent
 * (the defaults; the message's own settings when one is retried from the dead-letter queue; its retries for a callback).
 */
export function parsePublishOptions(headers: HeaderList, base: Delivery = DEFAULT_DELIVERY): Parsed<PublishOptions> {
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const read = <T>(name: string, otherwise: T, parse: (value: string) => T): T => {
    const value = byName.get(`upstash-${name}`);
    return value === undefined || value === "" ? otherwise : parse(value);
  };
  try {
    return {
      ok: true,
      value: {
        delivery: {
          method: read("method", base.method, method),
          headers: forwarded(headers, base.headers),
          retries: read("retries", base.retries, (value) => natural("Upstash-Retries", value)),
          retryDelay: read("retry-delay", base.retryDelay, retryDelay),
          timeoutMs: read("timeout", base.timeoutMs, (value) => duration("Upstash-Timeout", value)),
          callback: read("callback", base.callback, (url) => callback("callback", url, headers)),
          failureCallback: read(
            "failure-callback",
            base.failureCallback,
            (url) => callback("failure-callback", url, headers),
          ),
          labels: read("label", base.labels, (value) => value.split(",").map((label) => label.trim()).filter(Boolean)),
          flow: flowControl(byName, base.flow),
          redact: read("redact-fields", base.redact, redact),
        },
        delayMs: read<number | null>("delay", null, (value) => duration("Upstash-Delay", value)),
        notBefore: read<number | null>("not-before", null, (value) => natural("Upstash-Not-Before", value) * 1000),
        dedup: read<PublishOptions["dedup"]>("deduplication-id", null, (id) => ({ kind: "id", id })) ??
          read("content-based-deduplication", null, (value) => value === "true" ? { kind: "content" } : null),
      },
    };
  } catch (error) {
    if (error instanceof BadOption) return { ok: false, error: error.message };
    throw error;
  }
}

/** Reads `parallelism=2, rate=5, period=1s`; names in any case. The period is a second when it is not given. */
export function parseFlowValue(key: string, value: string): FlowControl | null {
  const parts = new Map<string, string>();
  for (const part of value.split(",")) {
    const [name = "", text = "", ...rest] = part.trim().split("=").map((piece) => piece.trim());
    if (!/^(parallelism|rate|period)$/i.test(name) || rest.length > 0) return null;
    parts.set(name.toLowerCase(), text);
  }
  const limit = (name: string) => {
    const text = parts.get(name);
    return text === undefined ? null : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : NaN;
  };
  const [parallelism, rate] = [limit("parallelism"), limit("rate")];
  const periodMs = parsePeriod(parts.get("period") ?? "1s");
  if (periodMs === null || Number.isNaN(parallelism) || Number.isNaN(rate)) return null;
  return parallelism === null && rate === null ? null : { key, parallelism, rate, periodMs };
}

/** A flow-control period in ms: a duration or whole seconds, more than nothing; null when it is neither. */
export function parsePeriod(text: string): number | null {
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  return ms !== null && ms > 0 && Number.isSafeInteger(ms) ? ms : null;
}

/** Whether the text is an absolute http or https URL without spaces, which is all that can be a destination. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}]+$/iu.test(text) && URL.canParse(text);
}

function method(value: string): string {
  const upper = value.toUpperCase();
  if (!METHODS.includes(upper)) throw new BadOption(`Upstash-Method must be one of ${METHODS.join(", ")}`);
  return upper;
}

function natural(name: string, value: string): number {
  if (!/^\d{1,12}$/.test(value)) throw new BadOption(`${name} must be a whole number, zero or more`);
  return Number(value);
}

function duration(name: string, value: string): number {
  const ms = parseDuration(value);
  if (ms === null) throw new BadOption(`${name} must be a duration such as 10s or 1h30m`);
  return ms;
}

function retryDelay(value: string): string {
  if (compileRetryDelay(value) === null) {
    throw new BadOption("Upstash-Retry-Delay must be an expression of numbers, retried and the documented functions");
  }
  return value;
}

function flowControl(byName: ReadonlyMap<string, string>, base: FlowControl | null): FlowControl | null {
  const key = byName.get("upstash-flow-control-key");
  const value = byName.get("upstash-flow-control-value");
  if (!key && !value) return base;
  const flow = key && value ? parseFlowValue(key, value) : null;
  if (flow === null) {
    throw new BadOption("Upstash-Flow-Control-Key and Upstash-Flow-Control-Value must give a key and its limits");
  }
  return flow;
}

function redact(value: string): Delivery["redact"] {
  const headers: string[] = [];
  let [body, all] = [false, false];
  for (const field of value.split(",").map((part) => part.trim())) {
    const named = /^header\[(.+)\]$/.exec(field)?.[1];
    if (field === "body") body = true;
    else if (field === "header") all = true;
    else if (named !== undefined) headers.push(named);
    else throw new BadOption("Upstash-Redact-Fields must list body, header or header[NAME]");
  }
  return { body, headers: all ? "all" : headers };
}

/** The callback's own options are publish headers under another prefix, and are checked now rather than when it is due. */
function callback(kind: "callback" | "failure-callback", url: string, headers: HeaderList): FollowUp {
  if (!isHttpUrl(url)) throw new BadOption(`Upstash-${kind} must be a URL that starts with http:// or https://`);
  const prefix = `upstash-${kind}-`;
  const options = headers
    .filter(([name]) => name.toLowerCase().startsWith(prefix))
    .map(([name, value]): [string, string] => [`upstash-${name.slice(prefix.length)}`, value]);
  const parsed = parsePublishOptions(options);
  if (!parsed.ok) throw new BadOption(`in the options of the ${kind}: ${parsed.error}`);
  return { url, options };
}

function forwarded(headers: HeaderList, base: HeaderList): [string, string][] {
  const found = new Map(base.map(([name, value]): [string, [string, string]] => [name.toLowerCase(), [name, value]]));
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const sent = lower === "content-type" ? "Content-Type" : lower.startsWith("upstash-forward-") ? name.slice(16) : "";
    if (sent !== "" && !NOT_FORWARDED.has(sent.toLowerCase())) found.set(sent.toLowerCase(), [sent, value]);
  }
  return [...found.values()];
}
