// A client that writes down what it wants before it asks for it, and asks again with the same key until it is answered.
import { z } from "zod";
import type { Choice } from "./choice.ts";
import type { Child } from "./crash_child.ts";

const SYMBOLS = ["005930", "000660", "035420", "247540"] as const;
const Order = z.object({ id: z.string(), clientOrderId: z.string(), status: z.string() });
const Account = z.object({ id: z.string() });

/** What was sent: the key that names it, and the id that it was answered with. */
export interface Sent {
  readonly accountId: string;
  readonly key: string;
  readonly id: string;
}

export interface CrashClient {
  readonly accounts: readonly string[];
  openAccounts(count: number): Promise<void>;
  /** Places so many orders, eight at a time, cancels and amends some; resolves when all have been answered. */
  placeAll(count: number): Promise<readonly Sent[]>;
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  reachBy(child: Child): void;
}

export function startClient(options: {
  readonly child: Child;
  readonly choose: Choice;
  readonly pause: (ms: number) => Promise<void>;
}): CrashClient {
  const { choose, pause } = options;
  let child = options.child;
  const accounts: string[] = [];

  /** Asks until there is an answer: a process that dies in between is asked again when it is back. */
  async function ask(method: string, path: string, body?: unknown, key?: string) {
    for (let tries = 0; tries < 2_000; tries++) {
      const at = child.at();
      if (at !== null) {
        try {
          const response = await fetch(`${at.url}${path}`, {
            method,
            headers: {
              authorization: `Bearer ${at.key}`,
              "content-type": "application/json",
              ...(key === undefined ? {} : { "idempotency-key": key }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
            signal: AbortSignal.timeout(10_000),
          });
          const answer: unknown = await response.json();
          if (response.status < 500 && response.status !== 429) return { status: response.status, body: answer };
        } catch {
          // The connection broke: nobody knows whether the order was taken, and the key makes asking again safe.
        }
      }
      await pause(50);
    }
    throw new Error(`${method} ${path} was never answered`);
  }

  function wish() {
    const limit = choose.chance(55);
    const symbol = choose.of(SYMBOLS);
    return {
      symbol,
      side: choose.chance(65) ? "buy" : "sell",
      quantity: 1 + choose.below(40),
      timeInForce: choose.chance(80) ? "day" : choose.of(["ioc", "fok"]),
      percentOfLast: limit ? 97 + choose.below(6) : null,
    };
  }

  /** A limit near the last price, put on a tick that every band of prices knows. */
  async function limitPrice(symbol: string, percent: number): Promise<number> {
    const { body } = await ask("GET", `/api/quotes/${symbol}`);
    const last = z.object({ last: z.number() }).parse(body).last;
    return Math.round(last * percent / 100 / 1_000) * 1_000;
  }

  async function placeOne(n: number): Promise<Sent | null> {
    const accountId = accounts[n % accounts.length] ?? "";
    const { percentOfLast, ...order } = wish();
    const later = choose.below(100);
    const price = percentOfLast === null ? {} : { limitPrice: await limitPrice(order.symbol, percentOfLast) };
    const key = `crash-${n}`;
    const { status, body } = await ask("POST", "/api/orders", { ...order, ...price, accountId }, key);
    if (status !== 201) throw new Error(`Order ${n} was answered with ${status}: ${JSON.stringify(body)}`);
    const { id } = Order.parse(body);
    if (later < 15) await ask("DELETE", `/api/orders/${id}?accountId=${accountId}`);
    else if (later < 25) {
      await ask("PATCH", `/api/orders/${id}?accountId=${accountId}`, { quantity: order.quantity + 1 });
    }
    return { accountId, key, id };
  }

  return {
    accounts,
    ask,
    reachBy(next) {
      child = next;
    },
    async openAccounts(count) {
      for (let i = 0; i < count; i++) {
        accounts.push(Account.parse((await ask("POST", "/api/accounts", { name: `crash ${i}` })).body).id);
      }
    },
    async placeAll(count) {
      const sent: Sent[] = [];
      let next = 0;
      const worker = async () => {
        while (next < count) {
          const n = next++;
          const one = await placeOne(n);
          if (one !== null) sent.push(one);
          await pause(20 + choose.below(400));
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      return sent;
    },
  };
}
