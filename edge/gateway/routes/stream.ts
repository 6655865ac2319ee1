// GET /api/stream: what happens in an account and in the market, as server-sent events.
import { createRoute, z } from "@hono/zod-openapi";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { refuse, StreamedOrder } from "@hoga/contracts";
import { accountOf } from "../accounts.ts";
import { fillerOf } from "../documents.ts";
import type { Gateway } from "../env.ts";
import { say, tell } from "../problems.ts";
import { AccountId } from "../queries.ts";
import { symbolList } from "../quotes.ts";
import { newRouter, signedIn, streams } from "../router.ts";
import { accountFeed, startOf } from "../stream/account_feed.ts";
import type { Feed } from "../stream/feed.ts";
import { bookFeed, quoteFeed, sessionFeed } from "../stream/market_feed.ts";

/** How often (real ms) the services are asked what is new. */
const POLL_MS = 500;
/** How often (real ms) a silent stream says that it lives, and its key is looked at again. */
const HEARTBEAT_MS = 15_000;
/** Symbols a stream: each poll asks for all of their quotes. */
const SYMBOLS_MAX = 100;
/** Books a stream: each is a question of its own at each poll. */
const BOOKS_MAX = 4;

const openStream = createRoute({
  method: "get",
  path: "/api/stream",
  operationId: "openStream",
  summary: "Server-sent events: order, trade, session, and quote and book for the symbols that are asked for",
  description:
    "The data of an event is a document: StreamedOrder, Trade, MarketStatus, Quote or Book. The session, the " +
    "quotes and the books come at once, and again when they change. The id of an event is the place in the account's " +
    "stream: send the last one back as Last-Event-ID to miss nothing. A comment every 15 seconds says that the stream lives.",
  tags: ["stream"],
  security: signedIn,
  request: {
    query: z.strictObject({
      accountId: AccountId,
      symbols: z.string().max(1_000).optional().describe("Symbols, separated by commas, whose quotes are wanted"),
      books: z.string().max(100).optional().describe(
        `Symbols, separated by commas, whose books of ten levels a side are wanted: at most ${BOOKS_MAX}`,
      ),
    }),
    headers: z.object({
      "last-event-id": z.string().regex(/^\d{1,15}$/, { message: "the id of an event of this stream" }).optional(),
    }),
  },
  responses: streams(z.string(), "The events"),
});

/** The route of the event stream. */
export function streamRoutes(g: Gateway) {
  const app = newRouter();
  // No route answers with it, but its events do.
  app.openAPIRegistry.register("StreamedOrder", StreamedOrder);
  app.openapi(openStream, async (c) => {
    const query = c.req.valid("query");
    const symbols = symbolList(query.symbols ?? "");
    const books = symbolList(query.books ?? "");
    if (symbols.length > SYMBOLS_MAX) return say(c, tooMany("symbols", symbols, SYMBOLS_MAX));
    if (books.length > BOOKS_MAX) return say(c, tooMany("books", books, BOOKS_MAX));
    const account = await accountOf(g, c, query.accountId);
    if ("refused" in account) return tell(c, account.refused);
    const ask = c.get("ask");
    const resumed = c.req.valid("header")["last-event-id"];
    const from = await startOf(ask, account.value, resumed === undefined ? null : Number(resumed));
    if ("refused" in from) return tell(c, from.refused);

    const filler = fillerOf(g, c);
    const feeds = [
      sessionFeed(ask, g.ports.now),
      ...(symbols.length === 0 ? [] : [quoteFeed(ask, symbols)]),
      ...(books.length === 0 ? [] : [bookFeed(ask, books)]),
      accountFeed(filler, account.value, from.value, g.ports.wall),
    ];
    const apiKey = c.get("apiKey");
    return streamSSE(c, (stream) => pump(g, stream, feeds, String(from.value), apiKey));
  });
  return app;
}

function tooMany(name: string, symbols: readonly string[], max: number) {
  return refuse("invalid_request", `${name} must be at most ${max}, not ${symbols.length}`);
}

/**
 * Writes what the feeds tell until the client goes, its key ends, the gateway ends or something fails: then it may come back with its last id.
 */
async function pump(
  g: Gateway,
  stream: SSEStreamingApi,
  feeds: readonly Feed[],
  from: string,
  apiKey: string,
): Promise<void> {
  const { ports } = g;
  let id = from;
  let beatAt = ports.wall() + HEARTBEAT_MS;
  try {
    while (!stream.aborted && !g.closing.aborted) {
      const told = await Promise.all(feeds.map((feed) => feed()));
      for (const event of told.flat()) {
        id = event.id ?? id;
        // Every event carries the place, so that a client that saw none of its orders change can resume too.
        await stream.writeSSE({ ...event, id });
      }
      if (ports.wall() >= beatAt) {
        if (!await g.isLiveKey(apiKey)) return;
        await stream.write(": alive\n\n");
        beatAt = ports.wall() + HEARTBEAT_MS;
      }
      if (!stream.aborted && !g.closing.aborted) await ports.pause(POLL_MS);
    }
  } catch (error) {
    ports.log("error", "an event stream failed", { error: error instanceof Error ? error.stack : String(error) });
  }
}
