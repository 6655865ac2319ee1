// What must be true when the dust has settled.
import { z } from "zod";
import type { CrashClient, Sent } from "./crash_client.ts";

const Page = z.object({
  orders: z.array(z.object({ id: z.string(), clientOrderId: z.string(), status: z.string() })),
  nextCursor: z.string().nullable(),
});
const Trades = z.object({ trades: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });
const Books = z.object({ balanced: z.boolean(), findings: z.array(z.object({ message: z.string() })) });

/** The figures of a run. */
export interface Judgement {
  readonly orders: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly trades: number;
  /** Orders that were answered and are not there, or are there under another id. */
  readonly lost: number;
  /** Keys that stand for more than one order. */
  readonly doubled: number;
  readonly unended: number;
  readonly doubledTrades: number;
  readonly findings: readonly string[];
}
export interface Ending extends Judgement {
  readonly seed: number;
  readonly kills: number;
  readonly startMs: { readonly median: number; readonly max: number };
  readonly seconds: number;
}

type Listed = z.infer<typeof Page>["orders"][number] & { readonly accountId: string };
const ENDED = new Set(["filled", "canceled", "rejected", "expired"]);

async function allOrders(client: CrashClient): Promise<Listed[]> {
  const orders: Listed[] = [];
  for (const accountId of client.accounts) {
    for (let cursor: string | null = ""; cursor !== null;) {
      const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = Page.parse((await client.ask("GET", `/api/orders?accountId=${accountId}&limit=500${after}`)).body);
      orders.push(...page.orders.map((order) => ({ ...order, accountId })));
      cursor = page.nextCursor;
    }
  }
  return orders;
}

async function allTrades(client: CrashClient): Promise<string[]> {
  const ids: string[] = [];
  for (const accountId of client.accounts) {
    for (let cursor: string | null = ""; cursor !== null;) {
      const after: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = Trades.parse((await client.ask("GET", `/api/trades?accountId=${accountId}&limit=500${after}`)).body);
      ids.push(...page.trades.map((trade) => trade.id));
      cursor = page.nextCursor;
    }
  }
  return ids;
}

/** Waits until every order has ended, two minutes at most, and compares what is there with what was sent. */
export async function judge(
  client: CrashClient,
  sent: readonly Sent[],
  pause: (ms: number) => Promise<void>,
): Promise<Judgement> {
  let orders = await allOrders(client);
  for (let waited = 0; waited < 240 && orders.some((order) => !ENDED.has(order.status)); waited++) {
    await pause(500);
    orders = await allOrders(client);
  }
  const byKey = Map.groupBy(orders, (order) => `${order.accountId}/${order.clientOrderId}`);
  const trades = await allTrades(client);
  const books = Books.parse((await client.ask("GET", "/api/reconcile")).body);
  return {
    orders: orders.length,
    byStatus: Object.fromEntries(
      [...Map.groupBy(orders, (order) => order.status)].map(([status, list]) => [status, list.length]),
    ),
    trades: trades.length,
    lost: sent.filter((one) => byKey.get(`${one.accountId}/${one.key}`)?.[0]?.id !== one.id).length,
    doubled: [...byKey.values()].filter((list) => list.length > 1).length,
    unended: orders.filter((order) => !ENDED.has(order.status)).length,
    doubledTrades: trades.length - new Set(trades).size,
    findings: books.findings.map((finding) => finding.message),
  };
}
