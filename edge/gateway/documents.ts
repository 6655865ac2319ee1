// Documents of the services behind, filled in with what only the gateway knows: names, and why an order waits.
import type { Context } from "hono";
import {
  type Order,
  type StoredOrder,
  type StoredTimeline,
  type StoredTrade,
  StoredTradePage,
  type Timeline,
  type Trade,
} from "@hoga/contracts";
import { standingOf } from "./aggregate/standing.ts";
import { holdAskedFor, tellsOfTrades, timelineMessage, withPlacedTerms } from "./aggregate/timeline.ts";
import { type MarketFacts, waitingFor, waitsForMarket, wantsIndicative } from "./aggregate/waiting_for.ts";
import { waitingSentence } from "./aggregate/waiting_sentence.ts";
import type { Ask } from "./ask.ts";
import type { Gateway, GatewayEnv } from "./env.ts";
import { type Lang, langOf } from "./lang.ts";
import type { NameOf, Names } from "./names.ts";
import { availableQuotes } from "./quotes.ts";

/** What it takes to fill documents in. */
export interface Filler {
  readonly ask: Ask;
  readonly names: Names;
  readonly lang: Lang;
  /** Market time, epoch milliseconds. */
  readonly now: () => number;
}

/** The means to fill in the documents of one request. */
export function fillerOf(g: Gateway, c: Context<GatewayEnv>): Filler {
  return { ask: c.get("ask"), names: g.names, lang: langOf(c.req), now: g.ports.now };
}

/** The names of `symbols` in the caller's language. */
export function namesFor(g: Gateway, c: Context<GatewayEnv>, symbols: readonly string[]): Promise<NameOf> {
  return g.names.of(c.get("ask"), symbols, langOf(c.req));
}

/**
 * The orders with their names and, for open ones, what they wait for: at most one question for names and one for quotes, at once. It
 * never fails: an order that was placed is told even while there is no market data.
 */
export async function fillOrders(filler: Filler, stored: readonly StoredOrder[]): Promise<Order[]> {
  const { ask, names, lang, now } = filler;
  // The time before the quotes are asked for: however long the answer takes, and however fast the clock runs, a quote is not made older.
  const at = now();
  const [nameOf, quotes] = await Promise.all([
    names.of(ask, stored.map((order) => order.symbol), lang),
    availableQuotes(ask, stored.filter(waitsForMarket).map((order) => order.symbol)),
  ]);
  return stored.map((order) => {
    const quote = "refused" in quotes ? undefined : quotes.value.get(order.symbol) ?? null;
    const waiting = waitingFor(order, { quote }, at);
    const sentence = waiting === null ? null : waitingSentence(waiting, lang);
    return { ...order, name: nameOf(order.symbol), waitingFor: sentence };
  });
}

/**
 * An order's life in sentences, and why it has not filled: by how it stands in the market, or by its symbol's quote where the execution
 * service does not say. Beyond the order's own life it needs nothing: what cannot be asked for is left out.
 */
export async function timelineDocument(filler: Filler, { order: stored, entries }: StoredTimeline): Promise<Timeline> {
  const { ask, names, lang, now } = filler;
  const at = now();
  const [nameOf, facts, trades] = await Promise.all([
    names.of(ask, [stored.symbol], lang),
    waitsForMarket(stored) ? marketFacts(ask, stored) : {},
    tellsOfTrades(entries) ? tradesOf(ask, stored) : [],
  ]);
  const waiting = waitingFor(stored, { ...facts, holdAskedFor: holdAskedFor(entries) }, at);
  const sentence = waiting === null ? null : waitingSentence(waiting, lang);
  const telling = { order: stored, trades: new Map(trades.map((trade) => [trade.id, trade])), lang };
  const lines = withPlacedTerms(stored, entries);
  return {
    order: { ...stored, name: nameOf(stored.symbol), waitingFor: sentence },
    entries: entries.map((entry, n) => ({ ...entry, message: timelineMessage(lines[n] ?? entry, telling) })),
    waitingFor: sentence,
    waiting,
  };
}

async function marketFacts(ask: Ask, order: StoredOrder): Promise<MarketFacts> {
  const standing = await standingOf(ask, order);
  if (standing !== undefined && !wantsIndicative(standing)) return { standing };
  const quotes = await availableQuotes(ask, [order.symbol]);
  return { standing, quote: "refused" in quotes ? undefined : quotes.value.get(order.symbol) ?? null };
}

/** The most trades that are looked through for those of an order. */
const TRADES_MAX = 500;

/** Among them the order's trades. An old order of a busy account may have more after it: its lines are told without their quotes. */
async function tradesOf(ask: Ask, { accountId, symbol, createdAt }: StoredOrder): Promise<readonly StoredTrade[]> {
  const query = { accountId, symbol, since: createdAt.slice(0, 10), limit: TRADES_MAX };
  const page = await ask("execution", "/trades", StoredTradePage, { query });
  return "refused" in page ? [] : page.value.trades;
}

/** The orders of one request's answer; see {@linkcode fillOrders}. */
export function orderDocuments(g: Gateway, c: Context<GatewayEnv>, stored: readonly StoredOrder[]): Promise<Order[]> {
  return fillOrders(fillerOf(g, c), stored);
}

/** One order with its name and what it waits for. */
export async function orderDocument(g: Gateway, c: Context<GatewayEnv>, stored: StoredOrder): Promise<Order> {
  const [order] = await orderDocuments(g, c, [stored]);
  if (order === undefined) throw new Error("One order in, none out");
  return order;
}

/** The trades with their names. */
export async function tradeDocuments(
  g: Gateway,
  c: Context<GatewayEnv>,
  stored: readonly StoredTrade[],
): Promise<Trade[]> {
  const nameOf = await namesFor(g, c, stored.map((trade) => trade.symbol));
  return stored.map((trade) => ({ ...trade, name: nameOf(trade.symbol) }));
}
