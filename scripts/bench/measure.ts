// What one database gives: latency, throughput and statements of market orders through the gateway of a whole stack.
import { Account, Reconciliation } from "@hoga/contracts";
import { type Stack, startStack } from "@hoga/embedded";
import { BUILT_IN_INSTRUMENTS } from "@hoga/krx";
import { join } from "node:path";
import { countingProbe, type Counts, statementsBetween } from "./counting.ts";
import { percentile, rounded } from "./figures.ts";
import { type LoadFigures, loadFigures, type LoadJob, runLoad } from "./load.ts";
import type { BenchOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** In the session of a day that is over, so that every run trades the same tape. */
const CLOCK = "2025-03-14T10:00:00+09:00";
const WARM_UP = 40;
const CLIENTS = [1, 8, 64] as const;
/** An account for each client of the largest load. */
const ACCOUNTS = 64;
/** Orders are spread over many symbols and take one share: the displayed depth is never the limit. */
const SYMBOLS = BUILT_IN_INSTRUMENTS.filter((one) => one.kind === "stock").slice(0, 48).map((one) => one.symbol);
/** How long an idle stack is watched to know what it asks of its database without any order (real ms). */
const IDLE_MS = 1_000;
const UNLIMITED = { perSecond: 1_000_000, burst: 1_000_000 };

export interface DatabaseFigures {
  readonly database: Target["name"];
  readonly version: string;
  readonly delivery: string;
  readonly startMs: number;
  readonly orderToFilled: { readonly p50Ms: number; readonly p99Ms: number; readonly n: number };
  readonly throughput: readonly LoadFigures[];
  readonly throughputOneAccount: readonly LoadFigures[];
  /** Statements of one order placed alone, and of each service; what the stack does by itself is taken off. */
  readonly statementsPerOrder: number;
  /** The same number: a statement is a round trip. */
  readonly roundTripsPerOrder: number;
  readonly statementsPerOrderByService: Readonly<Record<string, number>>;
  readonly statementsPerSecondIdle: number;
  readonly qstashMessagesPerOrder: number;
  readonly orders: number;
  readonly balanced: boolean;
}

/** Starts a stack over `target`, measures it and stops it. `tell` hears what is being done. */
export async function measure(
  target: Target,
  options: BenchOptions,
  env: { readonly HOGA_DELIVERY: string | undefined },
  tell: (line: string) => void,
): Promise<DatabaseFigures> {
  const counting = countingProbe();
  tell(`${target.name}: starting`);
  const startedAt = performance.now();
  const stack = await startStack({
    dataDir: target.dataDir,
    apiKeyFile: join(target.dataDir, "api-key"),
    port: 0,
    // A database that has been used has a clock that has run: it goes on in its next session.
    clock: target.isUsed ? "practice" : CLOCK,
    speed: 1,
    feed: "sim",
    env: { ...env, ...(target.url === null ? {} : { DATABASE_URL: target.url }) },
    rateLimit: UNLIMITED,
    probe: counting.probe,
  });
  const startMs = Math.round(performance.now() - startedAt);
  try {
    const figures = await measureStack(stack, options, counting.counts, (line) => tell(`${target.name}: ${line}`));
    const version = await counting.version();
    return { database: target.name, version, delivery: env.HOGA_DELIVERY ?? "direct", startMs, ...figures };
  } finally {
    await stack.stop();
  }
}

type StackFigures = Omit<DatabaseFigures, "database" | "version" | "delivery" | "startMs">;

async function measureStack(
  stack: Stack,
  options: BenchOptions,
  counts: () => Counts,
  tell: (line: string) => void,
): Promise<StackFigures> {
  const accounts = await openAccounts(stack, ACCOUNTS);
  const base = { url: stack.url, apiKey: stack.apiKey, symbols: SYMBOLS };
  const oneByOne = (orders: number): LoadJob => ({ ...base, accounts, clients: 1, orders, ms: 60_000 });
  tell("warming up");
  await runLoad(oneByOne(WARM_UP));
  const idle = await perMs(counts, IDLE_MS);

  tell("one order after the other");
  const before = counts();
  const alone = await runLoad(oneByOne(options.orders));
  const statements = perOrder(statementsBetween(before, counts()), idle, alone.elapsedMs, options.orders);

  const loads = async (accountsOf: readonly string[], clients: readonly number[]) => {
    const figures: LoadFigures[] = [];
    for (const count of clients) {
      tell(
        `${count} client${count === 1 ? "" : "s"}, ${accountsOf.length} account${accountsOf.length === 1 ? "" : "s"}`,
      );
      const job = {
        ...base,
        accounts: [...accountsOf],
        clients: count,
        orders: Number.MAX_SAFE_INTEGER,
        ms: options.seconds * 1_000,
      };
      figures.push(loadFigures(job, await runLoad(job)));
    }
    return figures;
  };
  const throughput = await loads(accounts, CLIENTS);
  const throughputOneAccount = await loads(accounts.slice(0, 1), [CLIENTS[2]]);
  const orders = WARM_UP + options.orders +
    [...throughput, ...throughputOneAccount].reduce((sum, { n, others }) => {
      return sum + n + Object.values(others).reduce((all, one) => all + one, 0);
    }, 0);
  const total = Object.values(statements).reduce((sum, one) => sum + one, 0);
  tell("reading the books");
  const books = Reconciliation.parse(await ask(stack, "GET", "/api/reconcile"));
  return {
    orderToFilled: {
      p50Ms: rounded(percentile(alone.filledMs, 0.5)),
      p99Ms: rounded(percentile(alone.filledMs, 0.99)),
      n: alone.filledMs.length,
    },
    throughput,
    throughputOneAccount,
    statementsPerOrder: rounded(total),
    roundTripsPerOrder: rounded(total),
    statementsPerOrderByService: Object.fromEntries(
      Object.entries(statements).map(([owner, count]) => [owner, rounded(count)]),
    ),
    statementsPerSecondIdle: rounded(Object.values(idle).reduce((sum, one) => sum + one, 0) * 1_000),
    qstashMessagesPerOrder: rounded(counts().qstashMessages / orders, 3),
    orders,
    balanced: books.balanced,
  };
}

/** What an idle stack asks of its database each millisecond, by owner. */
async function perMs(counts: () => Counts, ms: number): Promise<Record<string, number>> {
  const before = counts();
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const elapsed = performance.now() - from;
  return Object.fromEntries(
    Object.entries(statementsBetween(before, counts())).map(([owner, count]) => [owner, count / elapsed]),
  );
}

function perOrder(
  statements: Readonly<Record<string, number>>,
  idle: Readonly<Record<string, number>>,
  elapsedMs: number,
  orders: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(statements).map((
      [owner, count],
    ) => [owner, Math.max(0, count - (idle[owner] ?? 0) * elapsedMs) / orders]),
  );
}

async function openAccounts(stack: Stack, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const account = { name: `bench ${n + 1}`, openingCash: 1_000_000_000_000 };
    ids.push(Account.parse(await ask(stack, "POST", "/api/accounts", account)).id);
  }
  return ids;
}

async function ask(stack: Stack, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${stack.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.apiKey}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
