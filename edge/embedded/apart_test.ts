// The five services as five processes over one Postgres and QStash, as they are deployed: each started by its own main.ts.
import assert from "node:assert/strict";
import { migrate, openPglite, openPostgres } from "@hoga/db";
import { type Service, SERVICES } from "@hoga/events";
import { identityStore, newApiKey } from "@hoga/identity";
import { createQstash, runQstash } from "@hoga/local";
import { qstashClient } from "@hoga/outbox";
import { withPostgres } from "@hoga/testing";
import { ensureSchedules } from "./schedules.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Ports that were free a moment ago. */
function freePorts(count: number): number[] {
  const listeners = Array.from({ length: count }, () => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const ports = listeners.map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}

/** QStash on loopback, in a database of its own, on real time. */
async function startQstash(token: string) {
  const sql = await openPglite({});
  const wall = () => Date.now();
  const qstash = await createQstash({ sql, now: wall, wall, fetch, newId: () => crypto.randomUUID(), token });
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => qstash.app.fetch(request),
  );
  const pump = runQstash(qstash, {
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer),
    delayOf: (at) => at - wall(),
  });
  const keys = await qstash.keys();
  return {
    env: {
      QSTASH_URL: `http://127.0.0.1:${server.addr.port}`,
      QSTASH_TOKEN: token,
      QSTASH_CURRENT_SIGNING_KEY: keys.current,
      QSTASH_NEXT_SIGNING_KEY: keys.next,
    },
    settings: {
      url: `http://127.0.0.1:${server.addr.port}`,
      token,
      currentSigningKey: keys.current,
      nextSigningKey: keys.next,
    },
    async stop() {
      await pump.stop();
      await qstash.close();
      await server.shutdown();
      await sql.close();
    },
  };
}

/** Whether a service answers that it is ready; a process that is still starting is asked again. */
async function waitUntilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become ready`);
}

async function prepare(databaseUrl: string, key: string): Promise<void> {
  const sql = openPostgres(databaseUrl);
  try {
    await migrate(sql);
    const identity = identityStore(sql);
    await identity.ensureUser({ id: "user_a", name: "a", now: Date.now() });
    await identity.createKey({ userId: "user_a", label: "test", key });
  } finally {
    await sql.close();
  }
}

async function exercise(gateway: string, key: string): Promise<void> {
  const api = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${gateway}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": "apart-1" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const account = await api("POST", "/api/accounts", { name: "apart", openingCash: 10_000_000 });
  assert.equal(account.status, 201, JSON.stringify(account.body));
  const order = await api("POST", "/api/orders", { symbol: "005930", side: "buy", quantity: 3 });
  assert.equal(order.status, 201, JSON.stringify(order.body));
  // On real time the market may be open or closed: either way the cash was held, or has been spent, in other processes.
  assert.ok(["reserved", "accepted", "filled"].includes(order.body.status), JSON.stringify(order.body));
  const again = await api("POST", "/api/orders", { symbol: "005930", side: "buy", quantity: 3 });
  assert.equal(again.body.id, order.body.id);
  const portfolio = await api("GET", "/api/portfolio");
  const { balance, held } = portfolio.body.cash;
  assert.ok(
    order.body.status === "filled" ? balance < 10_000_000 : held === order.body.held.amount,
    JSON.stringify(portfolio.body),
  );
  if (order.body.status !== "filled") {
    const canceled = await api("DELETE", `/api/orders/${order.body.id}`);
    assert.equal(canceled.body.status, "canceled", JSON.stringify(canceled.body));
    assert.equal((await api("GET", "/api/portfolio")).body.cash.held, 0);
  }
  const books = await api("GET", "/api/reconcile");
  assert.equal(books.body.balanced, true, JSON.stringify(books.body));
  const ops = await api("GET", "/api/ops/status");
  assert.equal(ops.body.ready, true, JSON.stringify(ops.body));
  assert.equal(ops.body.schedules.length, 9);
}

Deno.test("an order passes through five processes over Postgres and QStash", async () => {
  await withPostgres(async (databaseUrl) => {
    const key = newApiKey(crypto.getRandomValues(new Uint8Array(32)));
    await prepare(databaseUrl, key);
    const qstash = await startQstash("apart");
    const ports = freePorts(SERVICES.length);
    const urls = new Map<Service, string>(SERVICES.map((service, i) => [service, `http://127.0.0.1:${ports[i]}`]));
    const shared = {
      ...qstash.env,
      DATABASE_URL: databaseUrl,
      HOGA_SERVICE_TOKEN: crypto.randomUUID() + crypto.randomUUID(),
      ORDER_URL: urls.get("order") ?? "",
      PORTFOLIO_URL: urls.get("portfolio") ?? "",
      EXECUTION_URL: urls.get("execution") ?? "",
      MARKET_DATA_URL: urls.get("market-data") ?? "",
    };
    const processes = SERVICES.map((service, i) =>
      new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-prompt", `edge/${service}/main.ts`],
        cwd: ROOT,
        env: { ...shared, PORT: String(ports[i]), PUBLIC_BASE_URL: urls.get(service) ?? "" },
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn()
    );
    try {
      await Promise.all([...urls.values()].map(waitUntilReady));
      await ensureSchedules(qstashClient(qstash.settings), (service) => urls.get(service) ?? "");
      await exercise(urls.get("gateway") ?? "", key);
    } finally {
      for (const process of processes) process.kill("SIGTERM");
      await Promise.all(processes.map((process) => process.status));
      await qstash.stop();
    }
  });
});
