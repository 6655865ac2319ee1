// /api/orders: placing, looking at, changing and ending orders.
import { createRoute, z } from "@hono/zod-openapi";
import {
  AmendOrder,
  CancelAll,
  ClientOrderId,
  Order,
  OrderPage,
  OrderPreview,
  OrderStatus,
  PlaceOrder,
  refuse,
  StoredOrder,
  StoredOrderPage,
  StoredOrders,
  StoredPortfolio,
  StoredPreview,
  StoredTimeline,
  Timeline,
} from "@hoga/contracts";
import { accountOf } from "../accounts.ts";
import { previewDocument } from "../aggregate/preview.ts";
import { fillerOf, namesFor, orderDocument, orderDocuments, timelineDocument } from "../documents.ts";
import type { Gateway } from "../env.ts";
import { takesJson } from "../middleware/body.ts";
import { MAX_WAIT_MS, waitOf } from "../prefer.ts";
import { say, tell } from "../problems.ts";
import { AccountId, AccountQuery, Cursor, Limit, Since, SymbolText } from "../queries.ts";
import { answers, jsonBodyOf, makes, newRouter, signedIn } from "../router.ts";

const OrderParam = z.object({ id: z.string().min(1).max(64) });
const PreferHeader = z.object({
  prefer: z.string().optional().describe(
    "wait=N: answer within N seconds (at most 30; 2 by default); respond-async: at once",
  ),
});
const PlaceHeaders = PreferHeader.extend({ "idempotency-key": ClientOrderId.optional() });
const tags = ["orders"];

const placeOrder = createRoute({
  method: "post",
  path: "/api/orders",
  operationId: "placeOrder",
  summary: "Place an order, and wait a moment for what becomes of it",
  description:
    "The same key (Idempotency-Key or clientOrderId) with the same order answers with the order that was placed first, for ever. " +
    "An order whose type the market does not take at the moment, or while trading is halted, is refused with 422.",
  tags,
  security: signedIn,
  middleware: takesJson(),
  request: { headers: PlaceHeaders, body: jsonBodyOf(PlaceOrder) },
  responses: makes(Order, "The order, as it is by now"),
});
const previewOrder = createRoute({
  method: "post",
  path: "/api/orders/preview",
  operationId: "previewOrder",
  summary: "What an order would cost and hold, without placing it",
  tags,
  security: signedIn,
  middleware: takesJson(),
  request: { body: jsonBodyOf(PlaceOrder) },
  responses: answers(OrderPreview, "What would become of it"),
});
const listOrders = createRoute({
  method: "get",
  path: "/api/orders",
  operationId: "listOrders",
  summary: "Orders, newest first",
  tags,
  security: signedIn,
  request: {
    query: z.strictObject({
      accountId: AccountId,
      status: z.enum(["open", "closed", ...OrderStatus.options]).optional(),
      symbol: SymbolText.optional(),
      since: Since,
      limit: Limit,
      cursor: Cursor,
    }),
  },
  responses: answers(OrderPage, "A page of orders"),
});
const showOrder = createRoute({
  method: "get",
  path: "/api/orders/{id}",
  operationId: "showOrder",
  summary: "One order",
  tags,
  security: signedIn,
  request: { params: OrderParam, query: AccountQuery },
  responses: answers(Order, "The order"),
});
const amendOrder = createRoute({
  method: "patch",
  path: "/api/orders/{id}",
  operationId: "amendOrder",
  summary: "Change the prices or the quantity of what is left of an order",
  description:
    "Prices as the order's type has them: see placeOrder. New prices and more shares lose the order's place in the queue.",
  tags,
  security: signedIn,
  middleware: takesJson(),
  request: { params: OrderParam, query: AccountQuery, headers: PreferHeader, body: jsonBodyOf(AmendOrder) },
  responses: answers(Order, "The order, as it is by now"),
});
const cancelOrder = createRoute({
  method: "delete",
  path: "/api/orders/{id}",
  operationId: "cancelOrder",
  summary: "Cancel what is left of an order",
  tags,
  security: signedIn,
  request: { params: OrderParam, query: AccountQuery },
  responses: answers(Order, "The order, as it is by now"),
});
const cancelAll = createRoute({
  method: "delete",
  path: "/api/orders",
  operationId: "cancelAllOrders",
  summary: "Cancel every open order of the account, or of one symbol in it",
  tags,
  security: signedIn,
  request: { query: z.strictObject({ accountId: AccountId, symbol: SymbolText.optional() }) },
  responses: answers(CancelAll, "The orders that were canceled"),
});
const showTimeline = createRoute({
  method: "get",
  path: "/api/orders/{id}/timeline",
  operationId: "showTimeline",
  summary: "What happened to an order, and what it waits for",
  tags,
  security: signedIn,
  request: { params: OrderParam, query: AccountQuery },
  responses: answers(Timeline, "The order and its timeline"),
});

const upper = (symbol: string | undefined) => symbol?.trim().toUpperCase();

/** The order of a command as the order service takes it: what was left out is filled in, so that a repeated key meets the same order. */
function termsOf({ accountId: _, clientOrderId: __, ...order }: PlaceOrder) {
  const limitPrice = order.limitPrice ?? null;
  const type = order.type ?? (limitPrice === null ? "market" as const : "limit" as const);
  return {
    ...order,
    symbol: order.symbol.trim().toUpperCase(),
    type,
    timeInForce: order.timeInForce ?? "day" as const,
    limitPrice,
    stopPrice: order.stopPrice ?? null,
  };
}

const pathOf = (id: string) => `/orders/${encodeURIComponent(id)}`;

/** The routes of orders. */
export function orderRoutes(g: Gateway) {
  const app = newRouter();
  placing(app, g);
  looking(app, g);
  changing(app, g);
  return app;
}

type Router = ReturnType<typeof newRouter>;

function placing(app: Router, g: Gateway): void {
  app.openapi(placeOrder, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": key, prefer } = c.req.valid("header");
    if (key !== undefined && body.clientOrderId !== undefined && key !== body.clientOrderId) {
      const sentence = "Idempotency-Key and clientOrderId differ: give one of them, or both the same";
      return say(c, refuse("invalid_request", sentence));
    }
    const account = await accountOf(g, c, body.accountId);
    if ("refused" in account) return tell(c, account.refused);
    const { waitMs, applied } = waitOf(prefer);
    const placed = await c.get("ask")("order", "/orders", StoredOrder, {
      method: "POST",
      json: {
        accountId: account.value,
        idempotencyKey: key ?? body.clientOrderId ?? g.ports.newId("key"),
        waitMs,
        order: termsOf(body),
      },
      extraMs: waitMs,
    });
    if ("refused" in placed) return tell(c, placed.refused);
    const isReplayed = placed.headers.get("idempotency-replayed") === "true";
    return c.json(await orderDocument(g, c, placed.value), 201, {
      "Location": `/api${pathOf(placed.value.id)}`,
      ...(isReplayed ? { "Idempotency-Replayed": "true" } : {}),
      ...(applied === null ? {} : { "Preference-Applied": applied }),
    });
  });

  app.openapi(previewOrder, async (c) => {
    const body = c.req.valid("json");
    const ask = c.get("ask");
    const account = await accountOf(g, c, body.accountId);
    if ("refused" in account) return tell(c, account.refused);
    const order = termsOf(body);
    const [preview, portfolio, nameOf] = await Promise.all([
      ask("order", "/orders/preview", StoredPreview, { method: "POST", json: { accountId: account.value, order } }),
      ask("portfolio", `/accounts/${encodeURIComponent(account.value)}/portfolio`, StoredPortfolio),
      namesFor(g, c, [order.symbol]),
    ]);
    if ("refused" in preview) return tell(c, preview.refused);
    if ("refused" in portfolio) return tell(c, portfolio.refused);
    return c.json(previewDocument(preview.value, portfolio.value, nameOf), 200);
  });
}

function looking(app: Router, g: Gateway): void {
  app.openapi(listOrders, async (c) => {
    const { accountId, symbol, ...query } = c.req.valid("query");
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const page = await c.get("ask")("order", "/orders", StoredOrderPage, {
      query: { ...query, symbol: upper(symbol), accountId: account.value },
    });
    if ("refused" in page) return tell(c, page.refused);
    const { orders, nextCursor } = page.value;
    return c.json({ orders: await orderDocuments(g, c, orders), nextCursor }, 200);
  });

  app.openapi(showOrder, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const path = pathOf(c.req.valid("param").id);
    const order = await c.get("ask")("order", path, StoredOrder, { query: { accountId: account.value } });
    if ("refused" in order) return tell(c, order.refused);
    return c.json(await orderDocument(g, c, order.value), 200);
  });

  app.openapi(showTimeline, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const path = `${pathOf(c.req.valid("param").id)}/timeline`;
    const timeline = await c.get("ask")("order", path, StoredTimeline, { query: { accountId: account.value } });
    if ("refused" in timeline) return tell(c, timeline.refused);
    return c.json(await timelineDocument(fillerOf(g, c), timeline.value), 200);
  });
}

function changing(app: Router, g: Gateway): void {
  app.openapi(amendOrder, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const { waitMs, applied } = waitOf(c.req.valid("header").prefer);
    const order = await c.get("ask")("order", pathOf(c.req.valid("param").id), StoredOrder, {
      method: "PATCH",
      query: { accountId: account.value },
      json: { ...c.req.valid("json"), waitMs },
      extraMs: waitMs,
    });
    if ("refused" in order) return tell(c, order.refused);
    const headers = applied === null ? {} : { "Preference-Applied": applied };
    return c.json(await orderDocument(g, c, order.value), 200, headers);
  });

  app.openapi(cancelOrder, async (c) => {
    const account = await accountOf(g, c, c.req.valid("query").accountId);
    if ("refused" in account) return tell(c, account.refused);
    const order = await c.get("ask")("order", pathOf(c.req.valid("param").id), StoredOrder, {
      method: "DELETE",
      query: { accountId: account.value },
    });
    if ("refused" in order) return tell(c, order.refused);
    return c.json(await orderDocument(g, c, order.value), 200);
  });

  app.openapi(cancelAll, async (c) => {
    const { accountId, symbol } = c.req.valid("query");
    const account = await accountOf(g, c, accountId);
    if ("refused" in account) return tell(c, account.refused);
    const canceled = await c.get("ask")("order", "/orders", StoredOrders, {
      method: "DELETE",
      query: { accountId: account.value, symbol: upper(symbol) },
      extraMs: MAX_WAIT_MS,
    });
    if ("refused" in canceled) return tell(c, canceled.refused);
    return c.json({ orders: await orderDocuments(g, c, canceled.value.orders) }, 200);
  });
}
