import type { Hono } from "hono";
import { z } from "zod";
import { type Api, checkName, firstOr404, readJson, Refusal } from "./http.ts";
import { isHttpUrl } from "./publish_options.ts";
import { addEndpoints, deleteGroup, groupViews, removeEndpoints } from "./url_groups.ts";

const url = z.string().refine(isHttpUrl, "not a URL that starts with http:// or https://");
const name = z.string().regex(/^[A-Za-z0-9._-]+$/, "an endpoint's name has a character that it may not have")
  .optional();
const added = z.object({ endpoints: z.array(z.object({ url, name })).min(1) });
const removed = z.object({ endpoints: z.array(z.object({ url: url.optional(), name })) });

/** URL groups (topics): add and remove endpoints, look, delete. */
export function urlGroupRoutes(app: Hono, api: Api): void {
  const group = (text: string) => checkName("a URL group's name", text);
  app.post("/v2/topics/:group/endpoints", async (c) => {
    const { endpoints } = await readJson(c.req.raw, added);
    await addEndpoints(api.sql, group(c.req.param("group")), endpoints, api.now());
    return c.body(null, 200);
  });
  app.delete("/v2/topics/:group/endpoints", async (c) => {
    const { endpoints } = await readJson(c.req.raw, removed);
    await removeEndpoints(api.sql, group(c.req.param("group")), endpoints, api.now());
    return c.body(null, 200);
  });
  app.get("/v2/topics", async (c) => c.json(await groupViews(api.sql, null)));
  app.get("/v2/topics/:group", async (c) => {
    return c.json(firstOr404(await groupViews(api.sql, c.req.param("group")), "URL group"));
  });
  app.delete("/v2/topics/:group", async (c) => {
    if (!await deleteGroup(api.sql, c.req.param("group"))) throw new Refusal(404, "URL group not found");
    return c.body(null, 200);
  });
}
