// For tests: the gateway over services that answer what a test says.
import assert from "node:assert/strict";
import type { Service } from "@hoga/events";
import { type Handler, localCalls } from "@hoga/outbox";
import { createGateway } from "../app.ts";
import type { GatewayPorts } from "../ports.ts";
import { account, marketStatus, NOW, quote } from "./documents.ts";
import { memoryIdentity } from "./identity.ts";

export const KEY = "hoga_test";
export const TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** A question that the gateway asked. */
export interface Call {
  readonly service: Service;
  /** Method and path: `GET /orders`. */
  readonly line: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Answers by service and line: a document (200), or a whole response. */
export type Routes = Readonly<Record<string, (call: Call) => unknown>>;
export type Fakes = Readonly<Partial<Record<Service, Routes>>>;

/** A problem document as a service answers it. */
export function problem(status: number, code: string, detail = code, extra: object = {}): Response {
  const body = {
    type: "about:blank",
    title: code,
    status,
    detail,
    code,
    retryable: false,
    traceId: "theirs",
    ...extra,
  };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}

const COMMON: Routes = { "GET /readyz": () => ({ status: "ready" }) };

const DEFAULTS: Fakes = {
  "market-data": {
    "POST /instruments/names": () => ({
      names: {
        "005930": { ko: "삼성전자", en: "Samsung Electronics" },
        "000660": { ko: "SK하이닉스", en: "SK hynix" },
      },
    }),
    "GET /quotes": () => ({ quotes: [quote()] }),
    "GET /status": () => marketStatus(),
  },
  portfolio: { "GET /accounts": () => ({ accounts: [account()] }) },
};

/** A gateway in front of `fakes`, with a wall clock and a market clock that stand until they are moved. */
export function harness(fakes: Fakes = {}, change: Partial<GatewayPorts> = {}) {
  const calls: Call[] = [];
  const logged: string[] = [];
  const clock = { wall: 1_000_000, now: NOW };
  let ids = 0;
  const handlerOf = (service: Service): Handler => async (request) => {
    const url = new URL(request.url);
    const text = await request.text();
    const call: Call = {
      service,
      line: `${request.method} ${url.pathname}`,
      query: Object.fromEntries(url.searchParams),
      body: request.headers.get("content-type") === "application/json" ? JSON.parse(text) : text,
      headers: request.headers,
    };
    calls.push(call);
    const route = fakes[service]?.[call.line] ?? DEFAULTS[service]?.[call.line] ?? COMMON[call.line];
    if (route === undefined) throw new Error(`The test has no answer for ${service} ${call.line}`);
    const answer = await route(call);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  const services: readonly Service[] = ["order", "portfolio", "execution", "market-data"];
  const ports: GatewayPorts = {
    call: localCalls(Object.fromEntries(services.map((service) => [service, handlerOf(service)])), "service-token"),
    findUserByKey: (key) => Promise.resolve(key === KEY ? { userId: "u1" } : null),
    identity: memoryIdentity([{ id: "u1", name: "Kim" }]),
    isOperator: (userId) => userId === "u1",
    now: () => clock.now,
    wall: () => clock.wall,
    pause: () => Promise.resolve(),
    newId: () => `id-${++ids}`,
    randomBytes: (count) => new Uint8Array(count).fill(7),
    log: (level, message, fields) => {
      logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
    },
    delivery: "direct",
    schedules: () => Promise.resolve([]),
    ...change,
  };
  const { app, endStreams } = createGateway(ports);
  return {
    app,
    endStreams,
    calls,
    logged,
    clock,
    /** Sends a request with the key of user `u1`; `json` becomes the body. */
    async send(
      method: string,
      path: string,
      options: { readonly json?: unknown; readonly body?: BodyInit; headers?: HeadersInit } = {},
    ) {
      const headers = new Headers({ authorization: `Bearer ${KEY}` });
      for (const [name, value] of new Headers(options.headers)) headers.set(name, value);
      const body = options.json === undefined ? options.body : JSON.stringify(options.json);
      if (options.json !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
      return await app.request(path, { method, headers, ...(body === undefined ? {} : { body }) });
    },
    /** The document that a GET answers with 200. */
    async get(path: string, headers: HeadersInit = {}): Promise<Record<string, unknown>> {
      const response = await this.send("GET", path, { headers });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return JSON.parse(text);
    },
    /** The calls of one service and line. */
    callsTo: (service: Service, line: string) => calls.filter((call) => call.service === service && call.line === line),
  };
}
