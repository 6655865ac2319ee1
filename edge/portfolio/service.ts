// The portfolio service put together.
import type { Hono } from "hono";
import { z } from "zod";
import { createServiceApp, problemResponse, readBody, serviceParts } from "@hoga/outbox";
import { refuse } from "@hoga/trading";
import { type AccountResult, OPENING_CASH, openWork, resetWork } from "./commands/accounts.ts";
import { accountDocument } from "./documents.ts";
import type { PortfolioPorts } from "./ports.ts";
import { auditLedger } from "./queries/audit.ts";
import { listLedger, readDays } from "./queries/ledger.ts";
import { findAccount, listAccounts, readPortfolio } from "./queries/portfolio.ts";
import { REACTIONS } from "./reactions/mod.ts";
import { portfolioStore } from "./store.ts";
import type { PortfolioUnit, Touched } from "./unit.ts";

const Cash = z.int().min(1).max(1_000_000_000_000);
const OpenBody = z.strictObject({
  id: z.string().min(1).max(64),
  userId: z.string().min(1).max(64),
  name: z.string().min(1).max(40),
  openingCash: Cash.default(OPENING_CASH),
});
const ResetBody = z.strictObject({ openingCash: Cash.optional() });
const LedgerQuery = z.object({
  since: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().optional(),
});

export interface PortfolioService {
  readonly app: Hono;
  /** Settles when nothing is under way. */
  idle(): Promise<void>;
}

function addQueryRoutes(app: Hono, ports: PortfolioPorts): void {
  const unknown = (id: string) => refuse("unknown_account", `There is no account ${id}`);
  app.get("/accounts", async (c) => {
    const accounts = await listAccounts(ports.sql, c.req.query("userId") ?? "");
    return c.json({ accounts: accounts.map(accountDocument) });
  });
  app.get("/accounts/:id/portfolio", async (c) => {
    const id = c.req.param("id");
    const portfolio = await readPortfolio(ports.sql, id, ports.now(), await ports.market.overrides());
    return portfolio === null ? problemResponse(c, unknown(id)) : c.json(portfolio);
  });
  app.get("/accounts/:id/ledger", async (c) => {
    const query = LedgerQuery.safeParse(c.req.query());
    if (!query.success) {
      return problemResponse(c, refuse("invalid_request", z.prettifyError(query.error).split("\n").join(" ")));
    }
    return c.json(await listLedger(ports.sql, { ...query.data, accountId: c.req.param("id") }));
  });
  app.get("/accounts/:id/days", async (c) => {
    const account = await findAccount(ports.sql, c.req.param("id"));
    if (account === null) return problemResponse(c, unknown(c.req.param("id")));
    return c.json(await readDays(ports.sql, account, ports.now(), await ports.market.overrides()));
  });
  app.get("/audit", async (c) => c.json(await auditLedger(ports.sql)));
}

/** Makes the portfolio service over its ports. */
export function createPortfolio(ports: PortfolioPorts): PortfolioService {
  const parts = serviceParts<Touched, PortfolioUnit>(
    "portfolio",
    "portfolio",
    ports,
    portfolioStore(ports.sql, ports.now),
  );
  const app = createServiceApp({ ...ports, ...parts, service: "portfolio", reactions: REACTIONS });
  const answer = (c: Parameters<typeof problemResponse>[0], result: AccountResult, status: 200 | 201) =>
    "refusal" in result ? problemResponse(c, result.refusal) : c.json(accountDocument(result.account), status);
  app.post("/accounts", async (c) => {
    const body = await readBody(c, OpenBody);
    if ("refusal" in body) return problemResponse(c, body.refusal);
    return answer(c, (await parts.runner.submit(openWork(body.value))).result, 201);
  });
  app.post("/accounts/:id/reset", async (c) => {
    const body = await readBody(c, ResetBody);
    if ("refusal" in body) return problemResponse(c, body.refusal);
    const { result } = await parts.runner.submit(resetWork(c.req.param("id"), body.value.openingCash ?? null));
    return answer(c, result, 200);
  });
  addQueryRoutes(app, ports);
  return {
    app,
    async idle() {
      await parts.runner.idle();
      await parts.dispatcher.forgetTold();
    },
  };
}
