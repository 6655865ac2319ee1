// A QStash stand-in, the real client that talks to it, and a destination that verifies and remembers what arrives.
import assert from "node:assert/strict";
import type { Sql } from "@hoga/db";
import { openTestPglite } from "@hoga/testing";
import { Client, Receiver } from "@upstash/qstash";
import { createQstash, type Qstash, type QstashOptions } from "../mod.ts";

export const TOKEN = "test-token";

/** A request that arrived at the destination. */
export interface Call {
  readonly url: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly bytes: Uint8Array;
}

export interface World {
  readonly sql: Sql;
  readonly qstash: Qstash;
  readonly client: Client;
  /** Base address of the stand-in and of the destination. */
  readonly api: string;
  readonly destination: string;
  /** The market's clock; tests move it. */
  readonly clock: { at: number };
  /** What arrived, verified by the real Receiver, in order. */
  readonly calls: Call[];
  /** What the destination answers; 200 unless a test says otherwise. */
  answer: (call: Call) => Response | Promise<Response>;
  /** Sends a request of the test's own, with the token. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** Paths that arrived since the last look. */
  arrived(): string[];
  /** Ends the stand-in and opens a new one over the same database, on the same address. */
  restart(): Promise<void>;
  /** Opens a new stand-in while the old one is in the middle of its work, as after a SIGKILL. */
  kill(): Promise<void>;
}

const network = fetch;

/** The client leaves bodies that it has no use for unread, which the resource sanitizer takes for a leak. */
const readingFetch: typeof fetch = async (input, init) => {
  const { status, headers, body } = await network(input, init);
  return new Response(body === null ? null : await new Response(body).arrayBuffer(), { status, headers });
};

const TABLES = ["messages", "dlq", "events", "dedup", "queues", "schedules", "url_groups", "endpoints", "flow_keys"];

/** Monday, 23 November 2026, 08:59:30 in Seoul. */
export const START = Date.UTC(2026, 10, 22, 23, 59, 30);

interface Scenario {
  readonly name: string;
  readonly test: (world: World) => Promise<void>;
  readonly options: Partial<QstashOptions> & { readonly verify?: boolean };
}

const scenarios: Scenario[] = [];

/** Adds a test that runs in a world of its own. */
export function scenario(name: string, test: Scenario["test"], options: Scenario["options"] = {}): void {
  scenarios.push({ name, test, options });
}

/**
 * Runs all scenarios over one PGlite, as steps of one test that opens and closes it: opening takes a while, and PGlite
 * keeps a timer of ten seconds for its statistics which the sanitizers would hold against the test that happened to start it.
 */
export async function runScenarios(t: Deno.TestContext): Promise<void> {
  const sql = await openTestPglite();
  try {
    for (const { name, test, options } of scenarios) {
      await t.step(name, () => inWorld(sql, test, options));
    }
  } finally {
    await sql.close();
  }
}

async function inWorld(shared: Sql, test: Scenario["test"], options: Scenario["options"]): Promise<void> {
  const clock = { at: START };
  let ids = 0;
  const { verify = true, ...given } = options;
  const open = () =>
    createQstash({
      sql: shared,
      now: () => clock.at,
      wall: () => Date.now(),
      fetch: network,
      newId: () => `${++ids}`,
      token: TOKEN,
      ...given,
    });
  let qstash = await open();
  await shared.script(TABLES.map((table) => `delete from qstash.${table}`).join(";"));
  // Ended rather than shut down: a test that fails may leave a request that nobody answers.
  const ending = new AbortController();
  const listen = { port: 0, hostname: "127.0.0.1", onListen: () => {}, signal: ending.signal };
  const server = Deno.serve(listen, (request, info) => qstash.app.fetch(request, info));
  const target = Deno.serve(listen, (request) => receive(world, request, verify));
  const api = `http://127.0.0.1:${server.addr.port}`;
  const calls: Call[] = [];
  const killed: Qstash[] = [];
  let seen = 0;
  const world: World = {
    sql: shared,
    get qstash() {
      return qstash;
    },
    client: new Client({ baseUrl: api, token: TOKEN, devMode: false, enableTelemetry: false, retry: false }),
    api,
    destination: `http://127.0.0.1:${target.addr.port}`,
    clock,
    calls,
    answer: () => new Response("ok"),
    raw: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("Authorization", `Bearer ${TOKEN}`);
      return fetch(api + path, { ...init, headers });
    },
    arrived() {
      const paths = calls.slice(seen).map(({ path }) => path);
      seen = calls.length;
      return paths;
    },
    async restart() {
      await qstash.close();
      qstash = await open();
    },
    async kill() {
      killed.push(qstash);
      qstash = await open();
    },
  };
  globalThis.fetch = readingFetch;
  try {
    await test(world);
  } finally {
    globalThis.fetch = network;
    await Promise.all([...killed, qstash].map((each) => each.close()));
    ending.abort();
    await Promise.all([server.finished, target.finished]);
  }
}

async function receive(world: World, request: Request, verify: boolean): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body = new TextDecoder().decode(bytes);
  const { url, method, headers } = request;
  const { pathname } = new URL(url);
  if (verify) {
    const signature = headers.get("upstash-signature") ?? "";
    try {
      await (await receiver(world)).verify({ signature, body, url });
    } catch (error) {
      // A test that expects an arrival sees this instead.
      world.calls.push({ url, path: `unverified ${String(error)}`, method, headers, body, bytes });
      return new Response("unverified", { status: 401 });
    }
  }
  const call = { url, path: pathname, method, headers, body, bytes };
  world.calls.push(call);
  return await world.answer(call);
}

/** The real Receiver with the server's keys. */
export async function receiver(world: World): Promise<Receiver> {
  const { current, next } = await world.qstash.keys();
  return new Receiver({ currentSigningKey: current, nextSigningKey: next, devMode: false });
}

/** The JSON that arrived with a call. */
export function json(call: Call | undefined): Record<string, unknown> {
  assert.ok(call);
  const value: unknown = JSON.parse(call.body);
  assert.ok(typeof value === "object" && value !== null);
  return { ...value };
}

/** Answers with a status as long as the test says so. */
export function failing(status = 500, headers: Record<string, string> = {}): Response {
  return new Response("no", { status, headers });
}

/** What the client threw: its message and status. The client also logs it, which the tests need not show. */
export async function refused(work: () => Promise<unknown>): Promise<{ status: unknown; message: string }> {
  const log = console.error;
  console.error = () => {};
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof Error);
    return { status: "status" in error ? error.status : undefined, message: error.message };
  } finally {
    console.error = log;
  }
  assert.fail("the request was accepted");
}
