// The five services under a test's control: one database, a clock that the test moves, and a network that fails when it is told to.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers";
import { z } from "zod";
import { Account, StoredOrder, StoredPortfolio, StoredTimeline, StoredTrade, StoredTradePage } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import type { Service } from "@hoga/events";
import type { DeliveryMode, Pause } from "@hoga/outbox";
import type { Tape } from "@hoga/tape";
import { seededRandom, type TestClock, testClock } from "@hoga/testing";
import { type Courier, type ServedCourier, serveQstash } from "./couriers.ts";
import { ageOutboxes, clearDatabase, outboxRows } from "./database.ts";
import { createNetwork, type Network } from "./network.ts";
import { type SqlFault, startNode, type TestNode, USER } from "./node.ts";

const SYMBOL = "005930";
/** Rounds of delivering and sweeping after which what has not settled never will. */
const ROUNDS_MAX = 30;

export interface HostOptions {
  readonly mode: DeliveryMode;
  /** ISO 8601 with an offset. */
  readonly now: string;
  readonly tape: Tape | ((clock: TestClock) => Tape);
  readonly seed?: number;
  /** How many processes run the services over the one database; 1 when left out. */
  readonly processes?: 1 | 2;
}

/** What a test places. */
export interface Ask {
  readonly symbol?: string;
  readonly side?: "buy" | "sell";
  readonly quantity: number;
  readonly type?: StoredOrder["type"];
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  readonly timeInForce?: "day" | "ioc" | "fok";
  readonly key?: string;
}

/** New terms for an order. */
export interface Change {
  readonly quantity?: number;
  readonly limitPrice?: number;
}

/** A refusal, as a test compares it. */
export interface Refused {
  readonly status: number;
  readonly code: string;
}

/** What becomes of a batch handed to QStash: it may not take it, or take it and not say so. */
export type PublishFault = "refused" | "answer_lost";

const Problem = z.object({ status: z.number(), code: z.string() });

export type Host<C extends Courier = Courier> = Awaited<ReturnType<typeof openHostWith<C>>>;

/** How many turns of the event loop a pause lasts at most. */
const TURNS = 50;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Opens the services over an empty database, with QStash's local server and its own client. */
export function openHost(sql: Sql, options: HostOptions): Promise<Host<ServedCourier>> {
  return openHostWith(sql, options, (network, clock) => serveQstash(sql, clock.now, network));
}

/** Opens the services over an empty database, with the QStash that `openCourier` makes. */
export async function openHostWith<C extends Courier>(
  sql: Sql,
  options: HostOptions,
  openCourier: (network: Network, clock: TestClock, random: () => number) => C | Promise<C>,
) {
  await clearDatabase(sql);
  const clock = testClock(options.now);
  const random = seededRandom(options.seed ?? 1);
  const network = createNetwork(random);
  const courier = await openCourier(network, clock, random);
  const faults = {
    publish: (): PublishFault | null => null,
    sql: (): SqlFault | null => null,
  };
  const logged: string[] = [];
  const made = { orders: 0, accounts: 0, keys: 0 };
  let delivering: Promise<void> | null = null;
  // Nobody waits for real time. Whoever would lets others have their turn, QStash's deliveries among them; but what is delivered may itself
  // wait for the one who pauses here, and so the turns are counted.
  const pause: Pause = async (_ms, signal) => {
    if (options.mode === "direct" && signal !== undefined) {
      return await new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
    }
    if (options.mode === "qstash") delivering ??= courier.deliver().finally(() => delivering = null);
    await Promise.race([delivering ?? turns(1), turns(TURNS)]);
  };
  const start = (): Promise<TestNode> =>
    startNode({
      ...{ sql, network, pause, delivery: options.mode, now: clock.now },
      tape: typeof options.tape === "function" ? options.tape(clock) : options.tape,
      signatures: courier.signatures(),
      async publish(messages) {
        const fault = faults.publish();
        if (fault === "refused") throw new Error("QStash is down");
        await courier.publish(messages);
        if (fault === "answer_lost") throw new Error("QStash did not answer");
      },
      newId: () => `ord_${String(++made.orders).padStart(6, "0")}`,
      sqlFault: () => faults.sql(),
      log: (level, message, fields) => void logged.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
    });
  const startAll = async (): Promise<readonly [TestNode, ...TestNode[]]> => {
    const [first, second] = [await start(), options.processes === 2 ? await start() : null];
    return second === null ? [first] : [first, second];
  };
  let nodes = await startAll();
  const connect = () => {
    const [first, ...others] = nodes;
    network.connect([first.handlers, ...others.map((other) => other.handlers)]);
  };
  connect();
  /** Any of the processes. */
  const any = (): TestNode => nodes[Math.floor(random() * nodes.length)] ?? nodes[0];

  async function ask<T>(service: Service, path: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> {
    const response = await any().call(service, path, init);
    const body: unknown = await response.json();
    assert.ok(response.ok, `${service} answered ${response.status} to ${path}: ${JSON.stringify(body)}`);
    return schema.parse(body);
  }
  /** Sends a command: the order as it is then, or why not. */
  async function command(path: string, init: RequestInit): Promise<StoredOrder | Refused> {
    const response = await any().call("order", path, init);
    const body: unknown = await response.json();
    if (response.ok) return StoredOrder.parse(body);
    const { status, code } = Problem.parse(body);
    return { status, code };
  }
  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

  const host = {
    sql,
    clock,
    network,
    courier,
    /** What goes wrong with QStash and the database; what goes wrong between the services is the network's. */
    faults,
    /** Everything that the services have logged. */
    logged,
    /** The services; the first process's where there are two. */
    get node() {
      return nodes[0];
    },
    any,
    ask,
    /** Opens an account and returns its id. */
    async account(openingCash = 100_000_000): Promise<string> {
      const id = `acc-${++made.accounts}`;
      await ask("portfolio", "/accounts", Account, json("POST", { id, userId: USER, name: id, openingCash }));
      return id;
    },
    /** Places an order and does not wait for what becomes of it. */
    place(accountId: string, { key, ...order }: Ask): Promise<StoredOrder | Refused> {
      const idempotencyKey = key ?? `key-${++made.keys}`;
      const full = { symbol: SYMBOL, side: "buy", ...order };
      return command("/orders", json("POST", { accountId, idempotencyKey, waitMs: 0, order: full }));
    },
    /** Places an order that is taken, delivers what can be delivered, and returns the order's id. */
    async sent(accountId: string, order: Ask): Promise<string> {
      const answer = await host.place(accountId, order);
      assert.ok("id" in answer, `the order was refused: ${JSON.stringify(answer)}`);
      await host.pump();
      return answer.id;
    },
    /** The same, and every event has arrived. */
    async placed(accountId: string, order: Ask): Promise<string> {
      const id = await host.sent(accountId, order);
      await host.settle();
      return id;
    },
    cancel: (accountId: string, id: string) => command(`/orders/${id}?accountId=${accountId}`, { method: "DELETE" }),
    amend: (accountId: string, id: string, change: Change) =>
      command(`/orders/${id}?accountId=${accountId}`, json("PATCH", { ...change, waitMs: 2_000 })),
    async order(id: string): Promise<StoredOrder> {
      const [row] = await sql.query("select account_id from orders.orders where id = $1", [id]);
      return await ask("order", `/orders/${id}?accountId=${row?.account_id}`, StoredOrder);
    },
    async timeline(id: string): Promise<StoredTimeline["entries"]> {
      const { accountId } = await host.order(id);
      return (await ask("order", `/orders/${id}/timeline?accountId=${accountId}`, StoredTimeline)).entries;
    },
    portfolio: (accountId: string) => ask("portfolio", `/accounts/${accountId}/portfolio`, StoredPortfolio),
    async trades(accountId: string): Promise<StoredTrade[]> {
      return (await ask("execution", `/trades?accountId=${accountId}&limit=500`, StoredTradePage)).trades;
    },
    /** Moves the clock to `iso`, lets the services notice, and every event arrives. */
    async until(iso: string): Promise<void> {
      await host.reach(iso);
      await host.settle();
    },
    /** Moves the clock to `iso`, lets the services notice, and delivers what can be delivered. */
    async reach(iso: string): Promise<void> {
      clock.set(iso);
      await host.turn();
    },
    /** The services notice what time it is, and what came of it is delivered: a turn of the driver, while the clock stands. */
    async turn(): Promise<void> {
      await host.passTime();
      await host.pump();
    },
    /** Every process notices what time it is. */
    async passTime(): Promise<void> {
      await Promise.all(nodes.map((node) => node.passTime()));
    },
    /** Delivers what is under way, without making anything due. */
    async pump(): Promise<void> {
      await delivering;
      await courier.deliver();
      for (const node of nodes) await node.idle();
    },
    /** What QStash could not deliver falls due again and is tried; no schedule of the services runs. */
    async retried(): Promise<void> {
      courier.minute();
      await host.pump();
    },
    /** One minute of the services' schedules, while the market's clock stands: QStash retries, leases run out, everything is swept. */
    async minute(): Promise<void> {
      courier.minute();
      await network.arriveLate();
      await ageOutboxes(sql);
      await Promise.all(nodes.map((node) => node.sweep()));
      await host.passTime();
      await host.pump();
    },
    /** Minutes pass until every event has arrived. */
    async settle(): Promise<void> {
      await host.pump();
      for (let round = 0; round < ROUNDS_MAX; round++) {
        if ((await outboxRows(sql)).length === 0) return;
        await host.minute();
      }
      assert.fail(`never delivered: ${JSON.stringify(await outboxRows(sql))}`);
    },
    /** Ends the services, cleanly or by a kill, and starts new ones, and QStash anew, over the same database. */
    async restart(how: "stop" | "kill" = "stop"): Promise<void> {
      for (const node of nodes) {
        if (how === "stop") await node.idle();
        else node.kill();
      }
      await courier.restart();
      nodes = await startAll();
      connect();
    },
    async close(): Promise<void> {
      for (const node of nodes) await node.idle();
      await courier.close();
    },
  };
  return host;
}
