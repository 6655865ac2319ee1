import type { Context, Hono } from "hono";
import { listEvents } from "./events.ts";
import type { Filter } from "./filters.ts";
import { type Api, listQuery, Refusal } from "./http.ts";
import { messageView } from "./message.ts";
import { cancelMessages, findMessage } from "./messages.ts";

/** Messages on their way (look, cancel) and the log. */
export function messageRoutes(app: Hono, api: Api): void {
  app.get("/v2/messages/:id", async (c) => {
    const message = await findMessage(api.sql, c.req.param("id"));
    if (message === null) throw new Refusal(404, "message not found");
    return c.json(messageView(message));
  });
  const cancel = async (filter: Filter) => {
    const cancelled = await cancelMessages(api.sql, filter, api.now());
    // In a queue, the next message may go now.
    if (cancelled > 0) api.notify();
    return cancelled;
  };
  app.delete("/v2/messages/:id", async (c) => {
    const fields = new Map([["messageId", [c.req.param("id")]]]);
    const cancelled = await cancel({ fields, from: null, to: null });
    if (cancelled === 0) throw new Refusal(404, "message not found");
    return c.json({ cancelled });
  });
  app.delete("/v2/messages", async (c) => c.json({ cancelled: await cancel(listQuery(c, []).filter) }));
  const list = async (c: Context) => {
    const { filter, page } = listQuery(c, ["state"]);
    const { entries, cursor } = await listEvents(api.sql, filter, page);
    return c.json({ events: entries, ...(cursor === undefined ? {} : { cursor }) });
  };
  app.get("/v2/events", list);
  app.get("/v2/logs", list);
}
