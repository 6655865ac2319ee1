// The gateway's HTTP, as the benchmarks of the market use it.
import { join } from "node:path";
import { Account, Order, QuoteList } from "@hoga/contracts";
import { type Probe, type Stack, startStack } from "@hoga/embedded";
import type { z } from "zod";

const UNLIMITED = { perSecond: 1_000_000, burst: 1_000_000 };
/** Requests that are under way at once while a benchmark prepares its orders. */
const AT_ONCE = 32;

export interface Bench {
  readonly stack: Stack;
  account(openingCash: number): Promise<string>;
  quotes(symbols: readonly string[]): Promise<z.infer<typeof QuoteList>["quotes"]>;
  /** Places an order and returns it as it is when it is answered. */
  place(accountId: string, order: Readonly<Record<string, unknown>>): Promise<Order>;
  post(path: string, body: BodyInit, type: string): Promise<Response>;
  close(): Promise<void>;
}

/** Starts a stack of its own, in a temporary directory, at `clock`. */
export async function openBench(clock: string, speed: number, probe: Probe = {}): Promise<Bench> {
  const dataDir = await Deno.makeTempDir({ prefix: "hoga-bench-" });
  const stack = await startStack({
    dataDir,
    apiKeyFile: join(dataDir, "api-key"),
    port: 0,
    clock,
    speed,
    feed: "sim",
    env: {},
    rateLimit: UNLIMITED,
    probe,
  });
  const ask = async <T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${stack.apiKey}`);
    const response = await fetch(`${stack.url}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  };
  const json = (body: unknown): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  let keys = 0;
  return {
    stack,
    account: async (openingCash) => (await ask("/api/accounts", Account, json({ name: "bench", openingCash }))).id,
    quotes: async (symbols) => (await ask(`/api/quotes?symbols=${symbols.join(",")}`, QuoteList)).quotes,
    place: (accountId, order) => ask("/api/orders", Order, json({ accountId, clientOrderId: `b-${keys++}`, ...order })),
    post: (path, body, type) =>
      fetch(`${stack.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${stack.apiKey}`, "content-type": type },
        body,
      }),
    async close() {
      await stack.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** Does `work` for each item, some at once. */
export async function forAll<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items[Symbol.iterator]();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const item of queue) await work(item);
  }));
}
