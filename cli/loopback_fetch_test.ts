import assert from "node:assert/strict";
import { fetchLoopback, isForLoopback } from "./loopback_fetch.ts";
import { PORTFOLIO } from "./testing/documents.ts";
import { fails } from "./testing/expect.ts";
import { withBench } from "./testing/run_cli.ts";

const HOST = { fetch: fetchLoopback };

Deno.test("a request to this machine goes and comes as fetch would bring it", () =>
  withBench(async (bench) => {
    const ran = await bench.run(["portfolio", "--json"], { host: HOST });
    assert.deepEqual([ran.code, JSON.parse(ran.stdout)], [0, PORTFOLIO]);
    bench.gateway.answer((seen) => Response.json(seen, { status: 201, headers: { "x-kind": "호가".length + "" } }));
    const headers = { "content-type": "application/json", "idempotency-key": "k" };
    const body = JSON.stringify({ name: "삼성전자" });
    const reply = await fetchLoopback(`${bench.gateway.url}/api/orders?q=%ED%98%B8`, { method: "POST", headers, body });
    assert.deepEqual([reply.status, reply.ok, reply.headers.get("X-Kind"), reply.headers.get("x-none")], [
      201,
      true,
      "2",
      null,
    ]);
    const seen = await reply.json();
    assert.deepEqual([seen.method, seen.target, seen.body], ["POST", "/api/orders?q=%ED%98%B8", body]);
    assert.equal(seen.headers["idempotency-key"], "k");
    bench.gateway.answer(() => new Response("no", { status: 503 }));
    const refused = await fetchLoopback(bench.gateway.url, {});
    assert.deepEqual([refused.ok, await refused.text()], [false, "no"]);
  }));

Deno.test("nobody at the address, and somebody who never answers, are told as with fetch", () =>
  withBench(async (bench) => {
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const { port } = listener.addr;
    listener.close();
    const nobody = { env: { HOGA_API_URL: `http://127.0.0.1:${port}` }, host: HOST };
    assert.match(
      await fails(bench, ["portfolio"], 5, "unavailable", nobody),
      /^error: Cannot reach http:\/\/127\.0\.0\.1/,
    );
    const release = Promise.withResolvers<Response>();
    bench.gateway.answer(() => release.promise);
    const stuck = { host: { ...HOST, requestTimeoutMs: 20 } };
    assert.match(await fails(bench, ["portfolio"], 5, "unavailable", stuck), /did not answer within 0\.02 s/);
    release.resolve(new Response());
  }));

Deno.test("streams, other machines and bodies of other kinds are left to fetch", () => {
  const headers = { accept: "application/json" };
  assert.equal(isForLoopback("http://127.0.0.1:8080/api/orders", { headers, body: "{}" }), true);
  assert.equal(isForLoopback("http://[::1]:8080/", { headers, body: new Uint8Array(1) }), true);
  assert.equal(isForLoopback("http://127.0.0.1:8080/api/stream", { headers: { accept: "text/event-stream" } }), false);
  assert.equal(isForLoopback("https://127.0.0.1:8080/", { headers }), false);
  assert.equal(isForLoopback("http://127.0.0.1.example.com/", { headers }), false);
  assert.equal(isForLoopback("http://localhost:80/", { headers: new Headers(headers) }), false);
  assert.equal(isForLoopback("http://localhost:80/", { headers, body: new FormData() }), false);
});
