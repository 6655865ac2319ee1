// The service on a test's database and clock, with neighbours that write down what they hear. No test tooling is imported here.
import { z } from "zod";
import { Problem, StoredOrder, StoredPreview, StoredTimeline } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { event, EVENT_SCHEMA, type EventData, type EventType, type HogaEvent, parseEvent } from "@hoga/events";
import { priceBand } from "@hoga/krx";
import type { MarketPort, Reference } from "@hoga/market";
import type { CallService } from "@hoga/outbox";
import { silentLog } from "@hoga/telemetry";
import { createOrder } from "./mod.ts";

const TOKEN = "a token of the services";
export const ACCOUNT = "acc-1";
const Results = z.object({ results: z.array(z.object({ outcome: z.string() })) });

/** The market as a test has it; a test changes it as it goes on. */
export interface TestMarket {
  /** What is known of 005930, on any day. */
  reference: Reference;
  /** The best prices displayed, won. */
  bid: number | null;
  ask: number | null;
}

/** An order as a test asks for it: 10 shares of 005930, bought, unless told. */
export interface Ask {
  readonly type?: string;
  readonly side?: "buy" | "sell";
  readonly timeInForce?: "day" | "ioc" | "fok";
  readonly quantity?: number;
  readonly limitPrice?: number;
  readonly stopPrice?: number;
}

/** What a refusal says. */
export interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly hint: string | undefined;
}

/** 005930 at a base price of 60,000 won: from 42,000 to 78,000 in ticks of 100. */
export function reference(change: Partial<Reference> = {}): Reference {
  const { base, upper, lower } = priceBand(60_000, { market: "KOSPI", kind: "stock" }, "2025-03-14");
  const names = { symbol: "005930", nameKo: "삼성전자", nameEn: "Samsung Electronics" };
  const issue = { market: "KOSPI", kind: "stock", listedShares: null, listedOn: null, delisting: false } as const;
  return { ...names, ...issue, base, upper, lower, interruptions: [], actions: [], ...change };
}

function marketPort(market: TestMarket): MarketPort {
  const level = (price: number | null) => price === null ? [] : [{ price, size: 100 }];
  return {
    references: () => Promise.resolve([market.reference]),
    tapes: (queries) =>
      Promise.resolve(queries.map(({ symbol, date, from }) => ({
        symbol,
        date,
        source: "sim" as const,
        band: null,
        issue: null,
        before: null,
        interruptions: [],
        slices: [{
          symbol,
          seq: 1,
          at: from,
          rule: "continuous" as const,
          trading: "continuous" as const,
          print: null,
          bids: level(market.bid),
          asks: level(market.ask),
        }],
      }))),
    overrides: () => Promise.resolve([]),
  };
}

/** A hosted service and the world as it sees it. */
export type OrderHost = ReturnType<typeof hostOrder>;

/** Hosts the service at the time `now`. What it emits is heard, and never answered by itself. */
export function hostOrder(sql: Sql, now: () => number) {
  const market: TestMarket = { reference: reference(), bid: 59_900, ask: 60_000 };
  const heard: HogaEvent[] = [];
  const neighbours = { hears: (_event: HogaEvent): Promise<unknown> => Promise.resolve() };
  const made = { orders: 0, keys: 0 };
  const call: CallService = async (_subscriber, _path, init) => {
    const { events } = z.object({ events: z.array(z.unknown()) }).parse(await new Response(init?.body).json());
    const parsed = events.flatMap((one) => {
      const known = parseEvent(one);
      return "event" in known ? [known.event] : [];
    });
    heard.push(...parsed);
    for (const one of parsed) await neighbours.hears(one);
    return Response.json({ results: parsed.map(({ id }) => ({ id, outcome: "done" })) });
  };
  const { app, idle } = createOrder({
    sql,
    call,
    publish: () => Promise.reject(new Error("no QStash")),
    delivery: "direct",
    serviceToken: TOKEN,
    signatures: { verify: () => Promise.resolve("missing_signature"), accepted: () => {} },
    publicBaseUrl: "http://order.local",
    now,
    pause: () => Promise.resolve(),
    log: silentLog,
    market: marketPort(market),
    newId: () => `ord-${++made.orders}`,
  });
  async function send<T>(method: string, path: string, schema: z.ZodType<T>, json?: unknown): Promise<T | Refused> {
    const response = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    await idle();
    const body: unknown = await response.json();
    if (response.ok) return schema.parse(body);
    const { code, detail, hint } = Problem.parse(body);
    return { code, detail, hint };
  }
  const postEvents = (events: readonly HogaEvent[]) =>
    app.request("/events", {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ events }),
    });
  const orderOf = (ask: Ask) => ({ symbol: "005930", side: "buy", quantity: 10, ...ask });
  return {
    market,
    heard,
    /** What a neighbour does when it hears of an event, before it is taken as delivered. */
    neighbours,
    place: (ask: Ask, key = `key-${++made.keys}`) =>
      send("POST", "/orders", StoredOrder, {
        accountId: ACCOUNT,
        idempotencyKey: key,
        waitMs: 0,
        order: orderOf(ask),
      }),
    preview: (ask: Ask) => send("POST", "/orders/preview", StoredPreview, { accountId: ACCOUNT, order: orderOf(ask) }),
    amend: (id: string, change: Pick<Ask, "quantity" | "limitPrice" | "stopPrice">, waitMs = 0) =>
      send("PATCH", `/orders/${id}?accountId=${ACCOUNT}`, StoredOrder, { ...change, waitMs }),
    cancel: (id: string) => send("DELETE", `/orders/${id}?accountId=${ACCOUNT}`, StoredOrder),
    order: (id: string) => send("GET", `/orders/${id}?accountId=${ACCOUNT}`, StoredOrder),
    timeline: (id: string) => send("GET", `/orders/${id}/timeline?accountId=${ACCOUNT}`, StoredTimeline),
    /** Tells the service of an event; its outcome. */
    async tell<T extends EventType>(type: T, subject: string, n: number, data: EventData<T>): Promise<string> {
      const made = EVENT_SCHEMA.parse(event(type, subject, n, now(), data));
      const { results } = Results.parse(await (await postEvents([made])).json());
      return results[0]?.outcome ?? "none";
    },
    /** The sessions that have opened are noticed. */
    sweep: () => send("POST", "/activations/sweep", z.unknown()),
    idle,
  };
}

/** One order of each type. */
export const EACH = {
  limit: { type: "limit", limitPrice: 60_000 },
  market: { type: "market" },
  best_limit: { type: "best_limit" },
  top_limit: { type: "top_limit" },
  conditional_limit: { type: "conditional_limit", limitPrice: 60_000 },
  mid_price: { type: "mid_price" },
  stop_limit: { type: "stop_limit", limitPrice: 62_000, stopPrice: 61_500 },
} as const satisfies Readonly<Record<string, Ask>>;

/** Empties the service's tables: tests of one file share a database. */
export async function clearOrders(sql: Sql): Promise<void> {
  const tables = ["orders", "timeline", "activations", "outbox", "inbox"];
  await sql.script(tables.map((table) => `delete from orders.${table}`).join("; "));
}

/** The order that was answered with; throws when it was refused. */
export function taken(answer: StoredOrder | Refused): StoredOrder {
  if (!("id" in answer)) throw new Error(`It was refused: ${JSON.stringify(answer)}`);
  return answer;
}

/** The code of a refusal; undefined where there is none. */
export const codeOf = (answer: object): string | undefined => "code" in answer ? String(answer.code) : undefined;

/** The last event of a type that was emitted. */
export function lastOf<T extends EventType>(h: OrderHost, type: T): EventData<T> {
  const found = h.heard.findLast((one) => one.type === type);
  if (found === undefined) throw new Error(`No ${type} was emitted`);
  return found.data as EventData<T>; // The type was compared above; the compiler cannot follow a generic tag.
}

/** Places an order whose hold then stands. */
export async function held(h: OrderHost, ask: Ask): Promise<StoredOrder> {
  const { id } = taken(await h.place(ask));
  const { amount } = lastOf(h, "OrderPlaced").hold;
  const type = ask.side === "sell" ? "SharesReserved" : "FundsReserved";
  const outcome = await h.tell(type, id, 1, { orderId: id, amount });
  if (outcome !== "done") throw new Error(`${type} was not taken: ${outcome}`);
  return taken(await h.order(id));
}
