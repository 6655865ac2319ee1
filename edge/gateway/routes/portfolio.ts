// /api/portfolio, /api/ledger, /api/trades, /api/history, /api/dashboard: what an account has, and how it came to have it.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  Dashboard,
  Day,
  History,
  LedgerPage,
  MarketStatus,
  Portfolio,
  refuse,
  StoredDays,
  StoredLedgerPage,
  StoredOrderPage,
  StoredPortfolio,
  StoredTradePage,
  TradePage,
  Won,
} from "@hoga/contracts";
import { accountOf } from "../accounts.ts";
import { endedDays, heldIn, historyDays, worthBefore } from "../aggregate/history.ts";
import { portfolioDocument } from "../aggregate/portfolio.ts";
import { type Answer, refusal } from "../answer.ts";
import { namesFor, orderDocuments, tradeDocuments } from "../documents.ts";
import type { Gateway, GatewayEnv } from "../env.ts";
import { tell } from "../problems.ts";
import { AccountId, AccountQuery, Cursor, Limit, PageQuery, Since, SymbolText } from "../queries.ts";
import { availableQuotes, symbolList } from "../quotes.ts";
import { answers, newRouter, signedIn } from "../router.ts";

const tags = ["portfolio"];

/** How much of its lists a dashboard shows. */
const DASHBOARD_ORDERS = 50;
const DASHBOARD_TRADES = 20;

const ClosesAnswer = z.object({ closes: z.record(z.string(), z.record(Day, Won.nullable())) });

const showPortfolio = createRoute({
  method: "get",
  path: "/api/portfolio",
  operationId: "showPortfolio",
  summary: "Cash, positions and what they are worth now",
  tags,
  security: signedIn,
  request: { query: AccountQuery },
  responses: answers(Portfolio, "The portfolio"),
});
const listLedger = createRoute({
  method: "get",
  path: "/api/ledger",
  operationId: "listLedger",
  summary: "Every movement of cash and shares, newest first",
  tags,
  security: signedIn,
  request: { query: PageQuery },
  responses: answers(LedgerPage, "A page of entries"),
});
const listTrades = createRoute({
  method: "get",
  path: "/api/trades",
  operationId: "listTrades",
  summary: "Fills with the quote and the rule that made their price, newest first",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({
      accountId: AccountId,
      since: Since,
      symbol: SymbolText.optional(),
      limit: Limit,
      cursor: Cursor,
    }),
  },
  responses: answers(TradePage, "A page of trades"),
});
const showHistory = createRoute({
  method: "get",
  path: "/api/history",
  operationId: "showHistory",
  summary: "What the account was worth at the end of each trading day",
  tags,
  security: signedIn,
  request: { query: AccountQuery },
  responses: answers(History, "The days"),
});
const showDashboard = createRoute({
  method: "get",
  path: "/api/dashboard",
  operationId: "showDashboard",
  summary: "The market, the portfolio, open orders, recent fills and the quotes of a watchlist, in one answer",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({
      accountId: AccountId,
      watchlist: z.string().max(4_000).optional().describe("Symbols, separated by commas"),
    }),
  },
  responses: answers(Dashboard, "The dashboard"),
});

const accountPath = (id: string) => `/accounts/${encodeURIComponent(id)}`;

/** The routes of what an account has. */
export function portfolioRoutes(g: Gateway) {
  const app = newRouter();

  app.openapi(showPortfolio, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const portfolio = await portfolioOf(g, c, account.value);
    if ("refused" in portfolio) return tell(c, portfolio.refused);
    return c.json(portfolio.value, 200);
  });

  app.openapi(listLedger, async (c) => {
    const { accountId, ...query } = c.req.valid("query");
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const page = await c.get("ask")("portfolio", `${accountPath(account.value)}/ledger`, StoredLedgerPage, { query });
    if ("refused" in page) return tell(c, page.refused);
    return c.json(page.value, 200);
  });

  app.openapi(listTrades, async (c) => {
    const { accountId, symbol, ...query } = c.req.valid("query");
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const page = await c.get("ask")("execution", "/trades", StoredTradePage, {
      query: { ...query, symbol: symbol?.trim().toUpperCase(), accountId: account.value },
    });
    if ("refused" in page) return tell(c, page.refused);
    const { trades, nextCursor } = page.value;
    return c.json({ trades: await tradeDocuments(g, c, trades), nextCursor }, 200);
  });

  app.openapi(showHistory, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const history = await historyOf(g, c, account.value);
    if ("refused" in history) return tell(c, history.refused);
    return c.json(history.value, 200);
  });

  app.openapi(showDashboard, async (c) => {
    const { accountId, watchlist } = c.req.valid("query");
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const dashboard = await dashboardOf(g, c, account.value, symbolList(watchlist ?? ""));
    if ("refused" in dashboard) return tell(c, dashboard.refused);
    return c.json(dashboard.value, 200);
  });
  return app;
}

type C = Context<GatewayEnv>;

async function portfolioOf(g: Gateway, c: C, accountId: string): Promise<Answer<z.infer<typeof Portfolio>>> {
  const ask = c.get("ask");
  const stored = await ask("portfolio", `${accountPath(accountId)}/portfolio`, StoredPortfolio);
  if ("refused" in stored) return stored;
  const symbols = stored.value.positions.filter((one) => one.quantity > 0).map((one) => one.symbol);
  const [quotes, nameOf] = await Promise.all([availableQuotes(ask, symbols), namesFor(g, c, symbols)]);
  // Without prices there is no worth to tell: a made-up one would mislead whoever trades by it.
  if ("refused" in quotes) return quotes;
  const last = new Map([...quotes.value].map(([symbol, quote]) => [symbol, quote.last]));
  return { value: portfolioDocument(stored.value, last, nameOf) };
}

async function historyOf(g: Gateway, c: C, accountId: string): Promise<Answer<z.infer<typeof History>>> {
  const ask = c.get("ask");
  const [accounts, stored, status] = await Promise.all([
    g.accounts.all(ask, c.get("userId")),
    ask("portfolio", `${accountPath(accountId)}/days`, StoredDays),
    ask("market-data", "/status", MarketStatus),
  ]);
  if ("refused" in accounts) return accounts;
  if ("refused" in stored) return stored;
  if ("refused" in status) return status;
  const account = accounts.value.find((one) => one.id === accountId);
  if (account === undefined) return refusal(refuse("unknown_account"));
  const days = endedDays(stored.value.days, status.value);
  const before = worthBefore(days, account);
  const wanted = heldIn(days);
  if (wanted.symbols.length === 0) return { value: { days: historyDays(days, {}, before) } };
  const closes = await ask("market-data", "/closes", ClosesAnswer, { method: "POST", json: wanted });
  if ("refused" in closes) return closes;
  return { value: { days: historyDays(days, closes.value.closes, before) } };
}

async function dashboardOf(
  g: Gateway,
  c: C,
  accountId: string,
  watchlist: readonly string[],
): Promise<Answer<z.infer<typeof Dashboard>>> {
  const ask = c.get("ask");
  const [market, portfolio, open, trades, quotes] = await Promise.all([
    ask("market-data", "/status", MarketStatus),
    portfolioOf(g, c, accountId),
    ask("order", "/orders", StoredOrderPage, { query: { accountId, status: "open", limit: DASHBOARD_ORDERS } }),
    ask("execution", "/trades", StoredTradePage, { query: { accountId, limit: DASHBOARD_TRADES } }),
    availableQuotes(ask, watchlist),
  ]);
  if ("refused" in market) return market;
  if ("refused" in portfolio) return portfolio;
  if ("refused" in open) return open;
  if ("refused" in trades) return trades;
  if ("refused" in quotes) return quotes;
  const [openOrders, recentTrades] = await Promise.all([
    orderDocuments(g, c, open.value.orders),
    tradeDocuments(g, c, trades.value.trades),
  ]);
  return {
    value: {
      market: market.value,
      portfolio: portfolio.value,
      openOrders,
      recentTrades,
      quotes: watchlist.flatMap((symbol) => quotes.value.get(symbol) ?? []),
    },
  };
}
