// The routes on which operators' entries come in: changes of the calendar, interruptions, corporate actions.
import type { Context, Hono } from "hono";
import { CalendarChange, NewCircuitBreaker, NewCorporateAction, NewHalt } from "@hoga/contracts";
import { addDays, kstDate } from "@hoga/krx";
import type { Sql } from "@hoga/db";
import { answer, readBody } from "./answer.ts";
import { actionDocument, enterAction, removeAction } from "./commands/enter_action.ts";
import { breakCircuit, haltSymbol, interruptionDocument, removeInterruption } from "./commands/interrupt.ts";
import { overrideDocument, removeOverride, setOverride } from "./commands/set_override.ts";
import type { Outcome } from "./outcome.ts";
import type { z } from "zod";
import type { Actions } from "./state/actions.ts";
import type { Catalogue } from "./state/catalogue.ts";
import type { Interruptions } from "./state/interruptions.ts";
import { type Overrides, readOverrides } from "./state/overrides.ts";

export interface OpsContext {
  readonly sql: Sql;
  readonly catalogue: Catalogue;
  readonly overrides: Overrides;
  readonly interruptions: Interruptions;
  readonly actions: Actions;
  /** The base price (won) of a symbol on a date; null where there is no market data. */
  readonly baseOf: (symbol: string, date: string) => Promise<number | null>;
  /** Market time, ms since the epoch. */
  readonly now: () => number;
}

/** How many days back interruptions are listed. */
const LISTED_DAYS = 30;

/** Adds the routes to `app`. */
export function addOpsRoutes(app: Hono, context: OpsContext): void {
  const { sql, interruptions, actions, now } = context;
  app.get(
    "/ops/calendar",
    (c) => answer(c, async () => ({ value: { overrides: (await readOverrides(sql)).map(overrideDocument) } })),
  );
  app.put(
    "/ops/calendar/:date",
    (c) => withBody(c, CalendarChange, (change) => setOverride(context, c.req.param("date"), change)),
  );
  app.delete("/ops/calendar/:date", (c) => answer(c, () => removeOverride(context, c.req.param("date"))));

  app.get("/ops/interruptions", (c) =>
    answer(c, async () => {
      const since = addDays(kstDate(now()), -LISTED_DAYS);
      const listed = (await interruptions.refresh()).filter((one) => kstDate(one.haltedFrom) >= since);
      return { value: { interruptions: listed.map(interruptionDocument) } };
    }));
  app.post("/ops/halts", (c) => withBody(c, NewHalt, (halt) => haltSymbol(context, halt)));
  app.post("/ops/breakers", (c) => withBody(c, NewCircuitBreaker, (breaker) => breakCircuit(context, breaker)));
  app.delete("/ops/interruptions/:id", (c) => answer(c, () => removeInterruption(context, c.req.param("id"))));

  app.get("/ops/actions", (c) =>
    answer(c, async () => {
      const at = now();
      return { value: { actions: (await actions.refresh()).map((action) => actionDocument(action, at)) } };
    }));
  app.post("/ops/actions", (c) => withBody(c, NewCorporateAction, (action) => enterAction(context, action)));
  app.delete("/ops/actions/:id", (c) => answer(c, () => removeAction(context, c.req.param("id"))));
}

/** Answers with what `work` makes of the body; a body that is not right is refused. */
function withBody<B, T extends object>(
  c: Context,
  schema: z.ZodType<B>,
  work: (body: B) => Promise<Outcome<T>>,
): Promise<Response> {
  return answer(c, async () => {
    const body = await readBody(c, schema);
    return "refusal" in body ? body : await work(body.value);
  });
}
