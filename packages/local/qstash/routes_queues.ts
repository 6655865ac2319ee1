import type { Hono } from "hono";
import { z } from "zod";
import { type Api, checkName, firstOr404, readJson } from "./http.ts";
import { deleteQueue, queueViews, saveQueue } from "./queues.ts";

const queueSchema = z.object({
  queueName: z.string(),
  parallelism: z.number().int().min(1).max(1000).optional(),
  paused: z.boolean().optional(),
});

/** Queues: create or change, look, pause, remove. */
export function queueRoutes(app: Hono, api: Api): void {
  const name = (text: string) => checkName("a queue's name", text);
  app.post("/v2/queues", async (c) => {
    const { queueName, parallelism, paused } = await readJson(c.req.raw, queueSchema);
    const change = { parallelism: parallelism ?? null, paused: paused ?? null };
    await saveQueue(api.sql, name(queueName), change, api.now());
    api.notify();
    return c.body(null, 200);
  });
  app.get("/v2/queues", async (c) => c.json(await queueViews(api.sql, null)));
  app.get("/v2/queues/:queue", async (c) => {
    return c.json(firstOr404(await queueViews(api.sql, name(c.req.param("queue"))), "queue"));
  });
  app.delete("/v2/queues/:queue", async (c) => {
    await deleteQueue(api.sql, name(c.req.param("queue")), api.now());
    return c.body(null, 200);
  });
  for (const [action, paused] of [["pause", true], ["resume", false]] as const) {
    app.post(`/v2/queues/:queue/${action}`, async (c) => {
      await saveQueue(api.sql, name(c.req.param("queue")), { parallelism: null, paused }, api.now());
      api.notify();
      return c.body(null, 200);
    });
  }
}
