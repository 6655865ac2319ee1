import assert from "node:assert/strict";
import {
  Book,
  Calendar,
  CandleList,
  ImportResult,
  Instrument,
  InstrumentList,
  Limits,
  MarketStatus,
  Quote,
  QuoteList,
} from "@hoga/contracts";
import { marketStatus, quote } from "../testing/documents.ts";
import { type Fakes, harness, problem } from "../testing/harness.ts";

const SAMSUNG = { symbol: "005930", nameKo: "삼성전자", nameEn: "Samsung Electronics", market: "KOSPI", kind: "stock" };
const BOOK = {
  symbol: "005930",
  name: "삼성전자",
  at: "2025-03-14T10:00:00+09:00",
  source: "sim",
  last: 70_000,
  asks: [{ price: 70_100, size: 5 }],
  bids: [],
};
const CANDLES = { symbol: "005930", name: "삼성전자", interval: "1d", candles: [] };
const DAY = { date: "2025-03-14", isTradingDay: true, opensAt: null, closesAt: null, note: null };
const LIMITS = { base: 70_000, tick: 100, upper: 91_000, lower: 49_000 };

const market = (routes: NonNullable<Fakes["market-data"]>) => harness({ "market-data": routes });

Deno.test("what the market-data service shows is passed on", async (t) => {
  const rows = [
    ["/api/instruments?q=%EC%82%BC%EC%84%B1&limit=5", "GET /instruments", { q: "삼성", limit: "5" }, {
      instruments: [SAMSUNG],
    }, InstrumentList],
    ["/api/instruments/resolve?q=005930", "GET /instruments/resolve", { q: "005930" }, SAMSUNG, Instrument],
    ["/api/books/005930", "GET /books/005930", {}, BOOK, Book],
    [
      "/api/candles/005930?interval=1d&from=2025-03-01&to=2025-03-14T10:00:00%2B09:00",
      "GET /candles/005930",
      { interval: "1d", from: "2025-03-01", to: "2025-03-14T10:00:00+09:00" },
      CANDLES,
      CandleList,
    ],
    ["/api/market/status", "GET /status", {}, marketStatus(), MarketStatus],
    ["/api/market/calendar?date=2025-03-14", "GET /calendar", { date: "2025-03-14" }, { days: [DAY] }, Calendar],
    ["/api/market/calendar?year=2025", "GET /calendar", { year: "2025" }, { days: [] }, Calendar],
    [
      "/api/market/limits?base=70000&market=kospi&date=2025-03-14",
      "GET /limits",
      { base: "70000", market: "kospi", date: "2025-03-14" },
      LIMITS,
      Limits,
    ],
  ] as const;
  for (const [path, line, query, document, schema] of rows) {
    await t.step(path, async () => {
      const h = market({ [line]: () => document });
      assert.deepEqual(schema.parse(await h.get(path)), document);
      const [call] = h.callsTo("market-data", line);
      assert.deepEqual(call?.query, query);
    });
  }
});

Deno.test("names come in the language of the caller", async () => {
  const h = market({ "GET /books/005930": ({ headers }) => ({ ...BOOK, name: headers.get("x-hoga-lang") }) });
  const rows: readonly (readonly [headers: Record<string, string>, lang: string])[] = [
    [{}, "ko"],
    [{ "accept-language": "en" }, "en"],
    [{ "accept-language": "ko" }, "ko"],
    [{ "accept-language": "fr-FR, en-GB;q=0.8, ko;q=0.5" }, "en"],
    [{ "accept-language": "fr" }, "ko"],
    [{ "accept-language": "ko", "x-hoga-lang": "en" }, "en"],
  ];
  for (const [headers, lang] of rows) {
    assert.equal((await h.get("/api/books/005930", headers)).name, lang, JSON.stringify(headers));
  }
});

Deno.test("quotes come in the order they were asked for, each once", async () => {
  const h = market({
    "GET /quotes": ({ query }) => ({
      quotes: (query.symbols ?? "").split(",").reverse().map((symbol) => quote({ symbol })),
    }),
  });
  const { quotes } = QuoteList.parse(await h.get("/api/quotes?symbols=005930,%20000660,005930,00104k"));
  assert.deepEqual(quotes.map((one) => one.symbol), ["005930", "000660", "00104K"]);
  assert.equal(Quote.parse(await h.get("/api/quotes/00104k")).symbol, "00104K");
});

Deno.test("many symbols are asked for in parts", async () => {
  const h = market({
    "GET /quotes": ({ query }) => ({ quotes: (query.symbols ?? "").split(",").map((symbol) => quote({ symbol })) }),
  });
  const symbols = Array.from({ length: 450 }, (_, i) => String(i).padStart(6, "0"));
  const { quotes } = QuoteList.parse(await h.get(`/api/quotes?symbols=${symbols.join(",")}`));
  assert.deepEqual(quotes.map((one) => one.symbol), symbols);
  const sizes = h.callsTo("market-data", "GET /quotes").map((call) => call.query.symbols?.split(",").length);
  assert.deepEqual(sizes, [200, 200, 50]);
});

Deno.test("an unknown symbol is told as the market-data service says it, candidates and all", async () => {
  const h = market({
    "GET /quotes": () => problem(422, "unknown_symbol", "No such symbol: 999999"),
    "GET /instruments/resolve": () => problem(422, "ambiguous_symbol", "Several fit", { candidates: [SAMSUNG] }),
  });
  for (const path of ["/api/quotes/999999", "/api/quotes?symbols=999999,005930"]) {
    const response = await h.send("GET", path);
    assert.equal(response.status, 422);
    assert.equal((await response.json()).detail, "No such symbol: 999999");
  }
  const response = await h.send("GET", "/api/instruments/resolve?q=x");
  assert.deepEqual((await response.json()).candidates, [SAMSUNG]);
});

Deno.test("a symbol without a quote is refused, not left out, where it alone was asked for", async () => {
  const h = market({ "GET /quotes": () => ({ quotes: [] }) });
  const response = await h.send("GET", "/api/quotes/000660");
  assert.equal(response.status, 422);
  assert.equal((await response.json()).code, "no_market_data");
});

Deno.test("wrong parameters are named", async () => {
  const rows: readonly (readonly [path: string, detail: RegExp])[] = [
    ["/api/instruments", /^q is missing/],
    ["/api/instruments?q=", /^q must be at least 1 character long/],
    ["/api/instruments/resolve", /^q is missing/],
    ["/api/quotes", /^symbols is missing/],
    ["/api/candles/005930?interval=2m", /^interval must be 1m or 5m or 1d, not "2m"$/],
    ["/api/candles/005930?from=soon", /^from must be a date like .* or a time like .*, not "soon"$/],
    ["/api/market/calendar?year=25", /^year must be a year like 2025, not "25"$/],
    ["/api/market/calendar?date=2025-02-30", /^date must be a date like 2025-03-14, not "2025-02-30"$/],
    ["/api/market/limits", /^base is missing/],
    ["/api/market/limits?base=0", /^base must be a price in whole won, not "0"$/],
    ["/api/market/limits?base=100&market=nasdaq", /^market must be kospi or kosdaq or konex or etf, not "nasdaq"$/],
    ["/api/market/status?verbose=1", /^"verbose" is not a query parameter here: there are none$/],
  ];
  const h = market({});
  for (const [path, detail] of rows) {
    const response = await h.send("GET", path);
    assert.equal(response.status, 400, path);
    assert.match((await response.json()).detail, detail);
  }
  assert.deepEqual(h.calls, []);
});

Deno.test("a listing file goes through as it is, and names are asked for anew", async () => {
  const bodies: string[] = [];
  const h = market({
    "POST /instruments/import": ({ body, headers }) => {
      bodies.push(`${headers.get("content-type")} ${String(body).length}`);
      return { imported: 2, total: 170 };
    },
  });
  const file = new Uint8Array(300_000).fill(65);
  const response = await h.send("POST", "/api/instruments/import", {
    body: file,
    headers: { "content-type": "text/csv" },
  });
  assert.deepEqual(ImportResult.parse(await response.json()), { imported: 2, total: 170 });
  const untyped = await h.send("POST", "/api/instruments/import", { body: file });
  await untyped.body?.cancel();
  assert.deepEqual(bodies, ["text/csv 300000", "text/csv 300000"]);
});

Deno.test("a listing file that is too large, or empty, is refused", async () => {
  const h = market({});
  const large = await h.send("POST", "/api/instruments/import", { body: new Uint8Array(8 * 1024 * 1024 + 1) });
  assert.equal(large.status, 413);
  assert.match((await large.json()).detail, /larger than 8 MB/);
  const empty = await h.send("POST", "/api/instruments/import");
  assert.equal(empty.status, 400);
  await empty.body?.cancel();
  assert.deepEqual(h.calls, []);
});
