// Who may call a service: its siblings by their token, and QStash by a signature of exactly this address and body. Nobody else changes anything.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { openTestPglite } from "@hoga/testing";
import type { ServedCourier } from "./testing/couriers.ts";
import { ageOutboxes } from "./testing/database.ts";
import { type Host, openHost } from "./testing/host.ts";
import { publicUrl } from "./testing/network.ts";
import { SERVICE_TOKEN } from "./testing/node.ts";
import { assertOrder, day } from "./testing/scenario.ts";
import { scriptedTape } from "./testing/tape.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

const ORDER = publicUrl("order");
const tape = scriptedTape(() => day(["09:00:00", 60_000]));

/** What a signature says, as QStash writes it; tests change one thing at a time. */
interface Claims {
  readonly url: string;
  readonly body: string;
  readonly issuer?: string;
  /** Real seconds from now until it is valid, and until it is not any more. */
  readonly from?: number;
  readonly until?: number;
  readonly id?: string;
}

function claimsOf({ url, body, issuer = "Upstash", from = 0, until = 300, id = crypto.randomUUID() }: Claims) {
  const now = Math.floor(Date.now() / 1000);
  const digest = createHash("sha256").update(body).digest("base64").replaceAll("+", "-").replaceAll("/", "_");
  return { iss: issuer, sub: url, iat: now + from, nbf: now + from, exp: now + until, jti: id, body: digest };
}

const sign = (key: string, claims: Claims): Promise<string> =>
  new SignJWT(claimsOf(claims)).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(new TextEncoder().encode(key));

/** A host with an order whose hold has not been told of, and the event that would tell. */
async function withPendingOrder(
  test: (host: Host<ServedCourier>, event: string, isUnchanged: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const host = await openHost(sql, { mode: "direct", now: "2025-03-14T10:00:00+09:00", tape });
  try {
    const account = await host.account();
    host.network.fault = (hop) => hop.to === "order" ? "lost" : null;
    host.faults.publish = () => "refused";
    const id = await host.sent(account, { quantity: 10, limitPrice: 59_000 });
    // Something for a sweep to do, too.
    host.network.fault = () => "lost";
    const swept = await host.sent(account, { quantity: 1, limitPrice: 59_000 });
    await ageOutboxes(sql);
    host.network.fault = () => null;
    const [row] = await sql.query("select envelope from portfolio.outbox where event_id = $1", [
      `FundsReserved/${id}/1`,
    ]);
    const before = await snapshot();
    await test(host, JSON.stringify(row?.envelope), async () => {
      assert.deepEqual(await snapshot(), before);
      await assertOrder(host, id, { status: "pending" });
      await assertOrder(host, swept, { status: "pending" });
    });
  } finally {
    await host.close();
  }
}

/** Everything that a request to the order service could change. */
function snapshot() {
  return sql.query(`select (select jsonb_agg(to_jsonb(o) order by id) from orders.orders o) as orders,
    (select jsonb_agg(to_jsonb(b) order by event_id) from orders.outbox b) as outbox,
    (select count(*) from orders.inbox) as inbox, (select count(*) from orders.timeline) as lines`);
}

async function send(host: Host, path: string, body: string, headers: HeadersInit): Promise<number> {
  const response = await host.node.handlers.order(
    new Request(`${ORDER}${path}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    }),
  );
  await response.body?.cancel();
  return response.status;
}

Deno.test("a request without a right signature, of whatever kind, is turned away and changes nothing", () =>
  withPendingOrder(async (host, event, isUnchanged) => {
    const { currentSigningKey: key } = host.courier.settings;
    for (const [path, body] of [["/events", event], ["/outbox/drain", ""]] as const) {
      const right: Claims = { url: `${ORDER}${path}`, body };
      const unsigned = new UnsecuredJWT(claimsOf(right)).encode();
      const signatures: Record<string, string> = {
        "no JWT": "nonsense",
        "no signature in it": unsigned,
        "another key": await sign("sig_another", right),
        "another issuer": await sign(key, { ...right, issuer: "somebody" }),
        "expired": await sign(key, { ...right, from: -600, until: -10 }),
        "not valid yet": await sign(key, { ...right, from: 60 }),
        "another route of the service": await sign(key, { ...right, url: `${ORDER}/activations/sweep` }),
        "another service": await sign(key, { ...right, url: `${publicUrl("portfolio")}${path}` }),
        "an address with a query": await sign(key, { ...right, url: `${ORDER}${path}?a=1` }),
        "another body": await sign(key, { ...right, body: `${body} ` }),
      };
      for (const [what, signature] of Object.entries(signatures)) {
        assert.equal(await send(host, path, body, { "upstash-signature": signature }), 401, `${path}: ${what}`);
      }
      const altered = await sign(key, right);
      assert.equal(await send(host, path, `${body} `, { "upstash-signature": altered }), 401, `${path}: altered`);
      assert.equal(await send(host, `${path}?a=1`, body, { "upstash-signature": altered }), 401, `${path}: query`);
      assert.equal(await send(host, path, body, {}), 401, `${path}: no signature`);
      for (const token of ["", "wrong", `${SERVICE_TOKEN}x`, SERVICE_TOKEN.slice(0, -1)]) {
        assert.equal(await send(host, path, body, { authorization: `Bearer ${token}` }), 401, `${path}: ${token}`);
      }
      await isUnchanged();
    }
  }));

for (const which of ["currentSigningKey", "nextSigningKey"] as const) {
  Deno.test(`a signature by QStash's ${which} is taken, once`, () =>
    withPendingOrder(async (host, event) => {
      const key = host.courier.settings[which];
      const told = { "upstash-signature": await sign(key, { url: `${ORDER}/events`, body: event }) };
      assert.equal(await send(host, "/events", event, told), 200);
      assert.equal((await sql.query("select 1 from orders.inbox")).length, 1);
      assert.equal(await send(host, "/events", event, told), 401, "replayed");

      const swept = { "upstash-signature": await sign(key, { url: `${ORDER}/outbox/drain`, body: "" }) };
      assert.equal(await send(host, "/outbox/drain", "", swept), 200);
      assert.equal(await send(host, "/outbox/drain", "", swept), 401, "replayed");
      await host.settle();
      const waiting = await sql.query("select 1 from orders.orders where status = 'pending'");
      assert.equal(waiting.length, 0);
    }));
}

Deno.test("a signature whose request failed is good for the next attempt", () =>
  withPendingOrder(async (host) => {
    const { currentSigningKey: key } = host.courier.settings;
    const early = { id: "FundsReserved/none/1", type: "FundsReserved", subject: "none", at: 0, trace: {} };
    const body = JSON.stringify({ ...early, data: { orderId: "none", amount: 1 } });
    const signature = await sign(key, { url: `${ORDER}/events`, body });
    // Too early both times: the request was let in.
    for (let tries = 0; tries < 2; tries++) {
      assert.equal(await send(host, "/events", body, { "upstash-signature": signature }), 503);
    }
  }));

Deno.test("an event that cannot be read is refused for good, and so is one that is not for this service", () =>
  withPendingOrder(async (host, event, isUnchanged) => {
    const { currentSigningKey: key } = host.courier.settings;
    const foreign = event.replaceAll("FundsReserved", "OrderPlaced");
    const newer = event.replace('"FundsReserved"', '"FundsReservedV2"');
    for (const body of ['{"id":"x"}', "[]", foreign, newer]) {
      const signature = await sign(key, { url: `${ORDER}/events`, body });
      assert.equal(await send(host, "/events", body, { "upstash-signature": signature }), 489, body);
    }
    const signature = await sign(key, { url: `${ORDER}/events`, body: "{" });
    assert.equal(await send(host, "/events", "{", { "upstash-signature": signature }), 400);
    await isUnchanged();
  }));
