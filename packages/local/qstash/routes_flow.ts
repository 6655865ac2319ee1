import type { Context, Hono } from "hono";
import { flowViews, globalParallelism, pinFlow, resetFlowRate, setFlowPaused, unpinFlow } from "./flow_keys.ts";
import { type Api, firstOr404, Refusal } from "./http.ts";
import { parsePeriod } from "./publish_options.ts";

/** Flow control: look at a key, pause it, pin its limits, start its period anew. */
export function flowRoutes(app: Hono, api: Api): void {
  app.get("/v2/flowControl", async (c) => c.json(await flowViews(api.sql, null, api.now())));
  app.get("/v2/flowControl/:key", async (c) => {
    return c.json(firstOr404(await flowViews(api.sql, c.req.param("key"), api.now()), "flow-control key"));
  });
  app.get("/v2/globalParallelism", async (c) => c.json(await globalParallelism(api.sql)));

  const done = (c: Context, found: boolean) => {
    if (!found) throw new Refusal(404, "flow-control key not found");
    api.notify();
    return c.body(null, 200);
  };
  for (const [action, paused] of [["pause", true], ["resume", false]] as const) {
    app.post(`/v2/flowControl/:key/${action}`, async (c) => {
      await setFlowPaused(api.sql, c.req.param("key"), paused);
      return done(c, true);
    });
  }
  app.post("/v2/flowControl/:key/pin", async (c) => {
    const pin = { parallelism: limit(c, "parallelism"), rate: limit(c, "rate"), periodMs: period(c) };
    if (pin.parallelism === null && pin.rate === null) throw new Refusal(400, "give parallelism, rate or both to pin");
    await pinFlow(api.sql, c.req.param("key"), pin);
    return done(c, true);
  });
  app.post("/v2/flowControl/:key/unpin", async (c) => {
    const [parallelism, rate] = [c.req.query("parallelism") === "true", c.req.query("rate") === "true"];
    // With neither named, both are meant.
    const unpin = parallelism || rate ? { parallelism, rate } : { parallelism: true, rate: true };
    return done(c, await unpinFlow(api.sql, c.req.param("key"), unpin));
  });
  app.post("/v2/flowControl/:key/resetRate", async (c) => {
    return done(c, await resetFlowRate(api.sql, c.req.param("key"), api.now()));
  });
}

function limit(c: Context, name: string): number | null {
  const text = c.req.query(name);
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal(400, `${name} must be a whole number from 1`);
  return Number(text);
}

function period(c: Context): number | null {
  const text = c.req.query("period");
  if (text === undefined) return null;
  const ms = parsePeriod(text);
  if (ms === null) throw new Refusal(400, "period must be whole seconds or a duration such as 10s");
  return ms;
}
