import { Hono } from "hono";
import { type Api, Refusal } from "./http.ts";
import { dlqRoutes } from "./routes_dlq.ts";
import { flowRoutes } from "./routes_flow.ts";
import { messageRoutes } from "./routes_messages.ts";
import { publishRoutes } from "./routes_publish.ts";
import { queueRoutes } from "./routes_queues.ts";
import { scheduleRoutes } from "./routes_schedules.ts";
import { urlGroupRoutes } from "./routes_url_groups.ts";

/** QStash's REST API, version 2. */
export function createApp(api: Api): Hono {
  const app = new Hono();
  app.use("/v2/*", async (c, next) => {
    const bearer = /^Bearer\s+(.+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    const token = bearer ?? new URL(c.req.url).searchParams.get("qstash_token");
    if (token !== api.token) throw new Refusal(401, "the token is missing or wrong");
    await next();
  });
  publishRoutes(app, api);
  queueRoutes(app, api);
  scheduleRoutes(app, api);
  messageRoutes(app, api);
  dlqRoutes(app, api);
  urlGroupRoutes(app, api);
  flowRoutes(app, api);
  app.get("/v2/keys", async (c) => c.json(await api.keys()));
  app.post("/v2/keys/rotate", async (c) => c.json(await api.rotateKeys()));
  app.notFound((c) => c.json({ error: "no such route" }, 404));
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: error.message }, error.status);
    console.error("qstash: a request failed:", error);
    return c.json({ error: "internal error" }, 500);
  });
  return app;
}
