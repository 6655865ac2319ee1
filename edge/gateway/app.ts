// The gateway as one app: the only door that the public has.
import { matchedRoutes } from "hono/route";
import { createMiddleware } from "hono/factory";
import { refuse } from "@hoga/contracts";
import { createMetrics, type Metrics } from "@hoga/telemetry";
import { createAccountScope } from "./accounts.ts";
import { docsPage } from "./docs.ts";
import type { Gateway, GatewayEnv } from "./env.ts";
import { readiness } from "./health.ts";
import { authenticate, rememberKeys } from "./middleware/auth.ts";
import { operatorsChange } from "./middleware/operators.ts";
import { DEFAULT_RATE_LIMIT, limitRate } from "./middleware/rate_limit.ts";
import { trace } from "./middleware/trace.ts";
import { createNames } from "./names.ts";
import type { GatewayPorts } from "./ports.ts";
import { say } from "./problems.ts";
import { newRouter } from "./router.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { keyRoutes } from "./routes/keys.ts";
import { marketRoutes } from "./routes/market.ts";
import { opsRoutes } from "./routes/ops.ts";
import { opsMarketRoutes } from "./routes/ops_market.ts";
import { orderRoutes } from "./routes/orders.ts";
import { portfolioRoutes } from "./routes/portfolio.ts";
import { streamRoutes } from "./routes/stream.ts";

const INFO = {
  openapi: "3.1.0",
  info: {
    title: "hoga",
    version: "0.1.0",
    description:
      "Paper trading on the Korean stock market. Money is whole won, quantities are whole shares, times are ISO 8601 " +
      "with +09:00. Every request under /api carries Authorization: Bearer <API key>.",
  },
};

/** Counts requests by route and status, and writes each into the log. */
function observe({ log, wall }: GatewayPorts, metrics: Metrics) {
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const startedAt = wall();
    await next();
    const { method } = c.req;
    // A route's pattern, not the address: addresses carry ids, and there are more of them than counters.
    const route = matchedRoutes(c).findLast((one) => !one.path.endsWith("*"))?.path ?? "none";
    const { status } = c.res;
    metrics.count("requests", { method, route, status: String(status) });
    log("debug", "request", { method, route, status, ms: wall() - startedAt, traceparent: c.get("traceparent") });
  });
}

/** Makes the gateway over its ports. Requests go to `app.fetch`; nothing runs between requests. */
export function createGateway(ports: GatewayPorts) {
  const metrics = createMetrics("gateway");
  const keys = rememberKeys(ports);
  const closing = new AbortController();
  const g: Gateway = {
    ports,
    names: createNames(ports.wall),
    accounts: createAccountScope(ports.wall),
    isLiveKey: async (key) => await keys.userOf(key) !== null,
    forgetKeys: keys.forget,
    closing: closing.signal,
  };
  const app = newRouter();
  app.use(trace(ports));
  app.use(observe(ports, metrics));
  app.onError((error, c) => {
    ports.log("error", "a request failed", { path: c.req.path, error: error.stack ?? String(error) });
    return say(c, refuse("internal"));
  });
  app.notFound((c) => say(c, refuse("not_found", `No route ${c.req.method} ${c.req.path}`)));

  app.get("/livez", (c) => c.json({ status: "ok", service: "gateway" }));
  app.get("/readyz", async (c) => {
    const services = await readiness(ports.call, c.get("traceparent"));
    const isReady = services.every((service) => service.ready);
    return c.json({ status: isReady ? "ready" : "not ready", service: "gateway", services }, isReady ? 200 : 503);
  });
  app.get("/metrics", (c) => c.text(metrics.text({})));

  app.use("/api/*", authenticate(keys.userOf, ports.log));
  app.use("/api/*", limitRate(ports.rateLimit ?? DEFAULT_RATE_LIMIT, ports.wall));
  const operators = operatorsChange(ports.isOperator);
  app.use("/api/ops/*", operators);
  app.use("/api/instruments/import", operators);
  app.route("/", orderRoutes(g));
  app.route("/", portfolioRoutes(g));
  app.route("/", marketRoutes(g));
  app.route("/", accountRoutes(g));
  app.route("/", keyRoutes(g));
  app.route("/", opsRoutes(g));
  app.route("/", opsMarketRoutes());
  app.route("/", streamRoutes(g));

  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  app.get("/openapi.json", (c) => c.json(app.getOpenAPI31Document(INFO)));
  app.get("/docs", (c) => c.html(docsPage(app.getOpenAPI31Document(INFO))));
  return {
    app,
    /** Ends the streams that are open, which would otherwise last as long as their clients want, and those that are opened after it. */
    endStreams: () => closing.abort(),
  };
}
