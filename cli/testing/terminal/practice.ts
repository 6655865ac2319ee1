// A market whose figures are the same in every run: it stands at a Friday's ten o'clock, and its tape comes from a seed.
import { join } from "node:path";
import { type SpawnedStack, stackSpawner } from "../../stack_process.ts";
import { openHoga, terminalEnvironment } from "./hoga.ts";
import type { Terminal } from "./terminal.ts";

export interface PracticeOptions {
  /** Where the stack keeps its data; in memory unless said otherwise. */
  readonly dataDir?: string;
  readonly port?: number;
  readonly clock?: string;
  /** Market seconds in a second; nearly none unless said otherwise. */
  readonly speed?: number;
}

/** The terms of an order, and under which account. */
export interface PracticeOrder {
  readonly symbol: string;
  readonly side: "buy" | "sell";
  readonly quantity: number;
  readonly limitPrice?: number;
}

export interface ScreenOptions {
  readonly columns: number;
  readonly rows: number;
  readonly account?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The name of the screen's own home; the same name again finds what was kept there. A new home unless said otherwise. */
  readonly home?: string;
}

export interface Practice {
  readonly stack: SpawnedStack;
  /** Where this market and its screens keep their files. */
  readonly home: string;
  /** Asks the gateway, and throws what it says unless it answers 2xx. */
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Opens an account and returns its id. */
  openAccount(name: string): Promise<string>;
  /** Places an order in an account and returns it as it is then. */
  order(account: string, order: PracticeOrder): Promise<Record<string, unknown>>;
  /** hoga's screen on a terminal, with a home of its own, on this market. */
  open(options: ScreenOptions): Promise<Terminal>;
  stop(): Promise<void>;
}

export const PRACTICE_CLOCK = "2025-03-14T10:00:00+09:00";

/** Starts such a market in a process of its own. */
export async function startPractice(options: PracticeOptions = {}): Promise<Practice> {
  const { dataDir = "memory", port = 0, clock = PRACTICE_CLOCK, speed = 0.000_001 } = options;
  const home = await Deno.makeTempDir({ prefix: "hoga-screen-" });
  const stack = await stackSpawner({ logFile: join(home, "stack.log") })({
    dataDir,
    // With its data, so that a market that is started again upon them keeps its key.
    apiKeyFile: join(dataDir === "memory" ? home : dataDir, "api-key"),
    port,
    clock,
    speed,
    seed: 1,
    env: terminalEnvironment(home),
  });
  const ask: Practice["ask"] = async (method, path, body) => {
    const answer = await fetch(stack.url + path, {
      method,
      headers: { authorization: `Bearer ${stack.apiKey}`, "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  let screens = 0;
  return {
    stack,
    home,
    ask,
    openAccount: async (name) => String((await ask("POST", "/api/accounts", { name }))["id"]),
    order: (account, { limitPrice, ...order }) =>
      ask("POST", "/api/orders", {
        accountId: account,
        ...order,
        type: limitPrice === undefined ? "market" : "limit",
        limitPrice: limitPrice ?? null,
      }),
    async open({ columns, rows, account, env, home: name }) {
      screens += 1;
      const own = join(home, name ?? `screen-${screens}`);
      await Deno.mkdir(own, { recursive: true });
      const args = account === undefined ? [] : ["--account", account];
      const reach = { HOGA_API_URL: stack.url, HOGA_API_KEY: stack.apiKey, ...env };
      return openHoga({ columns, rows, home: own, args, env: reach });
    },
    async stop() {
      await stack.stop();
      await Deno.remove(home, { recursive: true });
    },
  };
}
