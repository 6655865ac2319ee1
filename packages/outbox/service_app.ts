// What the five services have in common as HTTP servers: health, metrics, who may call, events in, the outbox's sweep.
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { problemOf, type Refusal, refuse } from "@hoga/contracts";
import type { Sql } from "@hoga/db";
import { type EventType, type HogaEvent, parseEvent, type Service } from "@hoga/events";
import type { Log, Metrics } from "@hoga/telemetry";
import { traceIdOf } from "@hoga/telemetry";
import type { Dispatcher, EventResult } from "./dispatcher.ts";
import type { SignatureCheck } from "./qstash.ts";
import type { Reaction } from "./reaction.ts";
import type { Runner, Unit } from "./runner.ts";
import type { OutboxStore } from "./store.ts";

/** The largest body a service takes from another (bytes). */
const BODY_MAX = 4 * 1024 * 1024;

export interface ServiceShell<Touched, State extends Unit> {
  readonly service: Service;
  readonly sql: Sql;
  readonly store: OutboxStore;
  readonly dispatcher: Dispatcher;
  readonly runner: Runner<Touched, State>;
  readonly reactions: readonly Reaction<Touched, State>[];
  readonly serviceToken: string;
  readonly signatures: SignatureCheck;
  /** The address that QStash was given for this service, without a trailing slash: what its signatures name. */
  readonly publicBaseUrl: string;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The body of a refused request, with the trace id that a person can search the logs for. */
export function problemResponse(c: Context, refusal: ReturnType<typeof refuse>): Response {
  const problem = problemOf(refusal, traceIdOf(c.req.header("traceparent")) ?? "none");
  return c.body(JSON.stringify(problem), problem.status as 400, { "content-type": "application/problem+json" });
}

/** Whether two secrets are equal, in a time that does not tell where they differ. */
function sameSecret(a: string, b: string): boolean {
  let different = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) different |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(1, b.length));
  return different === 0;
}

/** Lets in services that know the token, and QStash where its signature is right for exactly this address and body. */
function onlyOurs(shell: Pick<ServiceShell<unknown, Unit>, "serviceToken" | "signatures" | "publicBaseUrl" | "log">) {
  return createMiddleware(async (c, next) => {
    const bearer = c.req.header("authorization");
    if (bearer?.startsWith("Bearer ") && sameSecret(bearer.slice(7), shell.serviceToken)) return await next();
    const signature = c.req.header("upstash-signature") ?? null;
    const url = new URL(c.req.url);
    const refusal = await shell.signatures.verify({
      signature,
      body: await c.req.text(),
      url: `${shell.publicBaseUrl}${url.pathname}${url.search}`,
    });
    if (refusal !== null) {
      shell.log("warn", "a request was turned away", { path: url.pathname, refusal });
      return problemResponse(
        c,
        refuse("unauthorized", `This route is for hoga's own services: ${refusal.replaceAll("_", " ")}`),
      );
    }
    await next();
    if (signature !== null && c.res.ok) shell.signatures.accepted(signature);
  });
}

const EventsBody = z.object({ events: z.array(z.unknown()).max(1_000) });
const SeenBody = z.object({ ids: z.array(z.string()).max(10_000) });

/** Takes events in: each is parsed, handed to its reaction, and answered for by itself. */
export function eventReceiver<Touched, State extends Unit>(
  shell: Pick<ServiceShell<Touched, State>, "runner" | "reactions" | "log" | "metrics">,
) {
  const byType = new Map<EventType, Reaction<Touched, State>>(shell.reactions.map((one) => [one.type, one]));

  async function take(event: HogaEvent): Promise<EventResult> {
    const reaction = byType.get(event.type);
    if (reaction === undefined) return { id: event.id, outcome: "rejected", error: `not subscribed to ${event.type}` };
    try {
      const { result, delivered } = await shell.runner.submit(reaction.work(event));
      // What this event made happen is passed on before it is acknowledged: on a serverless platform nothing runs after the answer.
      await delivered;
      shell.metrics.count("events", { type: event.type, outcome: result });
      return { id: event.id, outcome: result };
    } catch (error) {
      shell.log("error", "a reaction failed", { event: event.id, error: String(error) });
      shell.metrics.count("events", { type: event.type, outcome: "failed" });
      return { id: event.id, outcome: "failed", error: String(error) };
    }
  }

  return (values: readonly unknown[]): Promise<EventResult[]> =>
    Promise.all(values.map((value) => {
      const parsed = parseEvent(value);
      if ("event" in parsed) return take(parsed.event);
      const id = z.object({ id: z.string() }).safeParse(value);
      return { id: id.success ? id.data.id : "unknown", outcome: "rejected" as const, error: parsed.error };
    }));
}

/** The status by which QStash understands what became of a single event: done, try again, never again. */
function statusOf(result: EventResult | undefined): 200 | 489 | 500 | 503 {
  switch (result?.outcome) {
    case "done":
      return 200;
    case "too_early":
      return 503;
    case "rejected":
      return 489;
    default:
      return 500;
  }
}

/** A request's body as `schema` wants it, or one line that says what is wrong with it. */
export async function readBody<T>(
  c: Context,
  schema: z.ZodType<T>,
): Promise<{ readonly value: T } | { readonly refusal: Refusal }> {
  const body = await readJson(c);
  if (body === undefined) return { refusal: refuse("malformed_json") };
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  return {
    refusal: refuse("invalid_request", z.prettifyError(parsed.error).split("\n").map((line) => line.trim()).join(" ")),
  };
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text());
  } catch {
    return undefined;
  }
}

/** A service's app with everything but its own routes. Routes that are added later are for hoga's services (and QStash) only. */
export function createServiceApp<Touched, State extends Unit>(shell: ServiceShell<Touched, State>): Hono {
  const app = new Hono();
  const receive = eventReceiver(shell);

  app.get("/livez", (c) => c.json({ status: "ok", service: shell.service }));
  app.get("/readyz", async (c) => {
    try {
      await shell.sql.query("select 1");
      return c.json({ status: "ready", service: shell.service });
    } catch (error) {
      shell.log("error", "not ready", { error: String(error) });
      return c.json({ status: "database unavailable", service: shell.service }, 503);
    }
  });
  app.get("/metrics", async (c) => {
    const { pending, published, parked, oldestPendingSeconds } = await shell.store.status();
    return c.text(shell.metrics.text({
      outbox_pending: pending,
      outbox_published: published,
      outbox_parked: parked,
      outbox_oldest_seconds: oldestPendingSeconds ?? 0,
    }));
  });
  app.use(bodyLimit({
    maxSize: BODY_MAX,
    onError: (c) => problemResponse(c, refuse("body_too_large", `The body is larger than ${BODY_MAX} bytes`)),
  }));
  app.use(onlyOurs(shell));
  app.onError((error, c) => {
    shell.log("error", "a request failed", { path: c.req.path, error: error.stack ?? String(error) });
    return problemResponse(c, refuse("internal"));
  });
  app.notFound((c) => problemResponse(c, refuse("not_found", `No route ${c.req.method} ${c.req.path}`)));

  app.post("/events", async (c) => {
    const body = await readJson(c);
    if (body === undefined) return problemResponse(c, refuse("malformed_json"));
    const batch = EventsBody.safeParse(body);
    if (batch.success) {
      const results = await receive(batch.data.events);
      if (shell.runner.isIdle()) await shell.dispatcher.forgetTold();
      return c.json({ results });
    }
    const results = await receive([body]);
    if (shell.runner.isIdle()) await shell.dispatcher.forgetTold();
    const status = statusOf(results[0]);
    return c.body(
      JSON.stringify({ results }),
      status as 200, // 489 is QStash's own status and stands in no list.
      { "content-type": "application/json", ...(status === 489 ? { "Upstash-NonRetryable-Error": "true" } : {}) },
    );
  });
  app.post("/events/seen", async (c) => {
    const body = SeenBody.safeParse(await readJson(c));
    if (!body.success) return problemResponse(c, refuse("invalid_request", 'The body must be {"ids": [...]}'));
    return c.json({ seen: await shell.store.seen(body.data.ids) });
  });
  app.post("/outbox/drain", async (c) => {
    let drained = 0;
    // A sweep that finds a full batch looks again at once, within the time that a platform gives a request.
    for (let round = 0; round < 20; round++) {
      const taken = await shell.dispatcher.drain();
      drained += taken;
      if (taken < 500) break;
    }
    return c.json({ drained });
  });
  app.get("/outbox", async (c) => {
    const rows = await shell.store.list(c.req.query("parked") === "true", 500);
    return c.json({ status: await shell.store.status(), rows });
  });
  app.post("/outbox/retry", async (c) => c.json({ retried: await shell.store.unpark() }));
  return app;
}
