import assert from "node:assert/strict";
import { DeadRetry, OpsStatus, OutboxList, Reconciliation } from "@hoga/contracts";
import { type Fakes, harness, problem } from "../testing/harness.ts";

const NONE = { quantity: 0, amount: 0, commission: 0, tax: 0 };
const SUMS = { quantity: 10, amount: 700_000, commission: 105, tax: 0 };
const gone = () => Promise.reject(new TypeError("connection refused"));

/** Services whose audits say that one order's hold is what `held` gives at each reading. */
function books(held: () => number): Fakes {
  return {
    order: {
      "GET /audit": () => ({
        orders: [
          { orderId: "o1", ...SUMS, status: "filled", open: false, held: 0 },
          { orderId: "o2", ...NONE, status: "accepted", open: true, held: 500 },
        ],
      }),
    },
    execution: { "GET /audit": () => ({ orders: [{ orderId: "o1", ...SUMS, live: false }] }) },
    portfolio: {
      "GET /audit": () => ({
        orders: [{ orderId: "o1", ...SUMS }],
        holds: [{ orderId: "o2", held: held() }],
        checks: [{ name: "no account is overdrawn", findings: [] }],
      }),
    },
  };
}

Deno.test("books that agree balance at the first reading", async () => {
  const h = harness(books(() => 500));
  const document = Reconciliation.parse(await h.get("/api/reconcile"));
  assert.equal(document.balanced, true);
  assert.equal(document.checkedAt, "2025-03-14T10:00:00+09:00");
  assert.ok(document.checks.some((check) => check.name === "no account is overdrawn" && check.ok));
  assert.equal(h.callsTo("order", "GET /audit").length, 1);
});

Deno.test("what was only in flight is gone at the second reading; what stands is reported", async () => {
  let readings = 0;
  const pauses: number[] = [];
  const pause = (ms: number) => Promise.resolve(void pauses.push(ms));
  const moving = harness(books(() => readings++ === 0 ? 400 : 500), { pause });
  assert.equal(Reconciliation.parse(await moving.get("/api/reconcile")).balanced, true);
  assert.equal(moving.callsTo("order", "GET /audit").length, 2);
  assert.equal(pauses.length, 1);
  const changing = harness(books(() => readings++));
  assert.equal(Reconciliation.parse(await changing.get("/api/reconcile")).balanced, true);
  const off = harness(books(() => 400));
  const document = Reconciliation.parse(await off.get("/api/reconcile"));
  assert.equal(document.balanced, false);
  assert.deepEqual(document.findings, [{
    check: "open orders hold what they need",
    subject: "o2",
    expected: "500",
    actual: "400",
    message: "Order o2 needs 500 held, and 400 is",
  }]);
});

Deno.test("books that cannot be read are not said to balance", async () => {
  const h = harness({ ...books(() => 500), execution: { "GET /audit": gone } });
  const response = await h.send("GET", "/api/reconcile");
  assert.equal(response.status, 503);
  assert.match((await response.json()).detail, /execution/);
});

const STATUS = { pending: 1, published: 0, parked: 2, oldestPendingSeconds: 3.5 };
const ROW = {
  eventId: "e1",
  subscriber: "portfolio",
  type: "OrderPlaced",
  attempts: 8,
  lastError: "503",
  parked: true,
};

function outboxes(): Fakes {
  const outbox = (at: number) => ({
    "GET /outbox": () => ({ status: STATUS, rows: [{ ...ROW, createdAt: at }] }),
    "POST /outbox/retry": () => ({ retried: 2 }),
  });
  return {
    order: { ...outbox(1_741_914_003_000.75), "GET /open-count": () => ({ open: 7 }) },
    portfolio: outbox(1_741_914_001_000),
    execution: outbox(1_741_914_002_000),
    "market-data": outbox(1_741_914_000_000),
  };
}

Deno.test("the status of everything", async () => {
  const schedules = [{ id: "outbox-sweep", cron: "* * * * *", paused: false }];
  const h = harness(outboxes(), { schedules: () => Promise.resolve(schedules), delivery: "qstash" });
  const status = OpsStatus.parse(await h.get("/api/ops/status"));
  const names = ["gateway", "order", "portfolio", "execution", "market-data"];
  assert.deepEqual(status.services, names.map((name) => ({ name, ready: true, detail: null })));
  assert.deepEqual(status.outbox, names.slice(1).map((service) => ({ service, ...STATUS })));
  assert.deepEqual([status.ready, status.delivery, status.openOrders], [true, "qstash", 7]);
  assert.deepEqual(status.schedules, schedules);
});

Deno.test("a status is told whatever is down", async () => {
  const h = harness({
    ...outboxes(),
    order: { "GET /readyz": gone, "GET /outbox": gone, "GET /open-count": gone },
    portfolio: {
      ...outboxes().portfolio,
      "GET /readyz": () => Response.json({ status: "database unavailable" }, { status: 503 }),
    },
  }, { schedules: () => Promise.reject(new Error("no QStash")) });
  const status = OpsStatus.parse(await h.get("/api/ops/status"));
  assert.equal(status.ready, false);
  assert.deepEqual(status.services.filter((one) => !one.ready), [
    { name: "order", ready: false, detail: "cannot be reached" },
    { name: "portfolio", ready: false, detail: "database unavailable" },
  ]);
  assert.deepEqual(status.outbox.map((one) => one.service), ["portfolio", "execution", "market-data"]);
  assert.deepEqual(status.schedules, []);
});

Deno.test("outbox rows of all services, oldest first; dead ones alone on request", async () => {
  const h = harness(outboxes());
  const all = OutboxList.parse(await h.get("/api/ops/outbox"));
  assert.deepEqual(all.rows.map((row) => row.service), ["market-data", "portfolio", "execution", "order"]);
  assert.deepEqual(all.rows[0], { ...ROW, service: "market-data", createdAt: "2025-03-14T10:00:00+09:00" });
  assert.equal(all.rows[3]?.createdAt, "2025-03-14T10:00:03+09:00");
  assert.deepEqual(h.callsTo("order", "GET /outbox")[0]?.query, { parked: "false" });
  await h.get("/api/ops/dead");
  assert.deepEqual(h.callsTo("order", "GET /outbox")[1]?.query, { parked: "true" });
});

Deno.test("dead events of every service are sent again", async () => {
  const h = harness(outboxes());
  const response = await h.send("POST", "/api/ops/dead/retry");
  assert.deepEqual(DeadRetry.parse(await response.json()), { retried: 8 });
  const broken = harness({ ...outboxes(), execution: { "POST /outbox/retry": () => problem(500, "internal") } });
  const failed = await broken.send("POST", "/api/ops/dead/retry");
  assert.equal(failed.status, 500);
  await failed.body?.cancel();
});
