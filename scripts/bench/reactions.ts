// How many statements a reaction takes, whatever the size of its batch: the real services over a real database, each batch of events held
// back and handed on by the benchmark, so that the statements of one service's answer can be told from all others.
import { countingSql, migrate, openPglite, type Sql, type SqlCounter } from "@hoga/db";
import { Envelope } from "@hoga/events";
import { createExecution } from "@hoga/execution";
import { BUILT_IN_INSTRUMENTS, tradingDay } from "@hoga/krx";
import { createMarketData } from "@hoga/market-data";
import { createOrder } from "@hoga/order";
import { type CallService, EventResults, type Handler, type ServicePorts } from "@hoga/outbox";
import { createPortfolio } from "@hoga/portfolio";
import { createSimTape } from "@hoga/tape";
import { silentLog } from "@hoga/telemetry";
import { z } from "zod";

const TOKEN = "bench";
const SIZES = [1, 10, 100] as const;
/** A trading day for each size. */
const DAYS = ["2025-03-14", "2025-03-17", "2025-03-18"] as const;
const ACCOUNTS = 8;
const SYMBOLS = BUILT_IN_INSTRUMENTS.filter((one) => one.kind === "stock").slice(0, 16).map((one) => one.symbol);

/** Statements of one service on one `POST /events`: the most of any reaction, by batch size, and each reaction's by batch size. */
export interface ReactionFigures {
  readonly max: number;
  readonly byBatchSize: Readonly<Record<string, number>>;
  readonly reactions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** An event on its way to a subscriber. */
interface Held {
  readonly subscriber: string;
  readonly type: string;
  readonly envelope: Envelope;
}

interface Bench {
  readonly held: Held[];
  readonly statements: (service: string) => number;
  readonly handlers: Readonly<Record<string, Handler>>;
  setNow(at: number): void;
  tick(): Promise<number>;
  idle(): Promise<void>;
  lowerLimit(symbol: string, date: string): Promise<number>;
}

/** Puts the services over `sql`. What they tell each other is held back, and taken for delivered. */
async function openBench(sql: Sql): Promise<Bench> {
  const held: Held[] = [];
  const counters = new Map<string, SqlCounter>();
  let at = 0;
  let ids = 0;
  const call: CallService = async (service, _path, init) => {
    const { events } = z.object({ events: z.array(Envelope) }).parse(await new Response(init?.body).json());
    for (const envelope of events) held.push({ subscriber: service, type: envelope.type, envelope });
    return Response.json({ results: events.map(({ id }) => ({ id, outcome: "done" })) });
  };
  const portsOf = (service: string): ServicePorts => {
    const counter: SqlCounter = { statements: 0 };
    counters.set(service, counter);
    return {
      sql: countingSql(sql, counter),
      call,
      publish: () => Promise.reject(new Error("Nothing should go to QStash")),
      delivery: "direct",
      serviceToken: TOKEN,
      signatures: { verify: () => Promise.resolve("missing_signature"), accepted: () => {} },
      publicBaseUrl: "http://bench.local",
      now: () => at,
      pause: () => Promise.resolve(),
      log: silentLog,
    };
  };
  const clock = { mode: "fixed", speed: 0 } as const;
  at = opensAtOf(DAYS[0]);
  const marketData = await createMarketData({
    ...portsOf("market-data"),
    tape: createSimTape({ seed: 1 }),
    feed: "sim",
    clock,
  });
  const market = marketData.port;
  const order = createOrder({ ...portsOf("order"), market, newId: () => `ord_${++ids}` });
  const portfolio = createPortfolio({ ...portsOf("portfolio"), market });
  const execution = createExecution({ ...portsOf("execution"), market });
  return {
    held,
    statements: (service) => counters.get(service)?.statements ?? 0,
    handlers: {
      order: (request) => order.app.fetch(request),
      portfolio: (request) => portfolio.app.fetch(request),
      execution: (request) => execution.app.fetch(request),
    },
    setNow: (next) => {
      at = next;
    },
    tick: () => marketData.tickSessions(),
    async idle() {
      await Promise.all([marketData.idle(), order.idle(), portfolio.idle(), execution.idle()]);
    },
    async lowerLimit(symbol, date) {
      const [reference] = await market.references([symbol], date);
      if (!reference?.lower) throw new Error(`${symbol} has no price on ${date}`);
      return reference.lower;
    },
  };
}

function opensAtOf(date: string): number {
  const { opensAt } = tradingDay(date);
  if (opensAt === null) throw new Error(`${date} is no trading day`);
  return opensAt;
}

async function ask(bench: Bench, service: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await bench.handlers[service]?.(
    new Request(`http://bench.local${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  if (response?.ok !== true) throw new Error(`${method} ${path} of ${service}: ${await response?.text()}`);
  return await response.json();
}

type Terms = { readonly side: "buy" | "sell"; readonly limitPrice?: number; readonly timeInForce?: "ioc" };

/** Places `size` orders at once; they stand where the order service left them. Returns their ids and accounts. */
async function place(bench: Bench, key: string, size: number, termsOf: (symbol: string) => Promise<Terms>) {
  const placed = await Promise.all(Array.from({ length: size }, async (_, n) => {
    const symbol = SYMBOLS[n % SYMBOLS.length] ?? "";
    const accountId = `acc_${n % ACCOUNTS}`;
    const answer = await ask(bench, "order", "POST", "/orders", {
      accountId,
      idempotencyKey: `${key}-${n}`,
      waitMs: 0,
      order: { symbol, quantity: 1, ...await termsOf(symbol) },
    });
    return { accountId, id: z.object({ id: z.string() }).parse(answer).id };
  }));
  await bench.idle();
  return placed;
}

/** Takes the held events of one type and subscriber: what a dispatcher would send in one request. */
function nextBatch(held: Held[]): Held[] {
  const [first] = held;
  const batch = held.filter((one) => one.type === first?.type && one.subscriber === first.subscriber);
  for (const one of batch) held.splice(held.indexOf(one), 1);
  return batch;
}

/** Hands the held events on, batch by batch, until none is left. `note` hears what each batch took. */
async function settle(bench: Bench, note: (reaction: string, statements: number) => void): Promise<void> {
  for (let batches = 0; bench.held.length > 0; batches++) {
    if (batches > 200) throw new Error(`Events go in circles: ${bench.held[0]?.type}`);
    const batch = nextBatch(bench.held);
    const { subscriber, type } = batch[0] ?? { subscriber: "", type: "" };
    const before = bench.statements(subscriber);
    const answer = await ask(bench, subscriber, "POST", "/events", { events: batch.map((one) => one.envelope) });
    note(`${type} in ${subscriber}`, bench.statements(subscriber) - before);
    const early = new Set(
      EventResults.parse(answer).results.filter((one) => one.outcome === "too_early").map((one) => one.id),
    );
    for (const { id, outcome, error } of EventResults.parse(answer).results) {
      if (outcome !== "done" && outcome !== "too_early") throw new Error(`${type} ${id} is ${outcome}: ${error}`);
    }
    bench.held.push(...batch.filter((one) => early.has(one.envelope.id)));
  }
}

/** One day on which `size` orders go every way an order can go, all of them at once. */
async function playDay(bench: Bench, date: string, size: number, note: (reaction: string, n: number) => void) {
  const opensAt = opensAtOf(date);
  const closesAt = tradingDay(date).closesAt ?? opensAt;
  const market = (side: "buy" | "sell") => () => Promise.resolve<Terms>({ side });
  const resting = async (symbol: string): Promise<Terms> => ({
    side: "buy",
    limitPrice: await bench.lowerLimit(symbol, date),
  });
  bench.setNow(opensAt - 600_000);
  await place(bench, `${date}-early`, size, market("buy"));
  await settle(bench, note);
  bench.setNow(opensAt + 1_800_000);
  await bench.tick();
  await settle(bench, note);
  await place(bench, `${date}-sell`, size, market("sell"));
  await settle(bench, note);
  await place(bench, `${date}-ioc`, size, async (symbol) => ({ ...await resting(symbol), timeInForce: "ioc" }));
  await settle(bench, note);
  const toChange = await place(bench, `${date}-rest`, size, resting);
  await settle(bench, note);
  const change = (method: string, body?: unknown) =>
    Promise.all(toChange.map(({ id, accountId }) => {
      return ask(bench, "order", method, `/orders/${id}?accountId=${accountId}`, body);
    }));
  await change("PATCH", { quantity: 2, waitMs: 0 });
  await settle(bench, note);
  await change("DELETE");
  await settle(bench, note);
  await place(bench, `${date}-late`, size, resting);
  await settle(bench, note);
  bench.setNow(closesAt + 1_000);
  await bench.tick();
  await settle(bench, note);
}

/** Counts the statements of every reaction for batches of 1, 10 and 100 orders. The count is made above the driver: one database stands for all. */
export async function measureReactions(): Promise<ReactionFigures> {
  const sql = await openPglite({});
  try {
    await migrate(sql);
    const bench = await openBench(sql);
    for (let n = 0; n < ACCOUNTS; n++) {
      await ask(bench, "portfolio", "POST", "/accounts", { id: `acc_${n}`, userId: "bench", name: `bench ${n}` });
    }
    const found = new Map<string, Record<string, number>>();
    for (const [i, size] of SIZES.entries()) {
      await playDay(bench, DAYS[i] ?? DAYS[0], size, (reaction, statements) => {
        const bySize = found.get(reaction) ?? {};
        bySize[size] = Math.max(bySize[size] ?? 0, statements);
        found.set(reaction, bySize);
      });
    }
    const most = (size: number) => Math.max(...[...found.values()].map((bySize) => bySize[size] ?? 0));
    return {
      max: Math.max(...SIZES.map(most)),
      byBatchSize: Object.fromEntries(SIZES.map((size) => [size, most(size)])),
      reactions: Object.fromEntries([...found].sort(([a], [b]) => a < b ? -1 : 1)),
    };
  } finally {
    await sql.close();
  }
}
