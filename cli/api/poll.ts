// The events of a gateway that has no stream: found by asking again and again what has changed.
import type { Host } from "../host.ts";
import type { Client } from "./client.ts";
import type { Order, Trade } from "./documents.ts";
import type { StreamEvent, StreamQuery } from "./stream.ts";

export interface PollOptions {
  readonly host: Host;
  readonly client: Client;
  readonly query: StreamQuery;
  readonly hasOrders: boolean;
}

/** How often the gateway is asked, in ms. */
const POLL_MS = 1_000;
/** Orders and trades that are looked at each time: more than happen in a second. */
const ROWS = 100;

type Events = () => Promise<readonly StreamEvent[]>;

/**
 * A function that polls until the host is asked to end. What was told before is not told again, however often it is called. Throws when the
 * gateway cannot be asked.
 */
export function pollStream({ host, client, query, hasOrders }: PollOptions): () => AsyncGenerator<StreamEvent> {
  const { symbols = [], books = [] } = query;
  const sources: readonly Events[] = [
    ...(symbols.length === 0 ? [] : [quoteChanges(client, symbols)]),
    ...books.map((symbol) => bookChanges(client, symbol)),
    ...(hasOrders ? [tradeChanges(client), orderChanges(client)] : []),
  ];
  return async function* () {
    let isFirst = true;
    while (!host.signal.aborted) {
      const told = await Promise.all(sources.map((source) => source()));
      if (isFirst) yield { type: "open" };
      isFirst = false;
      yield* told.flat();
      yield { type: "alive" };
      await host.sleep(POLL_MS);
    }
  };
}

function quoteChanges(client: Client, symbols: readonly string[]): Events {
  const told = new Map<string, string>();
  return async () => {
    const { quotes } = await client.quotes(symbols);
    return quotes.flatMap((quote) => {
      const state = JSON.stringify({ ...quote, ageMs: 0 });
      if (told.get(quote.symbol) === state) return [];
      told.set(quote.symbol, state);
      return [{ type: "quote", id: null, data: quote }];
    });
  };
}

function bookChanges(client: Client, symbol: string): Events {
  let told = "";
  return async () => {
    const book = await client.book(symbol);
    const state = JSON.stringify(book);
    if (state === told) return [];
    told = state;
    return [{ type: "book", id: null, data: book }];
  };
}

/** Trades after those that there were at the first look, the oldest first. */
function tradeChanges(client: Client): Events {
  let known: ReadonlySet<string> | null = null;
  return async () => {
    const { trades } = await client.trades({ limit: ROWS });
    const before = known;
    known = new Set(trades.map(({ id }) => id));
    const fresh = before === null ? [] : trades.filter(({ id }) => !before.has(id));
    return fresh.reverse().map((trade: Trade) => ({ type: "trade", id: null, data: trade }));
  };
}

/** Orders that have changed since the last look, with the lines of their lives since then. */
function orderChanges(client: Client): Events {
  let known: ReadonlyMap<string, string> | null = null;
  return async () => {
    const { orders } = await client.orders({ limit: ROWS });
    const before = known;
    known = new Map(orders.map(({ id, updatedAt }) => [id, updatedAt]));
    const changed = before === null ? [] : orders.filter(({ id, updatedAt }) => before.get(id) !== updatedAt);
    return await Promise.all(changed.reverse().map((order) => orderChange(client, order, before?.get(order.id))));
  };
}

async function orderChange(client: Client, { id }: Order, since: string | undefined): Promise<StreamEvent> {
  const { order, entries } = await client.timeline(id);
  const after = since === undefined ? -Infinity : Date.parse(since);
  return { type: "order", id: null, data: { ...order, events: entries.filter(({ at }) => Date.parse(at) > after) } };
}
