// One request to the gateway: where it goes, when it may be sent again, and what an answer that is no document means.
import { CliError } from "../errors.ts";
import type { Host } from "../host.ts";
import type { Lang, Messages } from "../i18n/mod.ts";

/** Where the gateway is. A `running` one belongs to another process on this machine, which may end at any time. */
export interface Endpoint {
  readonly url: string;
  readonly apiKey: string | null;
  readonly source: "env" | "profile" | "running" | "embedded";
}

/** The way to the gateway, found on first use. */
export interface Link {
  endpoint(): Promise<Endpoint>;
  /** Forgets a vanished endpoint, so that the next look may find another. */
  renew(): void;
  close(): Promise<void>;
}

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly content?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };
  readonly headers?: Readonly<Record<string, string>>;
  /** Sending it twice has the effect of sending it once. */
  readonly isRepeatable: boolean;
  /** Try again over a lost connection or a 5xx, whoever runs the gateway. */
  readonly isPersistent?: boolean;
  /** Longest time that the gateway was asked to take, on top of the usual, in ms. */
  readonly extraTimeMs?: number;
}

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

interface TransportOptions {
  readonly host: Host;
  readonly link: Link;
  readonly t: Messages;
  readonly lang: Lang;
}

/** Waits before the second, third, … attempt, in ms. */
const BACKOFF_MS = [200, 400, 800, 1600] as const;
/** No new attempt begins after this time, in ms. */
const PERSISTENCE_MS = 20_000;

type Outcome = { readonly answer: Answer } | {
  readonly lost: "connect" | "midway" | "timeout";
  readonly cause: unknown;
};

/** A function that sends requests. It throws `unavailable` when nobody answers; an answer of any status is returned. */
export function createTransport(options: TransportOptions): (request: ApiRequest) => Promise<Answer> {
  const { host, link, t } = options;
  return async (request) => {
    const startedAt = host.now();
    for (let attempt = 0;; attempt++) {
      const endpoint = await link.endpoint();
      const outcome = await sendOnce(options, endpoint, request);
      const wait = BACKOFF_MS[attempt];
      const mayTryAgain = wait !== undefined && host.now() - startedAt < PERSISTENCE_MS;
      if (mayTryAgain && isWorthRepeating(outcome, request, endpoint)) {
        await host.sleep(wait);
        throwIfInterrupted(host, t);
        link.renew();
        continue;
      }
      if ("answer" in outcome) return outcome.answer;
      throw unanswered(options, endpoint, request, outcome);
    }
  };
}

/** Whether sending again is safe and may help. A connection that was never made carried nothing. */
function isWorthRepeating(outcome: Outcome, request: ApiRequest, endpoint: Endpoint): boolean {
  const isOwned = endpoint.source === "running";
  if ("answer" in outcome) {
    const { status } = outcome.answer;
    if (request.isPersistent) return status >= 500;
    return isOwned && status === 503 && request.isRepeatable;
  }
  if (outcome.lost === "timeout") return request.isPersistent === true;
  if (!request.isPersistent && !isOwned) return false;
  return request.isRepeatable || outcome.lost === "connect";
}

async function sendOnce(
  { host, t, lang }: TransportOptions,
  endpoint: Endpoint,
  request: ApiRequest,
): Promise<Outcome> {
  const url = addressOf(endpoint, request);
  const timer = new AbortController();
  const stop = () => timer.abort();
  const timeoutId = setTimeout(stop, host.requestTimeoutMs + (request.extraTimeMs ?? 0));
  // Taken off again below: a signal made of several by the runtime is kept as long as the process is.
  host.signal.addEventListener("abort", stop, { once: true });
  if (host.signal.aborted) stop();
  try {
    const response = await host.fetch(url, {
      method: request.method,
      headers: headersOf(endpoint, request, lang),
      signal: timer.signal,
      ...bodyOf(request),
    });
    return { answer: { url: endpoint.url, status: response.status, text: await response.text() } };
  } catch (cause) {
    throwIfInterrupted(host, t);
    if (timer.signal.aborted) return { lost: "timeout", cause };
    return { lost: isConnectFailure(cause) ? "connect" : "midway", cause };
  } finally {
    clearTimeout(timeoutId);
    host.signal.removeEventListener("abort", stop);
  }
}

function addressOf(endpoint: Endpoint, request: ApiRequest): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.size === 0 ? "" : `?${query}`;
  return `${endpoint.url.replace(/\/+$/, "")}${request.path}${text}`;
}

function headersOf(endpoint: Endpoint, request: ApiRequest, lang: Lang): Record<string, string> {
  return {
    accept: "application/json",
    "accept-language": lang,
    ...(endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` }),
    ...(request.json === undefined ? {} : { "content-type": "application/json" }),
    ...(request.content === undefined ? {} : { "content-type": request.content.type }),
    ...request.headers,
  };
}

function bodyOf(request: ApiRequest): { body?: BodyInit } {
  if (request.content !== undefined) return { body: request.content.bytes };
  return request.json === undefined ? {} : { body: JSON.stringify(request.json) };
}

/** Whether the connection was never made. Deno tells the phase of the failure in the message only, Node by the call that failed. */
function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.every(isConnectFailure);
  if ("syscall" in error) return error.syscall === "connect" || error.syscall === "getaddrinfo";
  const isTold = /client error \(Connect\)|ports? \d+ are blocked|^bad port$/i.test(error.message) ||
    "code" in error && error.code === "UND_ERR_CONNECT_TIMEOUT";
  return isTold || isConnectFailure(error.cause);
}

function throwIfInterrupted(host: Host, t: Messages): void {
  if (host.signal.aborted) throw new CliError("interrupted", 130, t.connect.interrupted);
}

function unanswered(
  { host, t }: TransportOptions,
  endpoint: Endpoint,
  request: ApiRequest,
  outcome: { readonly lost: "connect" | "midway" | "timeout"; readonly cause: unknown },
): CliError {
  const seconds = String((host.requestTimeoutMs + (request.extraTimeMs ?? 0)) / 1000);
  const message = outcome.lost === "timeout"
    ? t.connect.timeout(endpoint.url, seconds)
    : t.connect.unreachable(endpoint.url);
  const hint = endpoint.source === "env" ? t.connect.unreachableHint : undefined;
  return new CliError("unavailable", 5, message, { retryable: true, hint, cause: outcome.cause });
}
