// /api/accounts: a user's play-money accounts.
import { createRoute, z } from "@hono/zod-openapi";
import { Account, AccountList, NewAccount, ResetAccount } from "@hoga/contracts";
import { accountOf } from "../accounts.ts";
import type { Gateway } from "../env.ts";
import { takesJson } from "../middleware/body.ts";
import { tell } from "../problems.ts";
import { answers, jsonBodyOf, makes, newRouter, signedIn } from "../router.ts";

const tags = ["accounts"];

/** Play money (won) of an account whose maker named no sum. */
const OPENING_CASH = 100_000_000;

const listAccounts = createRoute({
  method: "get",
  path: "/api/accounts",
  operationId: "listAccounts",
  summary: "Your accounts; the first one is meant where a request names none",
  tags,
  security: signedIn,
  request: { query: z.strictObject({}) },
  responses: answers(AccountList, "The accounts"),
});
const newAccount = createRoute({
  method: "post",
  path: "/api/accounts",
  operationId: "newAccount",
  summary: "Open an account",
  tags,
  security: signedIn,
  middleware: takesJson(),
  request: { body: jsonBodyOf(NewAccount) },
  responses: makes(Account, "The new account"),
});
const resetAccount = createRoute({
  method: "post",
  path: "/api/accounts/{id}/reset",
  operationId: "resetAccount",
  summary: "Begin again: positions and history end, and the cash is what it was at first or what is given",
  tags,
  security: signedIn,
  middleware: takesJson({ optional: true }),
  request: { params: z.object({ id: z.string().min(1).max(64) }), body: jsonBodyOf(ResetAccount) },
  responses: answers(Account, "The account as it is now"),
});

/** The routes of accounts. */
export function accountRoutes(g: Gateway) {
  const app = newRouter();

  app.openapi(listAccounts, async (c) => {
    const accounts = await g.accounts.all(c.get("ask"), c.get("userId"));
    if ("refused" in accounts) return tell(c, accounts.refused);
    return c.json({ accounts: [...accounts.value], defaultAccountId: accounts.value[0]?.id ?? "" }, 200);
  });

  app.openapi(newAccount, async (c) => {
    const { name, openingCash } = c.req.valid("json");
    const userId = c.get("userId");
    const account = await c.get("ask")("portfolio", "/accounts", Account, {
      method: "POST",
      json: { id: g.ports.newId("acc"), userId, name, openingCash: openingCash ?? OPENING_CASH },
    });
    if ("refused" in account) return tell(c, account.refused);
    g.accounts.forget(userId);
    return c.json(account.value, 201);
  });

  app.openapi(resetAccount, async (c) => {
    const own = await accountOf(g, c, c.req.valid("param").id);
    if ("refused" in own) return tell(c, own.refused);
    const account = await c.get("ask")("portfolio", `/accounts/${encodeURIComponent(own.value)}/reset`, Account, {
      method: "POST",
      json: c.req.valid("json"),
    });
    if ("refused" in account) return tell(c, account.refused);
    return c.json(account.value, 200);
  });
  return app;
}
