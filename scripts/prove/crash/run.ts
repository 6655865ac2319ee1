// One run of the proof: a stack that is killed while orders run, and what is left in the end.
import {
  Account,
  AccountList,
  MarketStatus,
  OpsStatus,
  Order,
  OrderPage,
  Reconciliation,
  TradePage,
} from "@hoga/contracts";
import { BUILT_IN_INSTRUMENTS, kstIso } from "@hoga/krx";
import { join } from "node:path";
import type { z } from "zod";
import { percentile } from "../../bench/figures.ts";
import { check, type Findings } from "./check.ts";
import { type Client, type ClientFigures, pause, stubbornClient } from "./client.ts";
import type { CrashOptions } from "./options.ts";
import { drawKills, drawOrders, type Random } from "./plan.ts";
import { supervise } from "./supervisor.ts";
import { createTrader, type Entry } from "./trader.ts";

const ACCOUNTS = 5;
const AT_ONCE = 6;
const SYMBOLS = BUILT_IN_INSTRUMENTS.filter((one) => one.kind === "stock").slice(0, 12).map((one) => one.symbol);
/** How long before the close the clock is set for the last start (market ms), and how long the end may take (real ms). */
const BEFORE_CLOSE_MS = 30_000;
const END_MS = 240_000;
/** How many orders are sent once more in the end, to be answered with what they were. */
const REPLAYED = 25;

export interface CrashFigures {
  readonly seed: number;
  readonly ok: boolean;
  readonly orders: number;
  readonly acknowledged: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly trades: number;
  readonly changes: Readonly<Record<string, number>>;
  readonly kills: number;
  readonly killsInStart: number;
  readonly starts: { readonly n: number; readonly medianMs: number; readonly maxMs: number };
  readonly requests: ClientFigures;
  readonly lost: number;
  readonly doubled: number;
  readonly unended: number;
  readonly findings: Findings;
  /** Orders that answered with another id when they were sent once more. */
  readonly notReplayed: readonly string[];
  readonly reconcile: { readonly balanced: boolean; readonly findings: Reconciliation["findings"] };
  /** Rows that have still to be told, those that QStash has taken and nobody has confirmed yet, and those that were given up. */
  readonly outbox: { readonly pending: number; readonly published: number; readonly parked: number };
  /** Warnings and errors in the log, by service and message. */
  readonly logged: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Runs the proof in `home`, an empty directory. `tell` hears how far it is. */
export async function prove(
  options: CrashOptions,
  random: Random,
  home: string,
  tell: (line: string) => void,
): Promise<CrashFigures> {
  const from = performance.now();
  const logged: Record<string, number> = {};
  const argsAt = (clock: string) => [
    ...["--port", "0", "--data", join(home, "data"), "--feed", "sim"],
    ...["--clock", clock, "--speed", String(options.speed)],
  ];
  const start = (clock: string, kills: ReturnType<typeof drawKills>) =>
    supervise(argsAt(clock), { HOGA_HOME: home }, kills, (line) => note(logged, line));

  const planned = drawOrders(random, options.seed, options.orders, ACCOUNTS, SYMBOLS);
  let supervisor = start(options.clock, drawKills(random, options.kills, options.orders));
  const client = stubbornClient({ address: () => supervisor.address() });
  const accounts = await openAccounts(client);
  tell(`${accounts.length} accounts are open`);
  let count = 0;
  const trader = createTrader(client, accounts, () => {
    supervisor.sent();
    if (++count % 50 === 0) tell(`${count} orders sent, ${supervisor.figures().kills} kills`);
  });
  await trader.trade(planned, AT_ONCE);
  while (!supervisor.isThrough()) await pause(50);
  const { kills, killsInStart, startsMs } = supervisor.figures();

  if (!options.wait && options.closesAt - await marketTime(client) > 2 * BEFORE_CLOSE_MS) {
    tell("on to the close");
    await supervisor.end();
    supervisor = start(kstIso(options.closesAt - BEFORE_CLOSE_MS), []);
  }
  const outbox = await waitForEnd(client, options);
  tell("reading what is left");
  const left = await readAll(client);
  const findings = check(trader.journal, left.orders, left.trades);
  const notReplayed = await replay(client, trader.journal.slice(-REPLAYED));
  const { balanced, findings: differences } = Reconciliation.parse((await client.ask("GET", "/api/reconcile")).body);
  await supervisor.end();
  const isClean = Object.values(findings).every((list) => list.length === 0) && notReplayed.length === 0;
  return {
    seed: options.seed,
    ok: isClean && balanced && outbox.pending + outbox.published + outbox.parked === 0,
    orders: trader.journal.length,
    acknowledged: trader.journal.filter(({ outcome }) => outcome !== null && "id" in outcome).length,
    refused: tally(
      trader.journal.flatMap(({ outcome }) => outcome !== null && "refused" in outcome ? [outcome.refused] : []),
    ),
    byStatus: tally(left.orders.map((order) => order.status)),
    trades: left.trades.length,
    changes: trader.changes,
    kills,
    killsInStart,
    starts: { n: startsMs.length, medianMs: percentile(startsMs, 0.5), maxMs: Math.max(...startsMs) },
    requests: client.figures(),
    lost: findings.lost.length,
    doubled: findings.doubled.length,
    unended: findings.unended.length,
    findings,
    notReplayed,
    reconcile: { balanced, findings: differences },
    outbox,
    logged,
    seconds: Math.round((performance.now() - from) / 1_000),
  };
}

async function openAccounts(client: Client): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= ACCOUNTS; n++) {
    const { body } = await client.ask("POST", "/api/accounts", { name: `crash ${n}`, openingCash: 5_000_000_000 });
    ids.push(Account.parse(body).id);
  }
  return ids;
}

async function marketTime(client: Client): Promise<number> {
  return Date.parse(MarketStatus.parse((await client.ask("GET", "/api/market/status")).body).now);
}

/** Waits until the market has closed and nothing is under way any more, and gives up after a while: then the check tells what is open. */
async function waitForEnd(client: Client, { closesAt, speed }: CrashOptions): Promise<CrashFigures["outbox"]> {
  // What QStash has taken over is confirmed a minute and a half later.
  const until = performance.now() + Math.max(0, closesAt - await marketTime(client)) / speed + END_MS;
  for (;;) {
    const { openOrders, outbox } = OpsStatus.parse((await client.ask("GET", "/api/ops/status")).body);
    const sumOf = (kind: "pending" | "published" | "parked") => outbox.reduce((sum, one) => sum + one[kind], 0);
    const left = { pending: sumOf("pending"), published: sumOf("published"), parked: sumOf("parked") };
    const isOver = openOrders === 0 && left.pending + left.published === 0 && await marketTime(client) >= closesAt;
    if (isOver || performance.now() > until) return left;
    await pause(250);
  }
}

async function readAll(client: Client) {
  const { accounts } = AccountList.parse((await client.ask("GET", "/api/accounts")).body);
  const orders: Order[] = [];
  const trades: z.infer<typeof TradePage>["trades"][number][] = [];
  for (const { id } of accounts) {
    await eachPage(client, `/api/orders?limit=500&accountId=${id}`, (body) => {
      const page = OrderPage.parse(body);
      orders.push(...page.orders);
      return page.nextCursor;
    });
    await eachPage(client, `/api/trades?limit=500&accountId=${id}`, (body) => {
      const page = TradePage.parse(body);
      trades.push(...page.trades);
      return page.nextCursor;
    });
  }
  return { orders, trades };
}

async function eachPage(client: Client, path: string, take: (body: unknown) => string | null): Promise<void> {
  for (let cursor: string | null = ""; cursor !== null;) {
    const { status, body } = await client.ask(
      "GET",
      cursor === "" ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
    );
    if (status !== 200) throw new Error(`GET ${path} answered ${status}`);
    cursor = take(body);
  }
}

/** Sends orders once more: each has to be answered with what it was the first time. Returns the keys of those that are not. */
async function replay(client: Client, entries: readonly Entry[]): Promise<string[]> {
  const different: string[] = [];
  for (const { planned, body, outcome } of entries) {
    if (outcome === null || !("id" in outcome)) continue;
    const again = await client.ask("POST", "/api/orders", body, { "idempotency-key": planned.key });
    if (again.status !== 201 || Order.parse(again.body).id !== outcome.id) different.push(planned.key);
  }
  return different;
}

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Counts a line of the log by its service and message; what is no line of the log counts as itself. */
function note(logged: Record<string, number>, line: string): void {
  const key = logKey(line);
  if (key !== null) logged[key] = (logged[key] ?? 0) + 1;
}

function logKey(line: string): string | null {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof entry !== "object" || entry === null || !("level" in entry && "message" in entry)) return line;
  if (entry.level !== "warn" && entry.level !== "error") return null;
  return `${entry.level} ${"service" in entry ? entry.service : ""}: ${entry.message}`;
}
