// The gateway's event stream: what happens in an account and in the market, as it happens.
import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { z } from "zod";
import { CliError } from "../errors.ts";
import type { Host, Reply } from "../host.ts";
import type { Lang, Messages } from "../i18n/mod.ts";
import { readAnswer } from "./answers.ts";
import type { Book, Contracts, MarketStatus, Quote, StreamedOrder, Trade } from "./documents.ts";
import type { Endpoint } from "./transport.ts";

/** What a stream tells beside the changes of the account that it belongs to. */
export interface StreamQuery {
  /** The account; the gateway's default when undefined. */
  readonly accountId?: string | undefined;
  /** Codes whose quotes are wanted, at most 100. */
  readonly symbols?: readonly string[];
  /** Codes whose ten-level books are wanted, at most 4. */
  readonly books?: readonly string[];
}

export interface StreamOptions {
  readonly fetch: Host["fetch"];
  readonly endpoint: Endpoint;
  readonly query: StreamQuery;
  /** The id of the last event that was heard, so that no change of an order is missed; null or absent begins with what happens now. */
  readonly lastEventId?: string | null;
  /** Ends the stream quietly. */
  readonly signal: AbortSignal;
  readonly lang: Lang;
  readonly t: Messages;
  /** A stream that is silent for longer (ms) counts as lost: three of the gateway's beats when left out. */
  readonly silenceMs?: number;
  /** How long the gateway may take to answer at all (ms): 20 s when left out. */
  readonly answerMs?: number;
}

/**
 * Something that the gateway told. `open`: it has answered, and its first events follow at once. `alive`: nothing happened, which is told
 * every 15 s. The id of an event is where to resume: any event's will do, and an event without one leaves the last one valid.
 */
export type StreamEvent =
  | { readonly type: "order"; readonly id: string | null; readonly data: StreamedOrder }
  | { readonly type: "trade"; readonly id: string | null; readonly data: Trade }
  | { readonly type: "quote"; readonly id: string | null; readonly data: Quote }
  | { readonly type: "book"; readonly id: string | null; readonly data: Book }
  | { readonly type: "session"; readonly id: string | null; readonly data: MarketStatus }
  | { readonly type: "alive" }
  | { readonly type: "open" };

const SILENCE_MS = 45_000;
const ANSWER_MS = 20_000;

/**
 * Opens the stream and yields what it tells until `signal` is aborted, which ends it quietly. Everything else is a throw: the refusal of the
 * gateway, as for every request; `bad_answer` for what is no stream of hoga's; and `unavailable` when it cannot be reached, falls silent or
 * ends, after which a caller may open it again with the last id. A caller that leaves the loop closes the connection.
 */
export async function* openStream(options: StreamOptions): AsyncGenerator<StreamEvent> {
  const { endpoint, signal, t } = options;
  const contracts = await import("@hoga/contracts");
  const guard = new AbortController();
  const { silenceMs = SILENCE_MS, answerMs = ANSWER_MS } = options;
  const within = <T>(ms: number, work: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const timeoutId = setTimeout(() => {
        reject(new DOMException(`silent for ${ms} ms`, "TimeoutError"));
        guard.abort();
      }, ms);
      work.finally(() => clearTimeout(timeoutId)).then(resolve, reject);
    });
  let isOpen = false;
  try {
    const response = await within(answerMs, connect(options, AbortSignal.any([signal, guard.signal])));
    isOpen = true;
    yield { type: "open" };
    if (response.body !== null) {
      yield* eventsOf(response.body, contracts, options, (work) => within(silenceMs, work));
    }
    throw new Error("the gateway ended the stream");
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof CliError) throw error;
    throw isOpen ? lost(error, endpoint, t) : unanswered(error, endpoint, answerMs, t);
  } finally {
    guard.abort();
  }
}

/** The answer of the gateway, once it is known to be a stream. */
async function connect(options: StreamOptions, signal: AbortSignal): Promise<Reply> {
  const { endpoint, lang, t } = options;
  const headers = {
    accept: "text/event-stream",
    "accept-language": lang,
    ...(endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` }),
    ...(options.lastEventId ? { "last-event-id": options.lastEventId } : {}),
  };
  const response = await options.fetch(addressOf(endpoint, options.query), { headers, signal });
  if (!response.ok) {
    const answer = { url: endpoint.url, status: response.status, text: await response.text() };
    // Reading an answer that is no success throws what it means.
    await readAnswer(answer, (contracts) => contracts.Problem, lang, t);
  }
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) return response;
  await response.body?.cancel();
  throw badAnswer(endpoint.url, t);
}

function addressOf({ url }: Endpoint, { accountId, symbols = [], books = [] }: StreamQuery): string {
  const query = new URLSearchParams();
  if (accountId !== undefined) query.set("accountId", accountId);
  if (symbols.length > 0) query.set("symbols", symbols.join(","));
  if (books.length > 0) query.set("books", books.join(","));
  return `${url.replace(/\/+$/, "")}/api/stream${query.size === 0 ? "" : `?${query}`}`;
}

async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  contracts: Contracts,
  { endpoint, t }: StreamOptions,
  within: <T>(work: Promise<T>) => Promise<T>,
): AsyncGenerator<StreamEvent> {
  const told: (EventSourceMessage | "alive")[] = [];
  const parser = createParser({ onEvent: (event) => told.push(event), onComment: () => told.push("alive") });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await within(reader.read());
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      for (const one of told.splice(0)) {
        const event = one === "alive" ? { type: "alive" } as const : eventOf(one, contracts, endpoint.url, t);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The event of a message; null for one of a kind that this version does not know. */
function eventOf(message: EventSourceMessage, contracts: Contracts, url: string, t: Messages): StreamEvent | null {
  const id = message.id ?? null;
  const read = <T>(schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(parseJson(message.data));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw badAnswer(url, t, ` (${message.event} ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""})`);
  };
  switch (message.event) {
    case "order":
      return { type: "order", id, data: read(contracts.StreamedOrder) };
    case "trade":
      return { type: "trade", id, data: read(contracts.Trade) };
    case "quote":
      return { type: "quote", id, data: read(contracts.Quote) };
    case "book":
      return { type: "book", id, data: read(contracts.Book) };
    case "session":
      return { type: "session", id, data: read(contracts.MarketStatus) };
    default:
      return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lost(cause: unknown, { url }: Endpoint, t: Messages): CliError {
  return new CliError("unavailable", 5, t.stream.lost(url), { retryable: true, cause });
}

/** As for every other request. */
function unanswered(cause: unknown, { url, source }: Endpoint, answerMs: number, t: Messages): CliError {
  const isLate = cause instanceof DOMException && cause.name === "TimeoutError";
  const message = isLate ? t.connect.timeout(url, String(answerMs / 1000)) : t.connect.unreachable(url);
  const hint = source === "env" ? t.connect.unreachableHint : undefined;
  return new CliError("unavailable", 5, message, { retryable: true, hint, cause });
}

function badAnswer(url: string, t: Messages, where = ""): CliError {
  return new CliError("bad_answer", 1, `${t.connect.notHoga(url)}${where}`, { hint: t.connect.notHogaHint });
}
