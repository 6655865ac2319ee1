// /api/instruments, /api/quotes, /api/books, /api/candles, /api/market: the market as the market-data service shows it.
import { createRoute, z } from "@hono/zod-openapi";
import {
  Book,
  Calendar,
  CandleList,
  Day,
  ImportResult,
  Instrument,
  InstrumentList,
  Limits,
  MarketStatus,
  Quote,
  QuoteList,
  refuse,
} from "@hoga/contracts";
import { parseInstant } from "@hoga/krx";
import type { Gateway } from "../env.ts";
import { takesFile } from "../middleware/body.ts";
import { say, tell } from "../problems.ts";
import { Limit, SymbolText } from "../queries.ts";
import { quotesOf, symbolList } from "../quotes.ts";
import { answers, newRouter, signedIn } from "../router.ts";

const tags = ["market"];
const SearchText = z.string().min(1).max(100);
const SymbolParam = z.object({ symbol: SymbolText });
const Moment = z.string().max(40).refine((text) => parseInstant(text) !== null, {
  message: "a date like 2025-03-14 or a time like 2025-03-14T09:00:00+09:00",
}).optional();
const symbolIn = ({ symbol }: { readonly symbol: string }) => symbol.trim().toUpperCase();

const searchInstruments = createRoute({
  method: "get",
  path: "/api/instruments",
  operationId: "searchInstruments",
  summary: "Instruments by code, Korean or English name, or initial consonants",
  tags,
  security: signedIn,
  request: { query: z.strictObject({ q: SearchText, limit: Limit }) },
  responses: answers(InstrumentList, "The instruments that fit, best first"),
});
const resolveInstrument = createRoute({
  method: "get",
  path: "/api/instruments/resolve",
  operationId: "resolveInstrument",
  summary: "The one instrument that a code or a name means",
  tags,
  security: signedIn,
  request: { query: z.strictObject({ q: SearchText }) },
  responses: answers(Instrument, "The instrument"),
});
const importInstruments = createRoute({
  method: "post",
  path: "/api/instruments/import",
  operationId: "importInstruments",
  summary: "Take in a listing file: the exchange's CSV (UTF-8 or CP949), or code,name_ko,name_en,market",
  tags,
  security: signedIn,
  middleware: takesFile(),
  request: { body: { content: { "text/csv": { schema: z.string() } }, required: true } },
  responses: answers(ImportResult, "How many were taken in, and how many are known now"),
});
const listQuotes = createRoute({
  method: "get",
  path: "/api/quotes",
  operationId: "listQuotes",
  summary: "Quotes of several symbols",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({ symbols: z.string().min(1).max(4_000).describe("Symbols, separated by commas") }),
  },
  responses: answers(QuoteList, "The quotes of those that have one"),
});
const showQuote = createRoute({
  method: "get",
  path: "/api/quotes/{symbol}",
  operationId: "showQuote",
  summary: "The quote of a symbol",
  tags,
  security: signedIn,
  request: { params: SymbolParam },
  responses: answers(Quote, "The quote"),
});
const showBook = createRoute({
  method: "get",
  path: "/api/books/{symbol}",
  operationId: "showBook",
  summary: "The order book of a symbol, ten levels a side",
  tags,
  security: signedIn,
  request: { params: SymbolParam },
  responses: answers(Book, "The book"),
});
const listCandles = createRoute({
  method: "get",
  path: "/api/candles/{symbol}",
  operationId: "listCandles",
  summary: "Candles of a symbol",
  tags,
  security: signedIn,
  request: {
    params: SymbolParam,
    query: z.strictObject({ interval: z.enum(["1m", "5m", "1d"]).optional(), from: Moment, to: Moment }),
  },
  responses: answers(CandleList, "The candles, oldest first"),
});
const showStatus = createRoute({
  method: "get",
  path: "/api/market/status",
  operationId: "showMarketStatus",
  summary: "The market's time, phase and clock",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(MarketStatus, "The status"),
});
const showCalendar = createRoute({
  method: "get",
  path: "/api/market/calendar",
  operationId: "showCalendar",
  summary: "Trading days of a year, or one day",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({
      year: z.string().regex(/^\d{4}$/, { message: "a year like 2025" }).optional(),
      date: Day.optional(),
    }),
  },
  responses: answers(Calendar, "The days"),
});
const showLimits = createRoute({
  method: "get",
  path: "/api/market/limits",
  operationId: "showLimits",
  summary: "A day's price limits and tick for a base price",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({
      base: z.string().regex(/^[1-9]\d{0,8}$/, { message: "a price in whole won" }),
      market: z.enum(["kospi", "kosdaq", "konex", "etf"]).optional(),
      date: Day.optional(),
    }),
  },
  responses: answers(Limits, "The limits"),
});

/** The routes of the market. */
export function marketRoutes(g: Gateway) {
  const app = newRouter();
  instruments(app, g);
  prices(app);
  hours(app);
  return app;
}

type Router = ReturnType<typeof newRouter>;

function instruments(app: Router, g: Gateway): void {
  app.openapi(searchInstruments, async (c) => {
    const found = await c.get("ask")("market-data", "/instruments", InstrumentList, { query: c.req.valid("query") });
    if ("refused" in found) return tell(c, found.refused);
    return c.json(found.value, 200);
  });

  app.openapi(resolveInstrument, async (c) => {
    const query = c.req.valid("query");
    const found = await c.get("ask")("market-data", "/instruments/resolve", Instrument, { query });
    if ("refused" in found) return tell(c, found.refused);
    return c.json(found.value, 200);
  });

  app.openapi(importInstruments, async (c) => {
    const type = c.req.header("content-type") ?? "text/csv";
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const imported = await c.get("ask")("market-data", "/instruments/import", ImportResult, {
      method: "POST",
      content: { type, bytes },
    });
    g.names.clear();
    if ("refused" in imported) return tell(c, imported.refused);
    return c.json(imported.value, 200);
  });
}

function prices(app: Router): void {
  app.openapi(listQuotes, async (c) => {
    const symbols = symbolList(c.req.valid("query").symbols);
    const quotes = await quotesOf(c.get("ask"), symbols);
    if ("refused" in quotes) return tell(c, quotes.refused);
    return c.json({ quotes: symbols.flatMap((symbol) => quotes.value.get(symbol) ?? []) }, 200);
  });

  app.openapi(showQuote, async (c) => {
    const symbol = symbolIn(c.req.valid("param"));
    const quotes = await quotesOf(c.get("ask"), [symbol]);
    if ("refused" in quotes) return tell(c, quotes.refused);
    const quote = quotes.value.get(symbol);
    if (quote === undefined) return say(c, refuse("no_market_data", `There is no market data for ${symbol}`));
    return c.json(quote, 200);
  });

  app.openapi(showBook, async (c) => {
    const symbol = symbolIn(c.req.valid("param"));
    const book = await c.get("ask")("market-data", `/books/${encodeURIComponent(symbol)}`, Book);
    if ("refused" in book) return tell(c, book.refused);
    return c.json(book.value, 200);
  });

  app.openapi(listCandles, async (c) => {
    const symbol = symbolIn(c.req.valid("param"));
    const query = c.req.valid("query");
    const candles = await c.get("ask")("market-data", `/candles/${encodeURIComponent(symbol)}`, CandleList, { query });
    if ("refused" in candles) return tell(c, candles.refused);
    return c.json(candles.value, 200);
  });
}

function hours(app: Router): void {
  app.openapi(showStatus, async (c) => {
    const status = await c.get("ask")("market-data", "/status", MarketStatus);
    if ("refused" in status) return tell(c, status.refused);
    return c.json(status.value, 200);
  });

  app.openapi(showCalendar, async (c) => {
    const query = c.req.valid("query");
    const calendar = await c.get("ask")("market-data", "/calendar", Calendar, { query });
    if ("refused" in calendar) return tell(c, calendar.refused);
    return c.json(calendar.value, 200);
  });

  app.openapi(showLimits, async (c) => {
    const limits = await c.get("ask")("market-data", "/limits", Limits, { query: c.req.valid("query") });
    if ("refused" in limits) return tell(c, limits.refused);
    return c.json(limits.value, 200);
  });
}
