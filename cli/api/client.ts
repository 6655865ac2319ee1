// The gateway's routes as functions. Each parses its answer, so that what comes out is what the contract says.
import type { z } from "zod";
import type { Lang, Messages } from "../i18n/mod.ts";
import { readAnswer } from "./answers.ts";
import type {
  CalendarChange,
  Contracts,
  NewCircuitBreaker,
  NewCorporateAction,
  NewHalt,
  PlaceOrder,
} from "./documents.ts";
import type { Answer, ApiRequest } from "./transport.ts";

export interface ClientOptions {
  readonly send: (request: ApiRequest) => Promise<Answer>;
  /** The account to use; the gateway's default when undefined. */
  readonly accountId: string | undefined;
  readonly lang: Lang;
  readonly t: Messages;
}

export interface PageQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly since?: string | undefined;
  readonly symbol?: string | undefined;
}

/** How long `POST /api/orders` may wait for the outcome: 0 does not wait, undefined leaves it to the gateway. */
export interface PlaceOptions {
  readonly key: string;
  readonly waitSeconds?: number | undefined;
}

type Query = NonNullable<ApiRequest["query"]>;

export type Client = ReturnType<typeof createClient>;

export function createClient({ send, accountId, lang, t }: ClientOptions) {
  async function call<T>(request: ApiRequest, pick: (contracts: Contracts) => z.ZodType<T>): Promise<T> {
    return await readAnswer(await send(request), pick, lang, t);
  }
  function get<T>(path: string, query: Query, pick: (contracts: Contracts) => z.ZodType<T>): Promise<T> {
    return call({ method: "GET", path, query, isRepeatable: true }, pick);
  }
  const remove = (path: string) => call({ method: "DELETE", path, isRepeatable: false }, (c) => c.Removed);
  const account = { accountId };
  const orderPath = (id: string) => `/api/orders/${encodeURIComponent(id)}`;

  return {
    placeOrder(order: PlaceOrder, options: PlaceOptions) {
      const { key, waitSeconds } = options;
      const prefer = waitSeconds === undefined ? null : waitSeconds === 0 ? "respond-async" : `wait=${waitSeconds}`;
      const headers = { "idempotency-key": key, ...(prefer === null ? {} : { prefer }) };
      return call({
        method: "POST",
        path: "/api/orders",
        json: withAccount(order, accountId),
        headers,
        isRepeatable: true,
        isPersistent: true,
        extraTimeMs: (waitSeconds ?? 0) * 1000,
      }, (c) => c.Order);
    },
    previewOrder: (order: PlaceOrder) =>
      call(
        { method: "POST", path: "/api/orders/preview", json: withAccount(order, accountId), isRepeatable: true },
        (c) => c.OrderPreview,
      ),
    orders: (query: PageQuery & { status?: string | undefined }) =>
      get("/api/orders", { ...query, ...account }, (c) => c.OrderPage),
    order: (id: string) => get(orderPath(id), account, (c) => c.Order),
    timeline: (id: string) => get(`${orderPath(id)}/timeline`, account, (c) => c.Timeline),
    amendOrder: (id: string, change: { quantity?: number; limitPrice?: number; stopPrice?: number }) =>
      call(
        { method: "PATCH", path: orderPath(id), query: account, json: change, isRepeatable: false },
        (c) => c.Order,
      ),
    cancelOrder: (id: string) =>
      call({ method: "DELETE", path: orderPath(id), query: account, isRepeatable: false }, (c) => c.Order),
    cancelAll: (symbol: string | undefined) =>
      call(
        { method: "DELETE", path: "/api/orders", query: { symbol, ...account }, isRepeatable: false },
        (c) => c.CancelAll,
      ),

    portfolio: () => get("/api/portfolio", account, (c) => c.Portfolio),
    ledger: (query: PageQuery) => get("/api/ledger", { ...query, ...account }, (c) => c.LedgerPage),
    trades: (query: PageQuery) => get("/api/trades", { ...query, ...account }, (c) => c.TradePage),
    history: () => get("/api/history", account, (c) => c.History),
    dashboard: (watchlist: readonly string[]) =>
      get("/api/dashboard", { watchlist: listed(watchlist), ...account }, (c) => c.Dashboard),

    instruments: (q: string, limit: number | undefined) =>
      get("/api/instruments", { q, limit }, (c) => c.InstrumentList),
    resolve: (q: string) => get("/api/instruments/resolve", { q }, (c) => c.Instrument),
    importInstruments: (bytes: Uint8Array<ArrayBuffer>) =>
      call(
        { method: "POST", path: "/api/instruments/import", content: { type: "text/csv", bytes }, isRepeatable: true },
        (c) => c.ImportResult,
      ),
    quote: (symbol: string) => get(`/api/quotes/${encodeURIComponent(symbol)}`, {}, (c) => c.Quote),
    quotes: (symbols: readonly string[]) => get("/api/quotes", { symbols: listed(symbols) }, (c) => c.QuoteList),
    book: (symbol: string) => get(`/api/books/${encodeURIComponent(symbol)}`, {}, (c) => c.Book),
    candles: (symbol: string, query: { interval: string; from?: string | undefined; to?: string | undefined }) =>
      get(`/api/candles/${encodeURIComponent(symbol)}`, query, (c) => c.CandleList),
    marketStatus: () => get("/api/market/status", {}, (c) => c.MarketStatus),
    calendar: (query: { year?: number | undefined; date?: string | undefined }) =>
      get("/api/market/calendar", query, (c) => c.Calendar),
    limits: (query: { base: number; market?: string | undefined; date?: string | undefined }) =>
      get("/api/market/limits", query, (c) => c.Limits),

    accounts: () => get("/api/accounts", {}, (c) => c.AccountList),
    newAccount: (body: { name: string; openingCash?: number }) =>
      call({ method: "POST", path: "/api/accounts", json: body, isRepeatable: false }, (c) => c.Account),
    resetAccount: (id: string, body: { openingCash?: number }) =>
      call(
        { method: "POST", path: `/api/accounts/${encodeURIComponent(id)}/reset`, json: body, isRepeatable: false },
        (c) => c.Account,
      ),

    whoami: () => get("/api/whoami", {}, (c) => c.Whoami),
    keys: () => get("/api/keys", {}, (c) => c.ApiKeyList),
    createKey: (label: string) =>
      call({ method: "POST", path: "/api/keys", json: { label }, isRepeatable: false }, (c) => c.CreatedApiKey),
    revokeKey: (id: string, isForced: boolean) =>
      call(
        {
          method: "DELETE",
          path: `/api/keys/${encodeURIComponent(id)}`,
          query: isForced ? { force: "true" } : {},
          isRepeatable: false,
        },
        (c) => c.RevokedApiKey,
      ),

    reconcile: () => get("/api/reconcile", {}, (c) => c.Reconciliation),
    opsStatus: () => get("/api/ops/status", {}, (c) => c.OpsStatus),
    outbox: () => get("/api/ops/outbox", {}, (c) => c.OutboxList),
    dead: () => get("/api/ops/dead", {}, (c) => c.OutboxList),
    retryDead: () => call({ method: "POST", path: "/api/ops/dead/retry", isRepeatable: false }, (c) => c.DeadRetry),

    overrides: () => get("/api/ops/calendar", {}, (c) => c.CalendarOverrideList),
    setOverride: (date: string, json: CalendarChange) =>
      call(
        { method: "PUT", path: `/api/ops/calendar/${encodeURIComponent(date)}`, json, isRepeatable: true },
        (c) => c.CalendarOverride,
      ),
    removeOverride: (date: string) => remove(`/api/ops/calendar/${encodeURIComponent(date)}`),
    interruptions: () => get("/api/ops/interruptions", {}, (c) => c.InterruptionList),
    halt: (json: NewHalt) =>
      call({ method: "POST", path: "/api/ops/halts", json, isRepeatable: false }, (c) => c.Interruption),
    breakCircuit: (json: NewCircuitBreaker) =>
      call({ method: "POST", path: "/api/ops/breakers", json, isRepeatable: false }, (c) => c.Interruption),
    removeInterruption: (id: string) => remove(`/api/ops/interruptions/${encodeURIComponent(id)}`),
    actions: () => get("/api/ops/actions", {}, (c) => c.CorporateActionList),
    enterAction: (json: NewCorporateAction) =>
      call({ method: "POST", path: "/api/ops/actions", json, isRepeatable: false }, (c) => c.CorporateAction),
    removeAction: (id: string) => remove(`/api/ops/actions/${encodeURIComponent(id)}`),
  };
}

function withAccount(order: PlaceOrder, accountId: string | undefined): PlaceOrder {
  return accountId === undefined ? order : { ...order, accountId };
}

function listed(symbols: readonly string[]): string | undefined {
  return symbols.length === 0 ? undefined : symbols.join(",");
}
