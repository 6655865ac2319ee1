// The order service's routes that change something.
import type { Context, Hono } from "hono";
import { AmendCommand, PlaceCommand, PreviewCommand } from "@hoga/contracts";
import { problemResponse, readBody, type ServiceParts } from "@hoga/outbox";
import { isCode, isEnded, type OrderState, type Refusal, refuse } from "@hoga/trading";
import { amendWork } from "./commands/amend.ts";
import { cancelWork } from "./commands/cancel.ts";
import { placeWork } from "./commands/place.ts";
import { displayedPrices, previewWork } from "./commands/preview.ts";
import { orderDocument } from "./documents.ts";
import { outcomeOf } from "./outcome.ts";
import type { OrderPorts } from "./ports.ts";
import { findOrder, listOrders } from "./queries/orders.ts";
import { readTimeline } from "./queries/timeline.ts";
import type { OrderUnit, Touched } from "./unit.ts";

type Parts = ServiceParts<Touched, OrderUnit>;

/** How long a cancel or an amendment waits for the market's answer unless told otherwise (real milliseconds). */
const WAIT_MS = 2_000;
const accountOf = (c: Context): string => c.req.query("accountId") ?? "";
const traceOf = (c: Context) => ({ traceparent: c.req.header("traceparent") });

const orderEnded = (order: OrderState): Refusal =>
  refuse("order_ended", `Order ${order.id} has ended: it is ${order.status}`);

/** What became of change `changeId` of an order, as its timeline tells it; null while that is not known. */
async function amendAnswer(ports: OrderPorts, orderId: string, changeId: number): Promise<"taken" | Refusal | null> {
  const lines = await readTimeline(ports.sql, orderId);
  const answer = lines.find((line) =>
    (line.type === "OrderAmended" || line.type === "AmendRejected") && line.data.changeId === changeId
  );
  if (answer === undefined) return null;
  if (answer.type === "OrderAmended") return "taken";
  const reason = answer.data.reason;
  const text = typeof reason === "object" && reason !== null && "message" in reason
    ? String(reason.message)
    : undefined;
  const code = typeof reason === "object" && reason !== null && "code" in reason ? String(reason.code) : "";
  return refuse(isCode(code) ? code : "order_ended", text);
}

/** Adds the routes that place, preview, amend and cancel. */
export function addCommandRoutes(app: Hono, ports: OrderPorts, { runner }: Parts): void {
  app.post("/orders", async (c) => {
    const body = await readBody(c, PlaceCommand);
    if ("refusal" in body) return problemResponse(c, body.refusal);
    const { result, delivered } = await runner.submit(placeWork(body.value, ports.newId("ord"), traceOf(c)));
    if ("refusal" in result) return problemResponse(c, result.refusal);
    if (result.replayed) c.header("Idempotency-Replayed", "true");
    const order = await outcomeOf(ports, result.order, delivered, body.value.waitMs);
    return c.json(orderDocument(order), 201);
  });
  app.post("/orders/preview", async (c) => {
    const body = await readBody(c, PreviewCommand);
    if ("refusal" in body) return problemResponse(c, body.refusal);
    const shown = await displayedPrices(ports, body.value.order.symbol);
    const { result } = await runner.submit(previewWork(body.value, shown));
    return "refusal" in result ? problemResponse(c, result.refusal) : c.json(result.preview);
  });
  app.patch("/orders/:id", async (c) => {
    const body = await readBody(c, AmendCommand);
    if ("refusal" in body) return problemResponse(c, body.refusal);
    const { result, delivered } = await runner.submit(amendWork(accountOf(c), c.req.param("id"), body.value));
    if ("refusal" in result) return problemResponse(c, result.refusal);
    const answer = () => amendAnswer(ports, result.order.id, result.changeId);
    const order = await outcomeOf(
      ports,
      result.order,
      delivered,
      body.value.waitMs,
      async () => await answer() !== null,
    );
    const known = await answer();
    if (known === null && isEnded(order)) return problemResponse(c, orderEnded(order));
    return known === null || known === "taken" ? c.json(orderDocument(order)) : problemResponse(c, known);
  });
  app.delete("/orders/:id", async (c) => {
    const { result, delivered } = await runner.submit(cancelWork(accountOf(c), c.req.param("id")));
    if ("refusal" in result) return problemResponse(c, result.refusal);
    // Whether it is taken or comes too late, a cancel is over when the order is.
    const order = await outcomeOf(ports, result.order, delivered, WAIT_MS, isEnded);
    // The cancel met a fill, and the fill was first.
    if (order.status === "filled" || order.status === "expired") {
      return problemResponse(c, orderEnded(order));
    }
    return c.json(orderDocument(order));
  });
  app.delete("/orders", async (c) => {
    const accountId = accountOf(c);
    const { orders: open } = await listOrders(ports.sql, {
      accountId,
      status: "open",
      symbol: c.req.query("symbol"),
      limit: 10_000,
    });
    const asked = await Promise.all(open.map((order) => runner.submit(cancelWork(accountId, order.id))));
    await Promise.all(
      asked.map(({ result, delivered }) =>
        "order" in result ? outcomeOf(ports, result.order, delivered, WAIT_MS, isEnded) : delivered
      ),
    );
    const after = await Promise.all(open.map((order) => findOrder(ports.sql, order.id)));
    return c.json({ orders: after.flatMap((order) => order?.status === "canceled" ? [orderDocument(order)] : []) });
  });
}
