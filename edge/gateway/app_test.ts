import assert from "node:assert/strict";
import { storedOrder } from "./testing/documents.ts";
import { harness, problem, TRACE } from "./testing/harness.ts";

const gone = () => Promise.reject(new TypeError("connection refused"));

Deno.test("the gateway lives, and is ready when the services behind it are", async () => {
  const h = harness();
  const live = await h.app.request("/livez");
  assert.deepEqual([live.status, await live.json()], [200, { status: "ok", service: "gateway" }]);
  const ready = await h.app.request("/readyz");
  assert.equal(ready.status, 200);
  assert.equal((await ready.json()).status, "ready");
  const down = harness({ execution: { "GET /readyz": gone } });
  const notReady = await down.app.request("/readyz");
  assert.equal(notReady.status, 503);
  const { services } = await notReady.json();
  assert.deepEqual(services.filter((one: { ready: boolean }) => !one.ready), [
    { name: "execution", ready: false, detail: "cannot be reached" },
  ]);
  assert.equal((await down.app.request("/livez")).status, 200);
});

Deno.test("requests are counted by route and status, not by address", async () => {
  const h = harness({ order: { "GET /orders/o1": () => storedOrder(), "GET /orders/o2": () => storedOrder() } });
  await h.get("/api/orders/o1");
  await h.get("/api/orders/o2");
  await (await h.app.request("/api/orders/o3")).body?.cancel();
  await (await h.send("GET", "/api/nothing/here")).body?.cancel();
  const text = await (await h.app.request("/metrics")).text();
  assert.match(text, /hoga_requests_total{service="gateway",method="GET",route="\/api\/orders\/:id",status="200"} 2/);
  assert.match(text, /route="\/api\/orders\/:id",status="401"} 1/);
  assert.match(text, /route="none",status="404"} 1/);
  assert.doesNotMatch(text, /o1|nothing/);
});

Deno.test("openapi.json lists every public route of the contract, made of the schemas that check", async () => {
  const document = await (await harness().app.request("/openapi.json")).json();
  const operations = Object.entries<Record<string, { responses: object }>>(document.paths)
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
  assert.deepEqual(
    operations.sort(),
    [
      "DELETE /api/keys/{id}",
      "DELETE /api/ops/actions/{id}",
      "DELETE /api/ops/calendar/{date}",
      "DELETE /api/ops/interruptions/{id}",
      "DELETE /api/orders",
      "DELETE /api/orders/{id}",
      "GET /api/accounts",
      "GET /api/books/{symbol}",
      "GET /api/candles/{symbol}",
      "GET /api/dashboard",
      "GET /api/history",
      "GET /api/instruments",
      "GET /api/instruments/resolve",
      "GET /api/keys",
      "GET /api/ledger",
      "GET /api/market/calendar",
      "GET /api/market/limits",
      "GET /api/market/status",
      "GET /api/ops/actions",
      "GET /api/ops/calendar",
      "GET /api/ops/dead",
      "GET /api/ops/interruptions",
      "GET /api/ops/outbox",
      "GET /api/ops/status",
      "GET /api/orders",
      "GET /api/orders/{id}",
      "GET /api/orders/{id}/timeline",
      "GET /api/portfolio",
      "GET /api/quotes",
      "GET /api/quotes/{symbol}",
      "GET /api/reconcile",
      "GET /api/stream",
      "GET /api/trades",
      "GET /api/whoami",
      "PATCH /api/orders/{id}",
      "POST /api/accounts",
      "POST /api/accounts/{id}/reset",
      "POST /api/instruments/import",
      "POST /api/keys",
      "POST /api/ops/actions",
      "POST /api/ops/breakers",
      "POST /api/ops/dead/retry",
      "POST /api/ops/halts",
      "POST /api/orders",
      "POST /api/orders/preview",
      "PUT /api/ops/calendar/{date}",
    ],
  );
  const { schemas, securitySchemes } = document.components;
  assert.ok(schemas.StreamedOrder, "the documents of events are described");
  assert.deepEqual(schemas.PlaceOrder.required, ["symbol", "side", "quantity"]);
  assert.equal(schemas.PlaceOrder.additionalProperties, false);
  assert.deepEqual(securitySchemes, { bearer: { type: "http", scheme: "bearer" } });
  const { post } = document.paths["/api/orders"];
  assert.deepEqual(post.responses["201"].content["application/json"].schema, { $ref: "#/components/schemas/Order" });
  assert.deepEqual(Object.keys(post.responses.default.content), ["application/problem+json"]);
  assert.ok(post.parameters.some((one: { name: string }) => one.name === "idempotency-key"));
});

Deno.test("the page about the API lists its operations and needs nothing from elsewhere", async () => {
  const response = await harness().app.request("/docs");
  assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
  const html = await response.text();
  assert.equal(html.match(/<dt>/g)?.length, 46);
  assert.match(html, /POST<\/span>\/api\/orders<\/code>/);
  assert.doesNotMatch(html, /<script|https?:|src=/);
});

Deno.test("a request carries its trace to the services, or gets one", async () => {
  const h = harness();
  await h.get("/api/market/status", { traceparent: TRACE });
  await h.get("/api/market/status", { traceparent: "nonsense" });
  await h.get("/api/market/status");
  const made = `00-${"07".repeat(16)}-${"07".repeat(8)}-01`;
  assert.deepEqual(h.calls.map((call) => call.headers.get("traceparent")), [TRACE, made, made]);
  const problem = await (await h.app.request("/api/accounts", { headers: { traceparent: TRACE } })).json();
  assert.equal(problem.traceId, "0af7651916cd43dd8448eb211c80319c");
});

Deno.test("a service that is gone is 503, and which one is told", async () => {
  const h = harness({ order: { "GET /orders": gone } });
  const response = await h.send("GET", "/api/orders");
  const document = await response.json();
  assert.deepEqual([response.status, document.code, document.retryable], [503, "unavailable", true]);
  assert.match(document.detail, /^The order service cannot be reached$/);
  assert.match(h.logged.join("\n"), /connection refused/);
});

Deno.test("what a service should not answer never reaches the caller", async () => {
  const rows: readonly (readonly [answer: () => unknown, status: number, code: string])[] = [
    [() => new Response("<html>502 Bad Gateway</html>", { status: 502 }), 503, "unavailable"],
    [() => problem(401, "unauthorized", "the service token is wrong"), 503, "unavailable"],
    [() => problem(403, "forbidden"), 503, "unavailable"],
    [() => problem(418, "teapot"), 503, "unavailable"],
    [() => Response.json({ error: "old" }, { status: 404 }), 503, "unavailable"],
    [() => problem(500, "internal", "Something went wrong"), 500, "internal"],
    [() => ({ orders: [{ id: 5, secret: "x" }] }), 500, "internal"],
    [() => new Response("not json"), 500, "internal"],
  ];
  for (const [answer, status, code] of rows) {
    const h = harness({ order: { "GET /orders": answer } });
    const response = await h.send("GET", "/api/orders");
    const document = await response.json();
    assert.deepEqual([response.status, document.code], [status, code], String(answer));
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.doesNotMatch(JSON.stringify(document), /token|secret|contract|Bad Gateway/);
    assert.match(h.logged.join("\n"), status === 500 && code === "internal" ? /./ : /does not understand/);
  }
});
