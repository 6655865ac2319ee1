import type { Context, Hono } from "hono";
import { deleteDead, DLQ_FIELDS, listDead, NOT_DLQ_FIELDS, retryDead } from "./dlq.ts";
import type { Filter, Page } from "./filters.ts";
import { type Api, firstOr404, headersOf, listQuery, orRefuse, Refusal } from "./http.ts";

const ONE: Page = { count: 1, cursor: null, earliestFirst: false };

/** The dead-letter queue: list, look, send again, delete. */
export function dlqRoutes(app: Hono, api: Api): void {
  const query = (c: Context) => listQuery(c, DLQ_FIELDS, NOT_DLQ_FIELDS);
  const only = (id: string): Filter => ({ fields: new Map([["dlqIds", [id]]]), from: null, to: null });

  const retry = async (c: Context, filter: Filter, page: Page) => {
    // The request's own Content-Type says nothing about the messages.
    const overrides = headersOf(c.req.raw).filter(([name]) => name.startsWith("upstash-"));
    const result = orRefuse(await retryDead(api.sql, { newId: api.newId, now: api.now() }, filter, page, overrides));
    if (result.responses.length > 0) api.notify();
    else if (filter.fields.has("dlqIds")) throw new Refusal(404, "message not found in the dead-letter queue");
    return result;
  };

  app.get("/v2/dlq", async (c) => {
    const { filter, page } = query(c);
    return c.json(await listDead(api.sql, filter, page));
  });
  app.delete("/v2/dlq", async (c) => {
    const { filter, page } = query(c);
    return c.json(await deleteDead(api.sql, filter, page));
  });
  app.post("/v2/dlq/retry", async (c) => {
    const { filter, page } = query(c);
    return c.json(await retry(c, filter, page), 201);
  });
  app.post("/v2/dlq/retry/:id", async (c) => {
    const { responses } = await retry(c, only(c.req.param("id")), ONE);
    return c.json(firstOr404(responses, "message"), 201);
  });
  app.get("/v2/dlq/:id", async (c) => {
    const { messages } = await listDead(api.sql, only(c.req.param("id")), ONE);
    return c.json(firstOr404(messages, "message"));
  });
  app.delete("/v2/dlq/:id", async (c) => {
    const { deleted } = await deleteDead(api.sql, only(c.req.param("id")), ONE);
    if (deleted === 0) throw new Refusal(404, "message not found in the dead-letter queue");
    return c.body(null, 200);
  });
}
