// GET /api/stream: what happens in an account and in the market, as server-sent events.
import { createRoute, z } from "@hono/zod-openapi";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { refuse } from "@hoga/contracts";
import { accountOf } from "../accounts.ts";
import { fillerOf } from "../documents.ts";
import type { Gateway } from "../env.ts";
import { say, tell } from "../problems.ts";
import { AccountId } from "../queries.ts";
import { symbolList } from "../quotes.ts";
import { newRouter, signedIn, streams } from "../router.ts";
import { accountFeed, startOf } from "../stream/account_feed.ts";
import type { Feed } from "../stream/feed.ts";
import { quoteFeed, sessionFeed } from "../stream/market_feed.ts";

/** How often (real ms) the services are asked what is new. */
const POLL_MS = 500;
/** How often (real ms) a silent stream says that it lives, and its key is looked at again. */
const HEARTBEAT_MS = 15_000;
/** Symbols a stream: each poll asks for all of their quotes. */
const SYMBOLS_MAX = 100;

const openStream = createRoute({
  method: "get",
  path: "/api/stream",
  operationId: "openStream",
  summary: "Server-sent events: order, trade, session, and quote for the symbols that are asked for",
  description:
    "The id of an event is the place in the account's stream: send the last one back as Last-Event-ID to miss nothing.",
  tags: ["stream"],
  security: signedIn,
  request: {
    query: z.strictObject({
      accountId: AccountId,
      symbols: z.string().max(1_000).optional().describe("Symbols, separated by commas, whose quotes are wanted"),
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
  app.openapi(openStream, async (c) => {
    const { accountId, symbols: text } = c.req.valid("query");
    const symbols = symbolList(text ?? "");
    if (symbols.length > SYMBOLS_MAX) {
      return say(c, refuse("invalid_request", `symbols must be at most ${SYMBOLS_MAX}, not ${symbols.length}`));
    }
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const ask = c.get("ask");
    const resumed = c.req.valid("header")["last-event-id"];
    const from = await startOf(ask, account.value, resumed === undefined ? null : Number(resumed));
    if ("refused" in from) return tell(c, from.refused);

    const filler = fillerOf(g, c);
    const feeds = [
      sessionFeed(ask, g.ports.now),
      accountFeed(filler, account.value, from.value, g.ports.wall),
      ...(symbols.length === 0 ? [] : [quoteFeed(ask, symbols)]),
    ];
    const apiKey = c.get("apiKey");
    return streamSSE(c, (stream) => pump(g, stream, feeds, String(from.value), apiKey));
  });
  return app;
}

/** Writes what the feeds tell until the client goes, its key ends or something fails: then it may come back with its last id. */
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
    while (!stream.aborted) {
      for (const feed of feeds) {
        for (const event of await feed()) {
          id = event.id ?? id;
          // Every event carries the place, so that a client that saw none of its orders change can resume too.
          await stream.writeSSE({ ...event, id });
        }
      }
      if (ports.wall() >= beatAt) {
        if (!await g.isLiveKey(apiKey)) return;
        await stream.write(": alive\n\n");
        beatAt = ports.wall() + HEARTBEAT_MS;
      }
      if (!stream.aborted) await ports.pause(POLL_MS);
    }
  } catch (error) {
    ports.log("error", "an event stream failed", { error: error instanceof Error ? error.stack : String(error) });
  }
}
