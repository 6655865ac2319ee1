import assert from "node:assert/strict";
import type { LedgerAudit, OrderAudit, TradeAudit } from "@hoga/contracts";
import type { z } from "zod";
import { compareBooks, reconciliation, standing } from "./reconcile.ts";

type Order = z.infer<typeof OrderAudit>["orders"][number];
type Trade = z.infer<typeof TradeAudit>["orders"][number];
type Ledger = z.infer<typeof LedgerAudit>;

const SUMS = { quantity: 10, amount: 700_000, commission: 105, tax: 0 };
const NONE = { quantity: 0, amount: 0, commission: 0, tax: 0 };

const order = (change: Partial<Order> = {}): Order => (
  { orderId: "o1", ...SUMS, status: "filled", open: false, held: 0, ...change }
);
const resting = (change: Partial<Order> = {}): Order => (
  { orderId: "o2", ...NONE, status: "accepted", open: true, held: 500_000, ...change }
);
const trade = (change: Partial<Trade> = {}): Trade => ({ orderId: "o1", ...SUMS, live: false, ...change });
const ledger = (change: Partial<Ledger> = {}): Ledger => (
  { orders: [{ orderId: "o1", ...SUMS }], holds: [{ orderId: "o2", held: 500_000 }], checks: [], ...change }
);

function findings(orders: readonly Order[], trades: readonly Trade[], books: Ledger) {
  return compareBooks({ orders: [...orders] }, { orders: [...trades] }, books).findings
    .map(({ check, subject, expected, actual }) => [check, subject, expected, actual]);
}

Deno.test("books that agree have no findings", () => {
  assert.deepEqual(
    findings([order(), resting()], [trade(), trade({ orderId: "o2", ...NONE, live: true })], ledger()),
    [],
  );
  assert.deepEqual(findings([], [], ledger({ orders: [], holds: [] })), []);
});

const ROWS:
  readonly (readonly [what: string, orders: Order[], trades: Trade[], books: Ledger, expected: string[][]])[] = [
    [
      "an order that missed a trade",
      [order({ quantity: 6, amount: 420_000, commission: 63 }), resting()],
      [trade()],
      ledger(),
      [[
        "orders match their trades",
        "o1",
        "10 shares, 700000 won, commission 105, tax 0",
        "6 shares, 420000 won, commission 63, tax 0",
      ]],
    ],
    [
      "a ledger that is a won off",
      [order(), resting()],
      [trade()],
      ledger({ orders: [{ orderId: "o1", ...SUMS, commission: 106 }] }),
      [[
        "trades match the ledger",
        "o1",
        "10 shares, 700000 won, commission 105, tax 0",
        "10 shares, 700000 won, commission 106, tax 0",
      ]],
    ],
    [
      "an order that nobody else has heard of filling",
      [order(), resting()],
      [],
      ledger({ orders: [] }),
      [[
        "orders match their trades",
        "o1",
        "0 shares, 0 won, commission 0, tax 0",
        "10 shares, 700000 won, commission 105, tax 0",
      ]],
    ],
    [
      "trades of no order",
      [resting()],
      [trade()],
      ledger(),
      [["every trade and hold belongs to an order", "o1", "an order", "none"]],
    ],
    [
      "a hold of no order",
      [order()],
      [trade()],
      ledger(),
      [["every trade and hold belongs to an order", "o2", "an order", "none"]],
    ],
    [
      "an open order that holds too little",
      [order(), resting()],
      [trade()],
      ledger({ holds: [{ orderId: "o2", held: 499_999 }] }),
      [["open orders hold what they need", "o2", "500000", "499999"]],
    ],
    [
      "an open order without a hold",
      [order(), resting()],
      [trade()],
      ledger({ holds: [] }),
      [["open orders hold what they need", "o2", "500000", "0"]],
    ],
    [
      "an ended order that still holds",
      [order()],
      [trade()],
      ledger({ holds: [{ orderId: "o1", held: 7 }] }),
      [["ended orders hold nothing", "o1", "0", "7"]],
    ],
    [
      "an ended order that is still in the market",
      [order({ status: "canceled" }), resting()],
      [trade({ live: true })],
      ledger(),
      [["no ended order is in the market", "o1", "canceled", "live"]],
    ],
    [
      "what the ledger found in itself",
      [order(), resting()],
      [trade()],
      ledger({ checks: [{ name: "balances", findings: [{ subject: "a1:KRW", expected: "5", actual: "4" }] }] }),
      [["balances", "a1:KRW", "5", "4"]],
    ],
  ];

Deno.test("every difference is a finding", () => {
  for (const [what, orders, trades, books, expected] of ROWS) {
    assert.deepEqual(findings(orders, trades, books), expected, what);
  }
});

Deno.test("the hold of a pending order may stand already or not", () => {
  const pending = resting({ status: "pending" });
  assert.deepEqual(findings([pending], [], ledger({ orders: [] })), []);
  assert.deepEqual(findings([pending], [], ledger({ orders: [], holds: [] })), []);
  assert.equal(findings([pending], [], ledger({ orders: [], holds: [{ orderId: "o2", held: 3 }] })).length, 1);
});

Deno.test("only what stands twice with the same values is reported", () => {
  const compare = (held: number) =>
    compareBooks({ orders: [resting()] }, { orders: [] }, ledger({ orders: [], holds: [{ orderId: "o2", held }] }));
  assert.equal(standing(compare(1), compare(1)).findings.length, 1);
  assert.equal(standing(compare(1), compare(2)).findings.length, 0);
  assert.equal(standing(compare(500_000), compare(2)).findings.length, 0);
});

Deno.test("the document names every check, and balances when there is nothing to find", () => {
  const at = "2025-03-14T10:00:00+09:00";
  const good = reconciliation(
    compareBooks(
      { orders: [order()] },
      { orders: [trade()] },
      ledger({ holds: [], checks: [{ name: "balances", findings: [] }] }),
    ),
    at,
  );
  assert.equal(good.balanced, true);
  assert.equal(good.checkedAt, at);
  assert.ok(good.checks.length >= 7 && good.checks.every((check) => check.ok && check.count === 0));
  assert.ok(good.checks.some((check) => check.name === "balances"));
  const bad = reconciliation(compareBooks({ orders: [order()] }, { orders: [] }, ledger({ holds: [] })), at);
  assert.equal(bad.balanced, false);
  assert.deepEqual(bad.checks.filter((check) => !check.ok).map((check) => [check.name, check.count]), [
    ["orders match their trades", 1],
    ["trades match the ledger", 1],
  ]);
  for (const { message } of bad.findings) assert.match(message, /o1/);
});
