import assert from "node:assert/strict";
import { Dashboard, History, LedgerPage, Portfolio, TradePage } from "@hoga/contracts";
import { account, marketStatus, quote, storedOrder, storedPortfolio, storedTrade } from "../testing/documents.ts";
import { harness, problem } from "../testing/harness.ts";

const POSITION = { symbol: "005930", quantity: 10, held: 4, cost: 690_000, realizedPnl: 1_000 };
const SOLD = { symbol: "000660", quantity: 0, held: 0, cost: 0, realizedPnl: -400 };
const gone = () => Promise.reject(new TypeError("connection refused"));

Deno.test("a portfolio is what is owned at the prices of now", async () => {
  const h = harness({ portfolio: { "GET /accounts/a1/portfolio": () => storedPortfolio([POSITION, SOLD], 5_000) } });
  const portfolio = Portfolio.parse(await h.get("/api/portfolio"));
  assert.deepEqual(
    portfolio.positions.map((one) => [one.symbol, one.name, one.last, one.marketValue, one.unrealizedPnl]),
    [
      ["005930", "삼성전자", 70_100, 701_000, 11_000],
    ],
  );
  assert.deepEqual(portfolio.totals, {
    netAssets: 706_000,
    marketValue: 701_000,
    unrealizedPnl: 11_000,
    realizedPnl: 600,
  });
  assert.deepEqual(h.callsTo("market-data", "GET /quotes").map((call) => call.query), [{ symbols: "005930" }]);
});

Deno.test("an empty portfolio asks for no prices", async () => {
  const h = harness({ portfolio: { "GET /accounts/a1/portfolio": () => storedPortfolio([SOLD]) } });
  assert.deepEqual(Portfolio.parse(await h.get("/api/portfolio")).positions, []);
  assert.deepEqual(h.callsTo("market-data", "GET /quotes"), []);
});

Deno.test("a portfolio without prices is an outage, not a guess; a symbol without a price is told without", async () => {
  const portfolio = { "GET /accounts/a1/portfolio": () => storedPortfolio([POSITION]) };
  const down = harness({ portfolio, "market-data": { "GET /quotes": gone } });
  const response = await down.send("GET", "/api/portfolio");
  assert.equal(response.status, 503);
  assert.equal((await response.json()).code, "unavailable");
  const dark = harness({ portfolio, "market-data": { "GET /quotes": () => problem(422, "no_market_data") } });
  const told = Portfolio.parse(await dark.get("/api/portfolio"));
  assert.deepEqual([told.positions[0]?.last, told.positions[0]?.marketValue], [null, 690_000]);
});

Deno.test("the ledger and trades are passed on, page by page", async () => {
  const entry = {
    id: "l1",
    at: "2025-03-14T09:31:00+09:00",
    kind: "trade",
    asset: "KRW",
    amount: -280_000,
    balanceAfter: 720_000,
    orderId: "o1",
    tradeId: "t1",
    settlesOn: "2025-03-18",
  };
  const h = harness({
    portfolio: { "GET /accounts/a1/ledger": () => ({ entries: [entry], nextCursor: "c2" }) },
    execution: { "GET /trades": () => ({ trades: [storedTrade()], nextCursor: null }) },
  });
  const ledger = LedgerPage.parse(await h.get("/api/ledger?since=2025-03-01&limit=10&cursor=c1"));
  assert.deepEqual(ledger, { entries: [entry], nextCursor: "c2" });
  const [asked] = h.callsTo("portfolio", "GET /accounts/a1/ledger");
  assert.deepEqual(asked?.query, { since: "2025-03-01", limit: "10", cursor: "c1" });
  const trades = TradePage.parse(await h.get("/api/trades?symbol=005930&limit=1000"));
  assert.deepEqual(trades, { trades: [{ ...storedTrade(), name: "삼성전자" }], nextCursor: null });
  assert.deepEqual(h.callsTo("execution", "GET /trades")[0]?.query, {
    accountId: "a1",
    symbol: "005930",
    limit: "500",
  });
});

Deno.test("history is the days that have ended at their closes", async () => {
  const days = [
    { date: "2025-03-12", cash: 100_000_000, positions: [] },
    { date: "2025-03-13", cash: 99_300_000, positions: [{ symbol: "005930", quantity: 10 }] },
    { date: "2025-03-14", cash: 99_300_000, positions: [{ symbol: "005930", quantity: 10 }] },
  ];
  const closes = { "005930": { "2025-03-12": null, "2025-03-13": 71_000 } };
  const h = harness({
    portfolio: { "GET /accounts/a1/days": () => ({ days }) },
    "market-data": { "POST /closes": () => ({ closes }) },
  });
  const history = History.parse(await h.get("/api/history"));
  assert.deepEqual(history.days.map((day) => [day.date, day.netAssets, day.dayPnl, day.dayReturn]), [
    ["2025-03-12", 100_000_000, 0, 0],
    ["2025-03-13", 100_010_000, 10_000, 0.0001],
  ]);
  const body = { symbols: ["005930"], dates: ["2025-03-12", "2025-03-13"] };
  assert.deepEqual(h.callsTo("market-data", "POST /closes")[0]?.body, body);
});

Deno.test("a history without shares asks for no closes", async () => {
  const h = harness({
    portfolio: { "GET /accounts/a1/days": () => ({ days: [{ date: "2025-03-13", cash: 5, positions: [] }] }) },
  });
  assert.equal(History.parse(await h.get("/api/history")).days[0]?.dayPnl, 5 - account().openingCash);
  assert.deepEqual(h.callsTo("market-data", "POST /closes"), []);
});

Deno.test("a dashboard is everything at once", async () => {
  const h = harness({
    order: { "GET /orders": () => ({ orders: [storedOrder()], nextCursor: null }) },
    portfolio: { "GET /accounts/a1/portfolio": () => storedPortfolio([POSITION], 5_000) },
    execution: { "GET /trades": () => ({ trades: [storedTrade()], nextCursor: null }) },
    "market-data": {
      "GET /quotes": ({ query }) => {
        const symbols = query.symbols?.split(",") ?? [];
        if (symbols.includes("XXXXXX")) return problem(422, "unknown_symbol");
        return { quotes: symbols.map((symbol) => quote({ symbol })) };
      },
    },
  });
  const dashboard = Dashboard.parse(await h.get("/api/dashboard?watchlist=000660,xxxxxx,005930,,000660"));
  assert.deepEqual(dashboard.market, marketStatus());
  assert.equal(dashboard.portfolio.totals.netAssets, 706_000);
  assert.equal(dashboard.openOrders[0]?.waitingFor, "최우선 매도호가 70,100원이 지정가 70,000원보다 높습니다");
  assert.equal(dashboard.recentTrades[0]?.name, "삼성전자");
  assert.deepEqual(
    dashboard.quotes.map((one) => one.symbol),
    ["000660", "005930"],
    "an unlisted symbol spoils nothing",
  );
  assert.equal(h.callsTo("order", "GET /orders")[0]?.query.status, "open");
  assert.deepEqual(Dashboard.parse(await h.get("/api/dashboard")).quotes, []);
});

Deno.test("an account that the portfolio does not know is told so", async () => {
  const h = harness({ portfolio: { "GET /accounts/a1/portfolio": () => problem(404, "unknown_account") } });
  const response = await h.send("GET", "/api/portfolio");
  assert.equal(response.status, 404);
  await response.body?.cancel();
});

Deno.test("no route about an account shows one that is not the caller's", async () => {
  const h = harness();
  for (const path of ["portfolio", "ledger", "trades", "history", "dashboard"]) {
    const response = await h.send("GET", `/api/${path}?accountId=a2`);
    assert.equal(response.status, 404, path);
    assert.equal((await response.json()).code, "unknown_account");
  }
  assert.ok(h.calls.every((call) => call.line === "GET /accounts"));
});
