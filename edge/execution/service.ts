// The execution service put together.
import type { Context, Hono } from "hono";
import { z } from "zod";
import { createServiceApp, problemResponse, serviceParts } from "@hoga/outbox";
import { refuse } from "@hoga/trading";
import type { ExecutionPorts } from "./ports.ts";
import { auditTrades, listTrades } from "./queries/trades.ts";
import { standingWork } from "./queries/standing.ts";
import { REACTIONS } from "./reactions/mod.ts";
import { executionStore } from "./store.ts";
import type { ExecutionUnit, Touched } from "./unit.ts";

const TradesQuery = z.object({
  accountId: z.string(),
  symbol: z.string().optional(),
  since: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});

/** The symbol and the session's date (KST) of an order, which say what book it is in. */
const StandingQuery = z.object({ symbol: z.string().optional(), date: z.iso.date().optional() });

export interface ExecutionService {
  readonly app: Hono;
  /** Matches every book that has live orders up to now, and tells of what came of it. */
  wake(): Promise<void>;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

/** The answer to a query that cannot be understood. */
const invalid = (c: Context, error: z.ZodError): Response =>
  problemResponse(c, refuse("invalid_request", z.prettifyError(error).split("\n").join(" ")));

/** Makes the execution service over its ports. */
export function createExecution(ports: ExecutionPorts): ExecutionService {
  const store = executionStore(ports.sql, ports.market, ports.now);
  const parts = serviceParts<Touched, ExecutionUnit>("execution", "execution", ports, store);
  const app = createServiceApp({ ...ports, ...parts, service: "execution", reactions: REACTIONS });
  async function wake(): Promise<void> {
    const { delivered } = await parts.runner.submit({ eventId: null, touched: { live: "all" }, run: () => null });
    await delivered;
  }
  app.post("/wake", async (c) => {
    await wake();
    return c.json({ status: "ok" });
  });
  app.get("/trades", async (c) => {
    const query = TradesQuery.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    return c.json(await listTrades(ports.sql, query.data));
  });
  app.get("/entries/:orderId/standing", async (c) => {
    const query = StandingQuery.safeParse(c.req.query());
    if (!query.success) return invalid(c, query.error);
    const { symbol, date } = query.data;
    const within = symbol === undefined || date === undefined ? null : { symbol, date };
    const { result } = await parts.runner.submit(standingWork(c.req.param("orderId"), within));
    return result === null ? problemResponse(c, refuse("not_found")) : c.json(result);
  });
  app.get("/audit", async (c) => c.json({ orders: await auditTrades(ports.sql) }));
  return {
    app,
    wake,
    async idle() {
      await parts.runner.idle();
      await parts.dispatcher.forgetTold();
    },
  };
}
