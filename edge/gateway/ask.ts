// Questions to the services behind the gateway.
import { CODES, isCode, Problem, refuse } from "@hoga/contracts";
import type { Service } from "@hoga/events";
import type { CallService } from "@hoga/outbox";
import type { Log } from "@hoga/telemetry";
import type { z } from "zod";
import { type Answer, refusal } from "./answer.ts";
import type { Lang } from "./lang.ts";

/** A document of another service, and the headers that came with it. */
export type Asked<T> = { readonly value: T; readonly headers: Headers } | Exclude<Answer<T>, { readonly value: T }>;

export interface AskOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly json?: unknown;
  readonly content?: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> };
  /** How much longer than usual the service was asked to take (ms). */
  readonly extraMs?: number;
}

/** Asks `service` for the document at `path` and parses it by `schema`. Throws only when the service breaks its contract. */
export type Ask = <T>(
  service: Service,
  path: string,
  schema: z.ZodType<T>,
  options?: AskOptions,
) => Promise<Asked<T>>;

/** How long a service may take (ms) before it counts as unreachable. */
const TIMEOUT_MS = 15_000;

/** Makes the questions of one request, which carry its `traceparent` and its caller's language. */
export function createAsk(call: CallService, log: Log, traceparent: string, lang: Lang): Ask {
  return async (service, path, schema, options = {}) => {
    const headers = new Headers({ "accept": "application/json", traceparent, "x-hoga-lang": lang });
    const body = options.json === undefined ? options.content?.bytes : JSON.stringify(options.json);
    if (options.json !== undefined) headers.set("content-type", "application/json");
    if (options.content !== undefined) headers.set("content-type", options.content.type);
    const timer = new AbortController();
    const timeoutId = setTimeout(() => timer.abort(), TIMEOUT_MS + (options.extraMs ?? 0));
    let response: Response;
    let text: string;
    try {
      const init = { method: options.method ?? "GET", headers, signal: timer.signal };
      response = await call(service, path + queryText(options.query), body === undefined ? init : { ...init, body });
      text = await response.text();
    } catch (error) {
      log("warn", "a service could not be reached", { service, path, traceparent, error: String(error) });
      return unavailable(service);
    } finally {
      clearTimeout(timeoutId);
    }
    if (!response.ok) return refusedBy(service, path, response.status, parseJson(text), log, traceparent);
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) throw new Error(`${service} ${path} broke its contract: ${parsed.error.message}`);
    return { value: parsed.data, headers: response.headers };
  };
}

function queryText(query: AskOptions["query"]): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.size === 0 ? "" : `?${params}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const Told = Problem.omit({ traceId: true });

/**
 * The refusal of another service, passed on as it is. One that concerns the gateway's own standing with the service (its token), or that
 * is no problem document, is an outage to the caller.
 */
function refusedBy(
  service: Service,
  path: string,
  status: number,
  body: unknown,
  log: Log,
  traceparent: string,
): { readonly refused: z.infer<typeof Told> } {
  const problem = Told.safeParse(body);
  if (problem.success && isCode(problem.data.code) && status !== 401 && status !== 403) {
    return { refused: { ...problem.data, status: CODES[problem.data.code].status } };
  }
  log("error", "a service answered what the gateway does not understand", { service, path, status, traceparent });
  return unavailable(service);
}

function unavailable(service: Service): { readonly refused: z.infer<typeof Told> } {
  return refusal(refuse("unavailable", `The ${service} service cannot be reached`, "Try again in a moment"));
}
