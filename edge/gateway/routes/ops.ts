// /api/reconcile and /api/ops: whether the books balance, the services run and every event has arrived.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  DeadRetry,
  LedgerAudit,
  OpsStatus,
  OrderAudit,
  OutboxList,
  OutboxRow,
  OutboxStatus,
  Reconciliation,
  TradeAudit,
} from "@hoga/contracts";
import type { Service } from "@hoga/events";
import { kstIso } from "@hoga/krx";
import { compareBooks, type Comparison, reconciliation, standing } from "../aggregate/reconcile.ts";
import type { Answer } from "../answer.ts";
import type { Gateway, GatewayEnv } from "../env.ts";
import { BEHIND, readiness } from "../health.ts";
import { tell } from "../problems.ts";
import { answers, newRouter, signedIn } from "../router.ts";

const tags = ["operations"];

/** How long orders that are in flight get (real ms) before the books are read again. */
const REREAD_MS = 250;

const OpenCount = z.object({ open: z.int().nonnegative() });
const ServiceOutbox = z.object({
  status: OutboxStatus.omit({ service: true }),
  rows: z.array(OutboxRow.omit({ service: true }).extend({ createdAt: z.number() })),
});

const reconcile = createRoute({
  method: "get",
  path: "/api/reconcile",
  operationId: "reconcile",
  summary: "Prove that orders, trades and the ledger say the same, to the won, or name what is off",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(Reconciliation, "What was compared, and every difference"),
});
const showOpsStatus = createRoute({
  method: "get",
  path: "/api/ops/status",
  operationId: "showOpsStatus",
  summary: "The services, what their outboxes still have to tell, and the schedules",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(OpsStatus, "The status"),
});
const listOutbox = createRoute({
  method: "get",
  path: "/api/ops/outbox",
  operationId: "listOutbox",
  summary: "Events that have not arrived yet",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(OutboxList, "The rows of every service"),
});
const listDead = createRoute({
  method: "get",
  path: "/api/ops/dead",
  operationId: "listDead",
  summary: "Events that were given up, with the reason",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(OutboxList, "The parked rows of every service"),
});
const retryDead = createRoute({
  method: "post",
  path: "/api/ops/dead/retry",
  operationId: "retryDead",
  summary: "Deliver again what was given up",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(DeadRetry, "How many events are on their way again"),
});

/** The routes of operators. */
export function opsRoutes(g: Gateway) {
  const app = newRouter();

  app.openapi(reconcile, async (c) => {
    const first = await readBooks(c);
    if ("refused" in first) return tell(c, first.refused);
    let result = first.value;
    if (result.findings.length > 0) {
      await g.ports.pause(REREAD_MS);
      const second = await readBooks(c);
      if ("refused" in second) return tell(c, second.refused);
      result = standing(result, second.value);
    }
    return c.json(reconciliation(result, kstIso(g.ports.now())), 200);
  });

  app.openapi(showOpsStatus, async (c) => c.json(await opsStatus(g, c), 200));

  app.openapi(listOutbox, async (c) => {
    const list = await outboxRows(c, false);
    if ("refused" in list) return tell(c, list.refused);
    return c.json(list.value, 200);
  });

  app.openapi(listDead, async (c) => {
    const list = await outboxRows(c, true);
    if ("refused" in list) return tell(c, list.refused);
    return c.json(list.value, 200);
  });

  app.openapi(retryDead, async (c) => {
    let retried = 0;
    const ask = c.get("ask");
    const asked = await Promise.all(
      BEHIND.map((service) => ask(service, "/outbox/retry", DeadRetry, { method: "POST" })),
    );
    for (const answer of asked) {
      if ("refused" in answer) return tell(c, answer.refused);
      retried += answer.value.retried;
    }
    return c.json({ retried }, 200);
  });
  return app;
}

type C = Context<GatewayEnv>;

async function readBooks(c: C): Promise<Answer<Comparison>> {
  const ask = c.get("ask");
  const [orders, trades, ledger] = await Promise.all([
    ask("order", "/audit", OrderAudit),
    ask("execution", "/audit", TradeAudit),
    ask("portfolio", "/audit", LedgerAudit),
  ]);
  if ("refused" in orders) return orders;
  if ("refused" in trades) return trades;
  if ("refused" in ledger) return ledger;
  return { value: compareBooks(orders.value, trades.value, ledger.value) };
}

function outboxOf(c: C, service: Service, parkedOnly: boolean) {
  return c.get("ask")(service, "/outbox", ServiceOutbox, { query: { parked: String(parkedOnly) } });
}

async function outboxRows(c: C, parkedOnly: boolean): Promise<Answer<z.infer<typeof OutboxList>>> {
  const asked = await Promise.all(
    BEHIND.map(async (service) => ({ service, answer: await outboxOf(c, service, parkedOnly) })),
  );
  const rows: z.infer<typeof OutboxRow>[] = [];
  for (const { service, answer } of asked) {
    if ("refused" in answer) return answer;
    rows.push(...answer.value.rows.map((row) => ({ ...row, service, createdAt: kstIso(row.createdAt) })));
  }
  return { value: { rows: rows.sort((a, b) => a.createdAt < b.createdAt ? -1 : 1) } };
}

/** The state of everything. It never fails: what cannot be reached is told as not ready. */
async function opsStatus(g: Gateway, c: C): Promise<z.infer<typeof OpsStatus>> {
  const ask = c.get("ask");
  const [services, outboxes, count, schedules] = await Promise.all([
    readiness(g.ports.call, c.get("traceparent")),
    Promise.all(BEHIND.map(async (service) => ({ service, answer: await outboxOf(c, service, true) }))),
    ask("order", "/open-count", OpenCount),
    g.ports.schedules().catch((error: unknown) => {
      g.ports.log("warn", "the schedules cannot be read", { error: String(error) });
      return [];
    }),
  ]);
  return {
    ready: services.every((service) => service.ready),
    now: kstIso(g.ports.now()),
    delivery: g.ports.delivery,
    services: [{ name: "gateway", ready: true, detail: null }, ...services],
    outbox: outboxes.flatMap(({ service, answer }) => "refused" in answer ? [] : [{ service, ...answer.value.status }]),
    openOrders: "refused" in count ? 0 : count.value.open,
    schedules: [...schedules],
  };
}
