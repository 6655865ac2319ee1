// /api/ops/calendar, /api/ops/interruptions and /api/ops/actions: what operators enter about the market.
import { createRoute, z } from "@hono/zod-openapi";
import {
  CalendarChange,
  CalendarOverride,
  CalendarOverrideList,
  CorporateAction,
  CorporateActionList,
  Day,
  Interruption,
  InterruptionList,
  NewCircuitBreaker,
  NewCorporateAction,
  NewHalt,
  Removed,
} from "@hoga/contracts";
import { takesJson } from "../middleware/body.ts";
import { tell } from "../problems.ts";
import { answers, jsonBodyOf, newRouter, signedIn } from "../router.ts";

const tags = ["operations"];
const common = { tags, security: signedIn };
const none = { query: z.strictObject({}) };
const IdParam = z.object({ id: z.string().min(1).max(64) });
const DateParam = z.object({ date: Day });

const listOverrides = createRoute({
  ...common,
  method: "get",
  path: "/api/ops/calendar",
  operationId: "listCalendarOverrides",
  summary: "Changes to the calendar: temporary holidays, other hours",
  request: none,
  responses: answers(CalendarOverrideList, "The changes, by date"),
});
const setOverride = createRoute({
  ...common,
  method: "put",
  path: "/api/ops/calendar/{date}",
  operationId: "setCalendarOverride",
  summary: "Change a date of the calendar before it begins",
  middleware: takesJson(),
  request: { ...none, params: DateParam, body: jsonBodyOf(CalendarChange) },
  responses: answers(CalendarOverride, "The change as it stands"),
});
const removeOverride = createRoute({
  ...common,
  method: "delete",
  path: "/api/ops/calendar/{date}",
  operationId: "removeCalendarOverride",
  summary: "Take the change of a date back",
  request: { ...none, params: DateParam },
  responses: answers(Removed, "The date"),
});
const listInterruptions = createRoute({
  ...common,
  method: "get",
  path: "/api/ops/interruptions",
  operationId: "listInterruptions",
  summary: "Trading halts and circuit breakers of the last 30 days and to come",
  request: none,
  responses: answers(InterruptionList, "The interruptions, by when they begin"),
});
const haltSymbol = createRoute({
  ...common,
  method: "post",
  path: "/api/ops/halts",
  operationId: "haltSymbol",
  summary: "Halt trading in a symbol, from now or later",
  middleware: takesJson(),
  request: { ...none, body: jsonBodyOf(NewHalt) },
  responses: answers(Interruption, "The halt"),
});
const breakCircuit = createRoute({
  ...common,
  method: "post",
  path: "/api/ops/breakers",
  operationId: "breakCircuit",
  summary: "Set off a circuit breaker of a market, now or later",
  middleware: takesJson(),
  request: { ...none, body: jsonBodyOf(NewCircuitBreaker) },
  responses: answers(Interruption, "The interruption"),
});
const removeInterruption = createRoute({
  ...common,
  method: "delete",
  path: "/api/ops/interruptions/{id}",
  operationId: "removeInterruption",
  summary: "Take an interruption back before it begins, or lift a halt that lasts",
  request: { ...none, params: IdParam },
  responses: answers(Removed, "Its id"),
});
const listActions = createRoute({
  ...common,
  method: "get",
  path: "/api/ops/actions",
  operationId: "listCorporateActions",
  summary: "Dividends, splits and bonus issues",
  request: none,
  responses: answers(CorporateActionList, "The actions, by ex-date"),
});
const enterAction = createRoute({
  ...common,
  method: "post",
  path: "/api/ops/actions",
  operationId: "enterCorporateAction",
  summary: "Enter a dividend, a split or a bonus issue before its ex-date",
  middleware: takesJson(),
  request: { ...none, body: jsonBodyOf(NewCorporateAction) },
  responses: answers(CorporateAction, "The action"),
});
const removeAction = createRoute({
  ...common,
  method: "delete",
  path: "/api/ops/actions/{id}",
  operationId: "removeCorporateAction",
  summary: "Take an action back before its ex-date",
  request: { ...none, params: IdParam },
  responses: answers(Removed, "Its id"),
});

/** The routes of operators' entries. The market-data service decides what can be entered. */
export function opsMarketRoutes() {
  const app = newRouter();
  calendar(app);
  interruptions(app);
  actions(app);
  return app;
}

type Router = ReturnType<typeof newRouter>;

const pathOf = (kind: string, id: string): string => `/ops/${kind}/${encodeURIComponent(id)}`;

function calendar(app: Router): void {
  app.openapi(listOverrides, async (c) => {
    const list = await c.get("ask")("market-data", "/ops/calendar", CalendarOverrideList);
    return "refused" in list ? tell(c, list.refused) : c.json(list.value, 200);
  });
  app.openapi(setOverride, async (c) => {
    const path = pathOf("calendar", c.req.valid("param").date);
    const json = c.req.valid("json");
    const set = await c.get("ask")("market-data", path, CalendarOverride, { method: "PUT", json });
    return "refused" in set ? tell(c, set.refused) : c.json(set.value, 200);
  });
  app.openapi(removeOverride, async (c) => {
    const path = pathOf("calendar", c.req.valid("param").date);
    const removed = await c.get("ask")("market-data", path, Removed, { method: "DELETE" });
    return "refused" in removed ? tell(c, removed.refused) : c.json(removed.value, 200);
  });
}

function interruptions(app: Router): void {
  app.openapi(listInterruptions, async (c) => {
    const list = await c.get("ask")("market-data", "/ops/interruptions", InterruptionList);
    return "refused" in list ? tell(c, list.refused) : c.json(list.value, 200);
  });
  app.openapi(haltSymbol, async (c) => {
    const json = c.req.valid("json");
    const halt = await c.get("ask")("market-data", "/ops/halts", Interruption, { method: "POST", json });
    return "refused" in halt ? tell(c, halt.refused) : c.json(halt.value, 200);
  });
  app.openapi(breakCircuit, async (c) => {
    const json = c.req.valid("json");
    const breaker = await c.get("ask")("market-data", "/ops/breakers", Interruption, { method: "POST", json });
    return "refused" in breaker ? tell(c, breaker.refused) : c.json(breaker.value, 200);
  });
  app.openapi(removeInterruption, async (c) => {
    const path = pathOf("interruptions", c.req.valid("param").id);
    const removed = await c.get("ask")("market-data", path, Removed, { method: "DELETE" });
    return "refused" in removed ? tell(c, removed.refused) : c.json(removed.value, 200);
  });
}

function actions(app: Router): void {
  app.openapi(listActions, async (c) => {
    const list = await c.get("ask")("market-data", "/ops/actions", CorporateActionList);
    return "refused" in list ? tell(c, list.refused) : c.json(list.value, 200);
  });
  app.openapi(enterAction, async (c) => {
    const json = c.req.valid("json");
    const action = await c.get("ask")("market-data", "/ops/actions", CorporateAction, { method: "POST", json });
    return "refused" in action ? tell(c, action.refused) : c.json(action.value, 200);
  });
  app.openapi(removeAction, async (c) => {
    const path = pathOf("actions", c.req.valid("param").id);
    const removed = await c.get("ask")("market-data", path, Removed, { method: "DELETE" });
    return "refused" in removed ? tell(c, removed.refused) : c.json(removed.value, 200);
  });
}
