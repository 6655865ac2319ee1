// Whether the books of three services say the same, to the won.
import type { LedgerAudit, OrderAudit, Reconciliation, TradeAudit } from "@hoga/contracts";
import type { z } from "zod";

type Orders = z.infer<typeof OrderAudit>;
type Trades = z.infer<typeof TradeAudit>;
type Ledger = z.infer<typeof LedgerAudit>;
type Finding = Reconciliation["findings"][number];
type Sums = Pick<Ledger["orders"][number], "quantity" | "amount" | "commission" | "tax">;

/** What was compared and what differs: `balanced` is yet to be told. */
export interface Comparison {
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
}

const NOTHING: Sums = { quantity: 0, amount: 0, commission: 0, tax: 0 };

const CHECKS = {
  trades: "orders match their trades",
  ledger: "trades match the ledger",
  known: "every trade and hold belongs to an order",
  open: "open orders hold what they need",
  ended: "ended orders hold nothing",
  market: "no ended order is in the market",
} as const;

/** Compares what the order, execution and portfolio services say of every order, and takes over what the ledger found in itself. */
export function compareBooks(orderAudit: Orders, tradeAudit: Trades, ledgerAudit: Ledger): Comparison {
  const orders = byOrder(orderAudit.orders);
  const trades = byOrder(tradeAudit.orders);
  const ledger = byOrder(ledgerAudit.orders);
  const holds = new Map(ledgerAudit.holds.map(({ orderId, held }) => [orderId, held]));
  const findings: Finding[] = [];
  const find = (check: string, subject: string, expected: string, actual: string, message: string) =>
    findings.push({ check, subject, expected, actual, message });

  for (const id of new Set([...orders.keys(), ...trades.keys(), ...ledger.keys(), ...holds.keys()])) {
    const order = orders.get(id);
    const traded = trades.get(id);
    const [ordered, executed, posted] = [order ?? NOTHING, traded ?? NOTHING, ledger.get(id) ?? NOTHING].map(sums);
    if (order === undefined && (executed !== sums(NOTHING) || posted !== sums(NOTHING) || (holds.get(id) ?? 0) !== 0)) {
      find(
        CHECKS.known,
        id,
        "an order",
        "none",
        `Order ${id} is not known to the order service, but has trades or a hold`,
      );
    } else if (ordered !== executed) {
      find(
        CHECKS.trades,
        id,
        executed ?? "",
        ordered ?? "",
        `Order ${id} counts other fills than its trades add up to`,
      );
    }
    if (executed !== posted) {
      find(CHECKS.ledger, id, executed ?? "", posted ?? "", `The ledger has not booked order ${id} as its trades say`);
    }
    if (order === undefined) continue;
    compareHold(order, holds.get(id) ?? 0, find);
    if (!order.open && traded?.live === true) {
      find(CHECKS.market, id, order.status, "live", `Order ${id} has ended but is still in the market`);
    }
  }
  for (const check of ledgerAudit.checks) {
    for (const { subject, expected, actual } of check.findings) {
      find(check.name, subject, expected, actual, `${subject} should be ${expected} and is ${actual}`);
    }
  }
  return { checks: [...Object.values(CHECKS), ...ledgerAudit.checks.map((check) => check.name)], findings };
}

function compareHold(
  order: Orders["orders"][number],
  held: number,
  find: (check: string, subject: string, expected: string, actual: string, message: string) => void,
): void {
  const { orderId: id, status } = order;
  if (!order.open) {
    if (held !== 0) {
      find(CHECKS.ended, id, "0", String(held), `Order ${id} is ${status} but ${held} is still held for it`);
    }
    return;
  }
  // The hold of a pending order has been asked for, and may or may not stand yet.
  const isRight = held === order.held || (status === "pending" && held === 0);
  if (!isRight) {
    find(CHECKS.open, id, String(order.held), String(held), `Order ${id} needs ${order.held} held, and ${held} is`);
  }
}

/** The findings of `now` that stood in `before` too, with the same values: what was in flight between the reads is gone. */
export function standing(before: Comparison, now: Comparison): Comparison {
  const keyOf = ({ check, subject, expected, actual }: Finding) => JSON.stringify([check, subject, expected, actual]);
  const known = new Set(before.findings.map(keyOf));
  return { checks: now.checks, findings: now.findings.filter((finding) => known.has(keyOf(finding))) };
}

/** The document of a comparison. `count` is the number of findings of a check. */
export function reconciliation({ checks, findings }: Comparison, checkedAt: string): Reconciliation {
  const counts = Map.groupBy(findings, (finding) => finding.check);
  return {
    balanced: findings.length === 0,
    checkedAt,
    checks: [...new Set(checks)].map((name) => {
      const count = counts.get(name)?.length ?? 0;
      return { name, ok: count === 0, count };
    }),
    findings: [...findings],
  };
}

function byOrder<T extends { readonly orderId: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.orderId, row]));
}

function sums({ quantity, amount, commission, tax }: Sums): string {
  return `${quantity} shares, ${amount} won, commission ${commission}, tax ${tax}`;
}
