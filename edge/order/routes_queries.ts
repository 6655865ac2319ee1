// The order service's routes that read.
import type { Hono } from "hono";
import { z } from "zod";
import { OrderStatus } from "@hoga/contracts";
import { problemResponse } from "@hoga/outbox";
import { refuse } from "@hoga/trading";
import { orderDocument } from "./documents.ts";
import type { OrderPorts } from "./ports.ts";
import { auditOrders, countOpen, findOrder, listOrders } from "./queries/orders.ts";
import { readStream, readTimeline } from "./queries/timeline.ts";

const ListQuery = z.object({
  accountId: z.string(),
  status: z.union([z.literal("open"), z.literal("closed"), OrderStatus]).optional(),
  symbol: z.string().optional(),
  since: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});
const StreamQuery = z.object({
  accountId: z.string(),
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Adds the routes that read orders. */
export function addQueryRoutes(app: Hono, ports: OrderPorts): void {
  app.get("/orders", async (c) => {
    const query = ListQuery.safeParse(c.req.query());
    if (!query.success) {
      return problemResponse(c, refuse("invalid_request", z.prettifyError(query.error).split("\n").join(" ")));
    }
    const page = await listOrders(ports.sql, query.data);
    return c.json({ orders: page.orders.map(orderDocument), nextCursor: page.nextCursor });
  });
  app.get("/orders/:id", async (c) => {
    const order = await findOrder(ports.sql, c.req.param("id"));
    if (order === null || order.accountId !== c.req.query("accountId")) {
      return problemResponse(c, refuse("not_found", `There is no order ${c.req.param("id")}`));
    }
    return c.json(orderDocument(order));
  });
  app.get("/orders/:id/timeline", async (c) => {
    const order = await findOrder(ports.sql, c.req.param("id"));
    if (order === null || order.accountId !== c.req.query("accountId")) {
      return problemResponse(c, refuse("not_found", `There is no order ${c.req.param("id")}`));
    }
    return c.json({ order: orderDocument(order), entries: await readTimeline(ports.sql, order.id) });
  });
  app.get("/stream", async (c) => {
    const query = StreamQuery.safeParse(c.req.query());
    if (!query.success) {
      return problemResponse(c, refuse("invalid_request", z.prettifyError(query.error).split("\n").join(" ")));
    }
    const { accountId, after, limit } = query.data;
    return c.json({ entries: await readStream(ports.sql, accountId, after, limit) });
  });
  app.get("/audit", async (c) => c.json({ orders: await auditOrders(ports.sql) }));
  app.get("/open-count", async (c) => c.json({ open: await countOpen(ports.sql) }));
}
