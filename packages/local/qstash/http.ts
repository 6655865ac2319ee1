import { Buffer } from "node:buffer";
import type { Sql } from "@hoga/db";
import type { Context } from "hono";
import { z } from "zod";
import { type Filter, type Page, parseFilter, parsePage } from "./filters.ts";
import type { HeaderList } from "./message.ts";
import type { SigningKeys } from "./types.ts";

/** What the routes work on. */
export interface Api {
  readonly sql: Sql;
  readonly token: string;
  /** Market time, epoch ms. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Says that something may have become due. */
  readonly notify: () => void;
  readonly keys: () => Promise<SigningKeys>;
  readonly rotateKeys: () => Promise<SigningKeys>;
}

/** A message's body may have 1 MiB, as on the free plan. */
export const MAX_MESSAGE_BYTES = 1 << 20;

/** A batch may hold several messages; each is held to its own limit. */
export const MAX_BATCH_BYTES = 16 << 20;

/** Past this an upload is cut off rather than read to its end. */
const MAX_DRAINED_BYTES = 64 << 20;

type ErrorStatus = 400 | 401 | 404 | 413;

/** A request that cannot be served: it ends the handler, and the app answers with its status and `{"error": ...}`. */
export class Refusal extends Error {
  readonly status: ErrorStatus;
  constructor(status: ErrorStatus, message: string) {
    super(message);
    this.status = status;
  }
}

/** The value, or a 400 with the sentence that says what is wrong. */
export function orRefuse<T>(
  parsed: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string },
): T {
  if (!parsed.ok) throw new Refusal(400, parsed.error);
  return parsed.value;
}

/**
 * A body of at most `limit` bytes. A longer one is read to its end all the same, as a client that is cut off in the
 * middle of its upload sees a broken connection and not the 413.
 */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    if (size > MAX_DRAINED_BYTES) break;
  }
  if (size > limit) throw new Refusal(413, `the body is larger than ${limit} bytes`);
  return Buffer.concat(chunks);
}

/** A JSON body in a given form, or a 400. */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  limit = MAX_MESSAGE_BYTES,
): Promise<z.output<Schema>> {
  const text = (await readBody(request, limit)).toString("utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal(400, "the body is not JSON");
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new Refusal(400, `the body is not what this route takes: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/**
 * The destination in the path of a request, byte for byte. Clients append it unencoded, so its query string is the
 * request's own; a token that was passed there is for this server alone and is taken out.
 */
export function destinationOf(request: Request, prefix: string): string {
  const { pathname, search } = new URL(request.url);
  const destination = pathname.slice(prefix.length);
  if (!/[?&]qstash_token=/.test(search)) return destination + search;
  const query = search.slice(1).split("&").filter((pair) => !pair.startsWith("qstash_token=")).join("&");
  return destination + (query === "" ? "" : `?${query}`);
}

/** A request's headers as a list. */
export function headersOf(request: Request): HeaderList {
  return [...request.headers];
}

const listening = z.object({ remoteAddr: z.object({ hostname: z.string() }) });

/** The publisher's address where `Deno.serve` tells it, else the loopback address. */
export function callerIp(c: Context): string {
  const parsed = listening.safeParse(c.env);
  return parsed.success ? parsed.data.remoteAddr.hostname : "127.0.0.1";
}

/** The filter and page that a list's query string asks for. */
export function listQuery(
  c: Context,
  special: readonly string[],
  without: readonly string[] = [],
): { readonly filter: Filter; readonly page: Page } {
  const query = new URL(c.req.url).searchParams;
  return { filter: orRefuse(parseFilter(query, special, without)), page: orRefuse(parsePage(query)) };
}

/** Names of queues, schedules and URL groups. */
export function checkName(what: string, name: string): string {
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw new Refusal(400, `${what} may only have letters, digits, hyphens, underscores and periods`);
  }
  return name;
}

/** The first of the views, or a 404. */
export function firstOr404<T>(views: readonly T[], what: string): T {
  const [view] = views;
  if (view === undefined) throw new Refusal(404, `${what} not found`);
  return view;
}
