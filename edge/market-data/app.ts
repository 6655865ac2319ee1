// The service's own routes. They are internal: the app they are added to lets in hoga's services and QStash only.
import type { Context, Hono } from "hono";
import { z } from "zod";
import { type Book, type CandleList, problemOf } from "@hoga/contracts";
import { kstIso } from "@hoga/krx";
import { type MarketPort, TapeQuery } from "@hoga/market";
import { problemResponse } from "@hoga/outbox";
import { traceIdOf } from "@hoga/telemetry";
import { answer, countOf, readBody, symbolList, symbolOf } from "./answer.ts";
import { importInstruments } from "./commands/import_instruments.ts";
import { IMPORT_PATH, type ListingBody } from "./listing_body.ts";
import type { Outcome } from "./outcome.ts";
import type { TapeView } from "./port.ts";
import type { MarketDataPorts } from "./ports.ts";
import { calendarOf, limitsOf, statusAt } from "./queries/calendar.ts";
import { candlesOf, parseCandleQuery } from "./queries/candles.ts";
import { closesOf } from "./queries/closes.ts";
import { instrumentDocument, type Lang, listed, listedOne, nameIn, resolve, search } from "./queries/instruments.ts";
import { bookOf, quotesOf } from "./queries/quotes.ts";
import type { Catalogue } from "./state/catalogue.ts";
import type { Interruptions } from "./state/interruptions.ts";
import type { Overrides } from "./state/overrides.ts";

/** What the routes answer from. */
export interface RouteContext {
  readonly ports: Pick<MarketDataPorts, "feed" | "clock" | "now">;
  readonly catalogue: Catalogue;
  readonly overrides: Overrides;
  readonly interruptions: Interruptions;
  readonly port: MarketPort;
  readonly view: TapeView;
  readonly tickSessions: () => Promise<number>;
  readonly listingBody: ListingBody;
}

const SYMBOLS_MAX = 500;
const Symbols = z.array(z.string().max(64)).max(5_000);
const ReferencesBody = z.object({ symbols: Symbols, date: z.iso.date() });
const TapesBody = z.object({ queries: z.array(TapeQuery).max(5_000) });
const NamesBody = z.object({ symbols: Symbols });
const ClosesBody = z.object({ symbols: Symbols, dates: z.array(z.iso.date()).max(4_000) });

/** Adds the routes to `app`. */
export function addRoutes(app: Hono, context: RouteContext): void {
  addPortRoutes(app, context);
  addInstrumentRoutes(app, context);
  addQuoteRoutes(app, context);
  addMarketRoutes(app, context);
}

/** What the other services ask through `@hoga/market`. */
function addPortRoutes(app: Hono, { port }: RouteContext): void {
  app.post("/references", (c) =>
    answer(c, async () => {
      const body = await readBody(c, ReferencesBody);
      if ("refusal" in body) return body;
      return { value: { references: await port.references(body.value.symbols, body.value.date) } };
    }));
  app.post("/tapes", (c) =>
    answer(c, async () => {
      const body = await readBody(c, TapesBody);
      if ("refusal" in body) return body;
      return { value: { answers: await port.tapes(body.value.queries) } };
    }));
  app.get("/calendar/overrides", (c) => answer(c, async () => ({ value: { overrides: await port.overrides() } })));
}

function addInstrumentRoutes(app: Hono, { catalogue, listingBody }: RouteContext): void {
  app.get("/instruments", (c) =>
    answer(c, async () => {
      const limit = countOf("limit", c.req.query("limit"), 20, SYMBOLS_MAX);
      if ("refusal" in limit) return limit;
      const found = await search(catalogue, c.req.query("q") ?? "", limit.value);
      return { value: { instruments: found.map(instrumentDocument) } };
    }));
  app.get("/instruments/resolve", async (c) => {
    const resolved = await resolve(catalogue, c.req.query("q") ?? "");
    if ("value" in resolved) return c.json(instrumentDocument(resolved.value));
    if (resolved.candidates.length === 0) return problemResponse(c, resolved.refusal);
    const problem = problemOf(resolved.refusal, traceIdOf(c.req.header("traceparent")) ?? "none");
    const candidates = resolved.candidates.map(instrumentDocument);
    return c.json({ ...problem, candidates }, 422, { "content-type": "application/problem+json" });
  });
  app.post("/instruments/names", (c) =>
    answer(c, async () => {
      const body = await readBody(c, NamesBody);
      if ("refusal" in body) return body;
      const found = await catalogue.find(body.value.symbols);
      const names = [...found].map(([symbol, { nameKo, nameEn }]) => [symbol, { ko: nameKo, en: nameEn }] as const);
      return { value: { names: Object.fromEntries(names) } };
    }));
  app.post(IMPORT_PATH, async (c) => {
    const bytes = await listingBody.take(c);
    return bytes instanceof Response ? bytes : await answer(c, () => importInstruments(catalogue, bytes));
  });
}

function addQuoteRoutes(app: Hono, { ports, catalogue, overrides, interruptions, view }: RouteContext): void {
  const source = async (c: Context) => ({
    ...await view(),
    now: ports.now(),
    overrides: await overrides.current(),
    interruptions: await interruptions.current(),
    lang: langOf(c),
  });
  app.get("/quotes", (c) =>
    answer(c, async () => {
      const symbols = symbolList(c.req.query("symbols"), SYMBOLS_MAX);
      if ("refusal" in symbols) return symbols;
      const instruments = await listed(catalogue, symbols.value);
      if ("refusal" in instruments) return instruments;
      const quotes = quotesOf(instruments.value, await source(c));
      return "refusal" in quotes ? quotes : { value: { quotes: quotes.value } };
    }));
  app.get("/books/:symbol", (c) =>
    answer(c, async (): Promise<Outcome<Book>> => {
      const instrument = await listedOne(catalogue, symbolOf(c.req.param("symbol")));
      return "refusal" in instrument ? instrument : bookOf(instrument.value, await source(c));
    }));
  app.get("/candles/:symbol", (c) =>
    answer(c, async (): Promise<Outcome<CandleList>> => {
      const query = parseCandleQuery(c.req.query());
      if ("refusal" in query) return query;
      const instrument = await listedOne(catalogue, symbolOf(c.req.param("symbol")));
      if ("refusal" in instrument) return instrument;
      const candles = candlesOf(instrument.value, query.value, await source(c));
      if ("refusal" in candles) return candles;
      return {
        value: {
          symbol: instrument.value.symbol,
          name: nameIn(instrument.value, langOf(c)),
          interval: query.value.interval,
          candles: candles.value.map((candle) => ({ ...candle, at: kstIso(candle.at) })),
        },
      };
    }));
  app.post("/closes", (c) =>
    answer(c, async () => {
      const body = await readBody(c, ClosesBody);
      if ("refusal" in body) return body;
      const { symbols, dates } = body.value;
      return { value: { closes: closesOf(symbols, dates, await catalogue.find(symbols), await source(c)) } };
    }));
}

function addMarketRoutes(app: Hono, { ports, overrides, tickSessions }: RouteContext): void {
  const { now, clock, feed } = ports;
  app.get("/status", (c) =>
    answer(c, async () => ({
      value: statusAt(now(), await overrides.current(), { clock: { mode: clock.mode, speed: clock.speed }, feed }),
    })));
  app.get("/calendar", (c) => answer(c, async () => calendarOf(c.req.query(), now(), await overrides.current())));
  app.get("/limits", (c) => answer(c, () => limitsOf(c.req.query(), now())));
  app.post("/sessions/tick", (c) => answer(c, async () => ({ value: { announced: await tickSessions() } })));
}

function langOf(c: Context): Lang {
  return c.req.header("x-hoga-lang") === "en" ? "en" : "ko";
}
