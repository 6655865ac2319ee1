// Whether what the stack says in the end fits what it was told and what it answered on the way.
import type { Order, Trade } from "@hoga/contracts";
import { ENDED, type Entry } from "./trader.ts";

/** What is off, by kind: each entry names an order, a key or a trade. All empty when nothing is. */
export interface Findings {
  /** Acknowledged, but not there. */
  readonly lost: readonly string[];
  /** There more than once under one key. */
  readonly doubled: readonly string[];
  /** There, but not ended although the market has closed. */
  readonly unended: readonly string[];
  /** There, but never asked for, or refused when it was. */
  readonly unasked: readonly string[];
  /** There, but another order than the one that was asked for, or under another id than was answered. */
  readonly mistaken: readonly string[];
  /** Trades with the id of another one, or that do not add up to what their order says. */
  readonly trades: readonly string[];
}

/** Holds the journal against the orders and trades of all accounts. */
export function check(journal: readonly Entry[], orders: readonly Order[], trades: readonly Trade[]): Findings {
  const byKey = Map.groupBy(orders, (order) => order.clientOrderId);
  const asked = new Map(journal.map((entry) => [entry.planned.key, entry]));
  const isThere = (key: string) => (byKey.get(key) ?? []).length > 0;
  return {
    lost: journal.filter(({ planned, outcome }) => outcome !== null && "id" in outcome && !isThere(planned.key))
      .map(({ planned }) => planned.key),
    doubled: [...byKey].filter(([, same]) => same.length > 1).map(([key]) => key),
    unended: orders.filter((order) => !ENDED.has(order.status)).map((order) => `${order.id} is ${order.status}`),
    unasked: [...byKey.keys()].filter((key) => {
      const outcome = asked.get(key)?.outcome ?? null;
      return outcome === null || "refused" in outcome;
    }),
    mistaken: orders.filter((order) => isMistaken(order, asked.get(order.clientOrderId))).map((order) => order.id),
    trades: wrongTrades(orders, trades),
  };
}

function isMistaken(order: Order, entry: Entry | undefined): boolean {
  if (entry === undefined || entry.outcome === null || "refused" in entry.outcome) return false;
  const { body, planned, outcome } = entry;
  const isAmended = planned.then.startsWith("amend");
  return order.id !== outcome.id || order.accountId !== body.accountId || order.symbol !== body.symbol ||
    order.side !== body.side || order.type !== body.type || order.timeInForce !== body.timeInForce ||
    (!isAmended && (order.quantity !== body.quantity || order.limitPrice !== (body.limitPrice ?? null)));
}

function wrongTrades(orders: readonly Order[], trades: readonly Trade[]): string[] {
  const wrong: string[] = [];
  const ids = new Set<string>();
  for (const { id } of trades) {
    if (ids.has(id)) wrong.push(`${id} is there twice`);
    ids.add(id);
  }
  const byOrder = Map.groupBy(trades, (trade) => trade.orderId);
  const known = new Set(orders.map((order) => order.id));
  for (const id of byOrder.keys()) if (!known.has(id)) wrong.push(`${id} has trades and is no order`);
  for (const { id, filledQuantity, filledAmount, quantity } of orders) {
    const own = byOrder.get(id) ?? [];
    const shares = own.reduce((sum, trade) => sum + trade.quantity, 0);
    const amount = own.reduce((sum, trade) => sum + trade.amount, 0);
    if (shares !== filledQuantity || amount !== filledAmount || filledQuantity > quantity) {
      wrong.push(
        `${id} says ${filledQuantity} of ${quantity} for ${filledAmount}; its trades say ${shares} for ${amount}`,
      );
    }
  }
  return wrong;
}
