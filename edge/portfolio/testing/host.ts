// The portfolio service on a test's database and clock: events go in by hand, what it tells the order service is kept.
import assert from "node:assert/strict";
import { LedgerAudit, StoredLedgerPage, StoredPortfolio } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { type EventData, type EventType, type HogaEvent, parseEvent } from "@hoga/events";
import { commission, kstMs, sellTax, settlementDate } from "@hoga/krx";
import type { CallService, Reacted } from "@hoga/outbox";
import { silentLog } from "@hoga/telemetry";
import type { TestClock } from "@hoga/testing";
import { z } from "zod";
import { createPortfolio } from "../mod.ts";

const TOKEN = "a token of the services";
export const SYMBOL = "005930";

/** An order as a test tells of it. */
export interface TestOrder {
  readonly id: string;
  readonly account: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly price: number;
  /** When it was placed, in KST (`2026-11-20 10:00`), and the session it is for: the same day's when left out. */
  readonly at: string;
  readonly session?: string;
  /** The actions with which its shares are counted. */
  readonly actions?: string[];
}

const Results = z.object({
  results: z.array(z.object({ outcome: z.enum(["done", "too_early", "failed", "rejected"]) })),
});

/** `2026-11-20 10:00` in KST to ms. */
export function at(text: string): number {
  const [date = "", time = ""] = text.split(" ");
  return kstMs(date, time);
}

export type PortfolioHost = ReturnType<typeof hostPortfolio>;

/** Hosts the service at the time of `clock`. */
export function hostPortfolio(sql: Sql, clock: TestClock) {
  /** The events that the order service was told. */
  const told: HogaEvent[] = [];
  const call: CallService = async (service, path, init) => {
    if (service === "portfolio") return await ask(path, init);
    const { events } = z.object({ events: z.array(z.unknown()) }).parse(await new Response(init?.body).json());
    const results = events.map((event) => {
      const parsed = parseEvent(event);
      assert.ok("event" in parsed, JSON.stringify(parsed));
      told.push(parsed.event);
      return { id: parsed.event.id, outcome: "done" };
    });
    return Response.json({ results });
  };
  const service = createPortfolio({
    sql,
    call,
    publish: () => Promise.reject(new Error("no QStash")),
    delivery: "direct",
    serviceToken: TOKEN,
    signatures: { verify: () => Promise.resolve("missing_signature"), accepted: () => {} },
    publicBaseUrl: "http://portfolio.local",
    now: clock.now,
    pause: () => Promise.resolve(),
    log: silentLog,
    market: {
      references: () => Promise.resolve([]),
      tapes: () => Promise.resolve([]),
      overrides: () => Promise.resolve([]),
    },
  });
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${TOKEN}`);
    return await service.app.request(path, { ...init, headers });
  }
  async function post(path: string, body: unknown): Promise<Response> {
    return await ask(path, { method: "POST", body: JSON.stringify(body) });
  }
  async function document<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return schema.parse(await (await ask(path)).json());
  }
  const orders = new Map<string, { readonly order: TestOrder; filled: number; amount: number }>();

  const host = {
    told,
    post,
    idle: () => service.idle(),
    /** Sends one event; says what came of it. */
    async event<T extends EventType>(type: T, id: string, time: number, data: EventData<T>): Promise<Reacted> {
      const subject = "test";
      const body = { events: [{ id: `${type}/${id}`, type, subject, at: time, trace: {}, data }] };
      const { results: [result] } = Results.parse(await (await post("/events", body)).json());
      const outcome = result?.outcome ?? "failed";
      assert.ok(outcome === "done" || outcome === "too_early", `${type}/${id} ${outcome}`);
      return outcome;
    },
    async open(id: string, openingCash = 100_000_000): Promise<void> {
      assert.equal((await post("/accounts", { id, userId: "u1", name: id, openingCash })).status, 201);
    },
    async reset(id: string): Promise<number> {
      const response = await post(`/accounts/${id}/reset`, {});
      await response.body?.cancel();
      return response.status;
    },
    /** Tells that an order was placed; its hold is asked for. */
    place(order: TestOrder): Promise<Reacted> {
      orders.set(order.id, { order, filled: 0, amount: 0 });
      const { side, quantity, price, actions } = order;
      const amount = quantity * price;
      return host.event("OrderPlaced", order.id, at(order.at), {
        terms: termsOf(order),
        hold: side === "sell"
          ? { asset: SYMBOL, amount: quantity }
          : { asset: "KRW", amount: amount + commission(amount) },
        sessionDate: sessionOf(order),
        ...(actions === undefined ? {} : { actions }),
      });
    },
    /** Tells of a trade of an order at its price; `total` shares are what it has by then, where a split has changed it. */
    trade(id: string, quantity: number, when: string, terms: Partial<TestOrder> = {}): Promise<Reacted> {
      const known = orders.get(id);
      assert.ok(known !== undefined, id);
      const order = { ...known.order, ...terms };
      const market = { market: "KOSPI", kind: "stock" } as const;
      const date = when.slice(0, 10);
      const before = known.amount;
      known.filled += quantity;
      known.amount += quantity * order.price;
      const taxOf = (amount: number) => order.side === "sell" ? sellTax(amount, market, date) : 0;
      return host.event("TradeExecuted", `${id}-${known.filled}`, at(when), {
        tradeId: `${id}-${known.filled}`,
        terms: termsOf(order),
        quantity,
        price: order.price,
        amount: quantity * order.price,
        commission: commission(known.amount) - commission(before),
        tax: taxOf(known.amount) - taxOf(before),
        executedAt: at(when),
        sessionDate: date,
        settlesOn: settlementDate(date),
        rule: "continuous",
        quote: { last: order.price, bid: null, ask: null, at: at(when), source: "sim" },
        cumulative: {
          quantity: known.filled,
          amount: known.amount,
          commission: commission(known.amount),
          tax: taxOf(known.amount),
        },
        leavesQuantity: order.quantity - known.filled,
      });
    },
    /** Places an order and trades all of it at once. */
    async deal(order: TestOrder): Promise<void> {
      assert.equal(await host.place(order), "done");
      assert.equal(await host.trade(order.id, order.quantity, order.at), "done");
    },
    /** Tells that an order ended with what it has filled. */
    expire(id: string, when: string): Promise<Reacted> {
      const known = orders.get(id);
      assert.ok(known !== undefined, id);
      return host.event("OrderExpired", id, at(when), {
        orderId: id,
        accountId: known.order.account,
        reason: { code: "session_over", message: "over" },
        endedAt: at(when),
        cumulative: { quantity: known.filled, amount: known.amount, commission: commission(known.amount), tax: 0 },
      });
    },
    portfolio: (id: string) => document(`/accounts/${id}/portfolio`, StoredPortfolio),
    /** `[quantity, held, cost, realizedPnl]` of an account's position. */
    async position(id: string): Promise<readonly number[]> {
      const one = (await host.portfolio(id)).positions.find((position) => position.symbol === SYMBOL);
      return one === undefined ? [] : [one.quantity, one.held, one.cost, one.realizedPnl];
    },
    /** The ledger's lines of the kinds that actions bring, the oldest first: `kind asset amount`. */
    async lines(id: string): Promise<readonly string[]> {
      const { entries } = await document(`/accounts/${id}/ledger?limit=500`, StoredLedgerPage);
      return entries.filter((one) => one.orderId === null && one.kind !== "deposit" && one.kind !== "withdrawal")
        .map((one) => `${one.kind} ${one.asset} ${one.amount}`).reverse();
    },
    /** Proves that the books balance. */
    async balanced(): Promise<void> {
      await service.idle();
      const { checks } = await document("/audit", LedgerAudit);
      assert.deepEqual(
        checks.flatMap((check) => check.findings.map((finding) => ({ check: check.name, ...finding }))),
        [],
      );
    },
  };
  return host;
}

function sessionOf(order: TestOrder): string {
  return order.session ?? order.at.slice(0, 10);
}

function termsOf(order: TestOrder): EventData<"OrderPlaced">["terms"] {
  return {
    orderId: order.id,
    accountId: order.account,
    symbol: SYMBOL,
    market: "KOSPI",
    kind: "stock",
    side: order.side,
    type: "limit",
    timeInForce: "day",
    quantity: order.quantity,
    limitPrice: order.price,
    stopPrice: null,
  };
}

/** Empties the service's tables. */
export async function clearPortfolio(sql: Sql): Promise<void> {
  const tables = [
    "accounts",
    "balances",
    "transfers",
    "reservations",
    "corporate_actions",
    "entitlements",
    "outbox",
    "inbox",
  ];
  await sql.script(`truncate ${tables.map((table) => `portfolio.${table}`).join(", ")}`);
}
