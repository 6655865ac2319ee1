// What happens to an account's orders: `order` and `trade` events.
import type { z } from "zod";
import { StoredOrder, StoredTradePage, type StreamEntry, StreamPage } from "@hoga/contracts";
import { type Telling, timelineMessage } from "../aggregate/timeline.ts";
import { streamWindow } from "../aggregate/stream_window.ts";
import type { Answer } from "../answer.ts";
import type { Ask } from "../ask.ts";
import { type Filler, fillOrders } from "../documents.ts";
import type { Feed } from "./feed.ts";

type Entry = z.infer<typeof StreamEntry>;
type StoredTrade = z.infer<typeof StoredTradePage>["trades"][number];

/** Lines a question, and questions a poll: a client that was away for long catches up over several polls. */
const LINES_MAX = 500;
const PAGES_MAX = 10;
/** Orders that are asked for at once. */
const ORDERS_MAX = 20;
/** Recent trades among which those of a poll are found. */
const TRADES_MAX = 500;

function linesAfter(ask: Ask, accountId: string, after: number, limit: number) {
  return ask("order", "/stream", StreamPage, { query: { accountId, after, limit } });
}

/**
 * The line after which a stream begins: the one that the client names, if the account has it, so that nothing is missed; else the last
 * one there is, so that a new client is told only what happens from now on.
 */
export async function startOf(ask: Ask, accountId: string, resumed: number | null): Promise<Answer<number>> {
  if (resumed === 0) return { value: 0 };
  if (resumed !== null) {
    const page = await linesAfter(ask, accountId, resumed - 1, 1);
    if ("refused" in page) return page;
    if (page.value.entries[0]?.seq === resumed) return { value: resumed };
  }
  const first = await linesAfter(ask, accountId, 0, LINES_MAX);
  if ("refused" in first) return first;
  const { entries } = first.value;
  const last = entries.at(-1)?.seq ?? 0;
  return entries.length < LINES_MAX ? { value: last } : await headAfter(ask, accountId, last);
}

/** The number of the account's last line, from line `from` on: looked for in growing steps and then by halves, because there may be many. */
async function headAfter(ask: Ask, accountId: string, from: number): Promise<Answer<number>> {
  let head = from;
  /** No line has a greater number than this. */
  let highest = Infinity;
  let step = LINES_MAX;
  while (head < highest) {
    const probe = highest === Infinity ? head + step : Math.floor((head + highest) / 2);
    const page = await linesAfter(ask, accountId, probe, 1);
    if ("refused" in page) return page;
    const next = page.value.entries[0]?.seq;
    if (next === undefined) highest = probe;
    else head = next;
    step *= 2;
  }
  return { value: head };
}

/**
 * Tells each change after the line `from`: a `trade` with its document for every fill, and an `order` with the order as it is now and the
 * lines that are new (`events`). Several changes of one order in one poll are one event. The id of an event is the place to resume from.
 * `wall` is real time in ms.
 */
export function accountFeed(filler: Filler, accountId: string, from: number, wall: () => number): Feed {
  const { ask, names, lang } = filler;
  const window = streamWindow(from);

  async function newLines(): Promise<Entry[]> {
    const lines: Entry[] = [];
    let after = window.after();
    for (let page = 0; page < PAGES_MAX; page++) {
      const answer = await linesAfter(ask, accountId, after, LINES_MAX);
      if ("refused" in answer) break;
      const { entries } = answer.value;
      lines.push(...entries);
      after = entries.at(-1)?.seq ?? after;
      if (entries.length < LINES_MAX) break;
    }
    return window.take(lines, wall());
  }

  return async () => {
    const entries = await newLines();
    if (entries.length === 0) return [];
    const [stored, trades] = await Promise.all([ordersOf(ask, accountId, entries), tradesOf(ask, accountId, entries)]);
    const [orders, nameOf] = await Promise.all([
      fillOrders(filler, stored),
      names.of(ask, trades.map((trade) => trade.symbol), lang),
    ]);
    const id = String(window.last());
    const byId = new Map(trades.map((trade) => [trade.id, trade]));
    return [
      ...trades.map((trade) => ({ ...trade, name: nameOf(trade.symbol) }))
        .map((trade) => ({ id, event: "trade", data: JSON.stringify(trade) })),
      ...orders.map((order) => ({ ...order, events: linesOf(order.id, entries, { order, trades: byId, lang }) }))
        .map((order) => ({ id, event: "order", data: JSON.stringify(order) })),
    ];
  };
}

function linesOf(orderId: string, entries: readonly Entry[], telling: Telling) {
  return entries.filter((entry) => entry.orderId === orderId)
    .map(({ at, type, data }) => ({ at, type, message: timelineMessage({ at, type, data }, telling), data }));
}

async function ordersOf(ask: Ask, accountId: string, entries: readonly Entry[]): Promise<StoredOrder[]> {
  const ids = [...new Set(entries.map((entry) => entry.orderId))];
  const found: StoredOrder[] = [];
  for (let i = 0; i < ids.length; i += ORDERS_MAX) {
    const asked = await Promise.all(
      ids.slice(i, i + ORDERS_MAX).map((id) =>
        ask("order", `/orders/${encodeURIComponent(id)}`, StoredOrder, { query: { accountId } })
      ),
    );
    for (const answer of asked) if ("value" in answer) found.push(answer.value);
  }
  return found;
}

/** The trades that lines tell of, oldest first. */
async function tradesOf(ask: Ask, accountId: string, entries: readonly Entry[]): Promise<StoredTrade[]> {
  const ids = new Set(entries.map((entry) => entry.data.tradeId).filter((id) => typeof id === "string"));
  if (ids.size === 0) return [];
  const page = await ask("execution", "/trades", StoredTradePage, { query: { accountId, limit: TRADES_MAX } });
  if ("refused" in page) return [];
  return page.value.trades.filter((trade) => ids.has(trade.id)).reverse();
}
