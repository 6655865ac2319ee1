// A stand-in for the gateway's protocol on loopback: the contract's routes with fixed documents, and a record of what was asked.
import { Hono } from "hono";
import * as documents from "./documents.ts";

/** One request as the gateway saw it. */
export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one request in place of the fixed document; null leaves it to that. */
export type Answering = (seen: Seen) => Response | Promise<Response> | null;

export interface FakeGateway {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Puts `answering` before the fixed documents. */
  answer(answering: Answering): void;
  stop(): Promise<void>;
}

/** A problem document as the contract has it. */
export function problem(status: number, code: string, detail: string, more: Record<string, unknown> = {}): Response {
  const document = {
    type: "about:blank",
    title: code,
    status,
    detail,
    code,
    retryable: false,
    traceId: "t-1",
    ...more,
  };
  return Response.json(document, { status, headers: { "content-type": "application/problem+json" } });
}

const { FILLED, RESERVED } = documents;

function routes(): Hono {
  const app = new Hono();
  const fixed = (path: string, document: unknown) => app.get(path, (c) => c.json(document));
  app.post("/api/orders", async (c) => c.json({ ...FILLED, ...await sideOf(c.req.raw) }, 201));
  app.post("/api/orders/preview", async (c) => c.json({ ...documents.PREVIEW, ...await sideOf(c.req.raw) }));
  app.delete("/api/orders", (c) => c.json({ orders: [{ ...RESERVED, status: "canceled" }] }));
  app.get("/api/orders", (c) =>
    c.json(
      c.req.query("cursor") === undefined
        ? { orders: [FILLED, RESERVED], nextCursor: "next-1" }
        : { orders: [documents.STOPPED], nextCursor: null },
    ));
  fixed("/api/orders/:id/timeline", documents.TIMELINE);
  app.patch("/api/orders/:id", (c) => c.json({ ...RESERVED, quantity: 20 }));
  app.delete("/api/orders/:id", (c) => c.json({ ...RESERVED, status: "canceled", held: { asset: "KRW", amount: 0 } }));
  fixed("/api/orders/:id", FILLED);
  fixed("/api/portfolio", documents.PORTFOLIO);
  fixed("/api/ledger", { entries: documents.LEDGER, nextCursor: null });
  fixed("/api/trades", { trades: [documents.TRADE], nextCursor: null });
  fixed("/api/history", {
    days: [{ date: "2025-03-13", cash: 1, marketValue: 2, netAssets: 3, dayPnl: -5, dayReturn: -0.5 }],
  });
  fixed("/api/dashboard", documents.DASHBOARD);
  app.post("/api/instruments/import", (c) => c.json({ imported: 2_700, total: 2_850 }));
  app.get("/api/instruments/resolve", (c) => resolve(c.req.query("q") ?? ""));
  app.get("/api/instruments", (c) => c.json({ instruments: c.req.query("q") === "없는" ? [] : [documents.SAMSUNG] }));
  fixed("/api/quotes", { quotes: [documents.QUOTE, documents.HYNIX_QUOTE] });
  fixed("/api/quotes/:symbol", documents.QUOTE);
  fixed("/api/books/:symbol", documents.BOOK);
  fixed("/api/candles/:symbol", documents.CANDLES);
  fixed("/api/market/status", documents.MARKET);
  fixed("/api/market/calendar", {
    days: [
      { date: "2025-01-01", isTradingDay: false, opensAt: null, closesAt: null, note: "신정" },
      { date: "2025-01-02", isTradingDay: true, opensAt: at("10:00"), closesAt: at("15:30"), note: "개장일" },
      { date: "2025-01-03", isTradingDay: true, opensAt: at("09:00"), closesAt: at("15:30"), note: null },
      { date: "2025-01-04", isTradingDay: false, opensAt: null, closesAt: null, note: null },
    ],
  });
  fixed("/api/market/limits", { base: 71_000, tick: 100, upper: 92_300, lower: 49_700 });
  app.get("/api/accounts", (c) => c.json({ accounts: [documents.ACCOUNT], defaultAccountId: "acc-1" }));
  app.post("/api/accounts", (c) => c.json({ ...documents.ACCOUNT, id: "acc-2", name: "swing" }, 201));
  app.post("/api/accounts/:id/reset", (c) => c.json({ ...documents.ACCOUNT, generation: 2 }));
  fixed("/api/whoami", documents.WHOAMI);
  fixed("/api/keys", { keys: [documents.LAPTOP_KEY, documents.BOT_KEY] });
  app.post("/api/keys", (c) => c.json({ ...documents.BOT_KEY, key: documents.SECRET }, 201));
  app.delete("/api/keys/:id", (c) => c.json({ revoked: c.req.param("id") }));
  fixed("/api/reconcile", documents.BALANCED);
  fixed("/api/ops/status", documents.OPS);
  fixed("/api/ops/outbox", { rows: [] });
  fixed("/api/ops/dead", {
    rows: [{
      service: "order",
      eventId: "evt-1",
      subscriber: "portfolio",
      type: "OrderPlaced",
      attempts: 5,
      createdAt: at("10:00"),
      lastError: "HTTP 500",
      parked: true,
    }],
  });
  fixed("/api/ops/calendar", { overrides: [documents.HOLIDAY] });
  app.put("/api/ops/calendar/:date", (c) => c.json({ ...documents.HOLIDAY, date: c.req.param("date") }));
  fixed("/api/ops/interruptions", { interruptions: [documents.HALT, documents.BREAKER] });
  app.post("/api/ops/halts", (c) => c.json(documents.HALT));
  app.post("/api/ops/breakers", (c) => c.json(documents.BREAKER));
  fixed("/api/ops/actions", { actions: [documents.DIVIDEND, documents.SPLIT] });
  app.post("/api/ops/actions", (c) => c.json(documents.SPLIT));
  app.delete("/api/ops/:kind/:id", (c) => c.json({ removed: c.req.param("id") }));
  app.post("/api/ops/dead/retry", (c) => c.json({ retried: 1 }));
  return app;
}

/** The side that an order was sent with. */
async function sideOf(request: Request): Promise<{ side?: string }> {
  const body: unknown = await request.json().catch(() => null);
  return typeof body === "object" && body !== null && "side" in body && body.side === "sell" ? { side: "sell" } : {};
}

function at(time: string): string {
  return `2025-01-02T${time}:00+09:00`;
}

function resolve(text: string): Response {
  if (text === "없는이름") return problem(422, "unknown_symbol", "No such symbol");
  if (text === "삼성") {
    const candidates = [documents.SAMSUNG, { ...documents.SAMSUNG, symbol: "005935", nameKo: "삼성전자우" }];
    return problem(422, "ambiguous_symbol", "Several instruments fit", { candidates });
  }
  return Response.json(text === "SK하이닉스" || text === "000660" ? documents.HYNIX : documents.SAMSUNG);
}

/** Starts the stand-in on a free port. Without the key "test-key" it answers 401. */
export function startFakeGateway(): FakeGateway {
  const seen: Seen[] = [];
  const answerings: Answering[] = [];
  const app = routes();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const url = new URL(request.url);
    const body = await request.text();
    const one: Seen = {
      method: request.method,
      target: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(request.headers),
      body,
    };
    seen.push(one);
    for (const answering of answerings) {
      const response = answering(one);
      if (response !== null) return await response;
    }
    if (request.headers.get("authorization") !== "Bearer test-key") {
      return problem(401, "unauthorized", "Sign in first");
    }
    return await app.request(request.url, { method: request.method, ...(body === "" ? {} : { body }) });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    seen,
    answer: (answering) => void answerings.unshift(answering),
    stop: () => server.shutdown(),
  };
}
