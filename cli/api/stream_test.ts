import assert from "node:assert/strict";
import { CliError } from "../errors.ts";
import { messagesOf } from "../i18n/mod.ts";
import { BOOK, FILLED, MARKET, QUOTE, TRADE } from "../testing/documents.ts";
import { problem } from "../testing/fake_gateway.ts";
import { openStream, type StreamEvent, type StreamOptions } from "./stream.ts";
import type { Endpoint } from "./transport.ts";

const ENDPOINT: Endpoint = { url: "http://gateway/", apiKey: "secret", source: "env" };
const LOST = "The event stream of http://gateway/ broke off";

/** A stream in pieces that a test sends when it wants. */
function scripted() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, {
    highWaterMark: 100,
  });
  const writer = writable.getWriter();
  const asked: { readonly url: string; readonly headers: Headers; readonly signal: AbortSignal | null }[] = [];
  const encoder = new TextEncoder();
  return {
    asked,
    fetch: (url: string, init: RequestInit) => {
      asked.push({ url, headers: new Headers(init.headers), signal: init.signal ?? null });
      return Promise.resolve(
        new Response(readable, { headers: { "content-type": "text/event-stream; charset=utf-8" } }),
      );
    },
    send: (text: string) => writer.write(encoder.encode(text)),
    sendBytes: (bytes: Uint8Array) => writer.write(bytes),
    end: () => writer.close(),
    fail: (error: Error) => writer.abort(error),
  };
}

function open(fetch: StreamOptions["fetch"], more: Partial<StreamOptions> = {}) {
  const signal = new AbortController().signal;
  return openStream({ fetch, endpoint: ENDPOINT, query: {}, signal, lang: "en", t: messagesOf("en"), ...more });
}

const event = (name: string, data: unknown, id = "7") => `event: ${name}\ndata: ${JSON.stringify(data)}\nid: ${id}\n\n`;

async function next(stream: AsyncGenerator<StreamEvent>): Promise<StreamEvent> {
  const { done, value } = await stream.next();
  assert.ok(done !== true, "the stream has ended");
  return value;
}

/** What the stream throws next. */
async function thrown(stream: AsyncGenerator<StreamEvent>): Promise<CliError> {
  const error: unknown = await stream.next().then(() => null, (error: unknown) => error);
  assert.ok(error instanceof CliError, String(error));
  return error;
}

Deno.test("a stream opens, tells every kind of event with its document and id, and shows that it lives", async () => {
  const s = scripted();
  const stream = open(s.fetch, {
    query: { accountId: "acc-1", symbols: ["005930", "000660"], books: ["005930"] },
    lastEventId: "41",
  });
  assert.deepEqual(await next(stream), { type: "open" });
  const [asked] = s.asked;
  assert.equal(asked?.url, "http://gateway/api/stream?accountId=acc-1&symbols=005930%2C000660&books=005930");
  assert.deepEqual(
    ["accept", "accept-language", "authorization", "last-event-id"].map((name) => asked?.headers.get(name)),
    ["text/event-stream", "en", "Bearer secret", "41"],
  );
  const order = { ...FILLED, events: [{ at: FILLED.updatedAt, type: "OrderFilled", message: "filled", data: {} }] };
  await s.send(event("session", MARKET, "41") + event("quote", QUOTE, "41") + ": alive\n\n");
  await s.send(event("book", BOOK, "41") + event("order", order, "44") + event("trade", TRADE, "44"));
  const told = [];
  for (let n = 0; n < 6; n++) told.push(await next(stream));
  assert.deepEqual(told, [
    { type: "session", id: "41", data: MARKET },
    { type: "quote", id: "41", data: QUOTE },
    { type: "alive" },
    { type: "book", id: "41", data: BOOK },
    { type: "order", id: "44", data: order },
    { type: "trade", id: "44", data: TRADE },
  ]);
  await stream.return(undefined);
});

Deno.test("nothing is asked for that was not named, and without a key none is sent", async () => {
  const s = scripted();
  const stream = open(s.fetch, { endpoint: { ...ENDPOINT, apiKey: null }, lastEventId: null });
  await next(stream);
  const [asked] = s.asked;
  assert.deepEqual(
    [asked?.url, asked?.headers.get("authorization"), asked?.headers.get("last-event-id")],
    ["http://gateway/api/stream", null, null],
  );
  await stream.return(undefined);
});

Deno.test("events that arrive in pieces, in the middle of a character too, are whole; unknown ones are passed over", async () => {
  const s = scripted();
  const stream = open(s.fetch);
  await next(stream);
  const bytes = new TextEncoder().encode(event("holiday", { any: 1 }) + event("quote", QUOTE));
  for (let at = 0; at < bytes.length; at += 5) await s.sendBytes(bytes.subarray(at, at + 5));
  assert.deepEqual(await next(stream), { type: "quote", id: "7", data: QUOTE });
  await stream.return(undefined);
});

Deno.test("a stream that ends, breaks or cannot be opened is unavailable and may be tried again", async () => {
  const ended = scripted();
  const first = open(ended.fetch);
  await next(first);
  await ended.end();
  const broken = scripted();
  const second = open(broken.fetch);
  await next(second);
  await broken.fail(new Error("connection reset"));
  const third = open(() => Promise.reject(new TypeError("connection refused")));
  for (const [stream, message] of [[first, LOST], [second, LOST], [third, "Cannot reach http://gateway/"]] as const) {
    const error = await thrown(stream);
    assert.deepEqual([error.code, error.exit, error.message, error.retryable], ["unavailable", 5, message, true]);
  }
});

Deno.test("a stream that falls silent counts as lost and is closed", async () => {
  const s = scripted();
  const stream = open(s.fetch, { silenceMs: 5 });
  await next(stream);
  assert.equal((await thrown(stream)).code, "unavailable");
  assert.equal(s.asked[0]?.signal?.aborted, true);
  const never = await thrown(open(() => new Promise(() => {}), { answerMs: 5 }));
  assert.deepEqual(
    [never.code, never.message, never.retryable],
    ["unavailable", "http://gateway/ did not answer within 0.005 s", true],
  );
});

Deno.test("refusals are told as those of every other request", async () => {
  const rows: readonly (readonly [response: Response, code: string, exit: number, message: string])[] = [
    [problem(401, "unauthorized", "This API key is not valid"), "unauthorized", 3, "This API key is not valid"],
    [problem(404, "not_found", "No route"), "not_found", 2, "No route"],
    [new Response("<html>", { status: 502 }), "unavailable", 5, "http://gateway/ answered with HTTP 502"],
    [Response.json({ status: "ok" }), "bad_answer", 1, "The answer of http://gateway/ is not one that hoga knows"],
  ];
  for (const [response, code, exit, message] of rows) {
    const error = await thrown(open(() => Promise.resolve(response)));
    assert.deepEqual([error.code, error.exit, error.message], [code, exit, message]);
  }
});

Deno.test("an event that is not what the contract says ends the stream with its name and place", async () => {
  const s = scripted();
  const stream = open(s.fetch);
  await next(stream);
  await s.send(event("quote", { ...QUOTE, last: "much" }));
  const error = await thrown(stream);
  assert.deepEqual([error.code, error.exit], ["bad_answer", 1]);
  assert.match(error.message, /^The answer of http:\/\/gateway\/ is not one that hoga knows \(quote last: /);
});

Deno.test("an abort ends the stream quietly, whether it waits for an answer or for events", async () => {
  const waiting = new AbortController();
  const pending = open(
    (_, init) => new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(new Error("aborted")))),
    {
      signal: waiting.signal,
    },
  );
  const first = pending.next();
  setTimeout(() => waiting.abort());
  assert.deepEqual(await first, { done: true, value: undefined });
  const s = scripted();
  const leaving = new AbortController();
  const stream = open(s.fetch, { signal: leaving.signal });
  await next(stream);
  const second = stream.next();
  leaving.abort();
  await s.fail(new Error("aborted"));
  assert.deepEqual(await second, { done: true, value: undefined });
});

Deno.test("a caller that leaves the loop closes the connection", async () => {
  const s = scripted();
  for await (const event of open(s.fetch)) {
    assert.equal(event.type, "open");
    break;
  }
  assert.equal(s.asked[0]?.signal?.aborted, true);
});
