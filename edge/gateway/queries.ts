// The query parameters that several routes take.
import { z } from "@hono/zod-openapi";
import { Day } from "@hoga/contracts";

/** Rows a page that the services behind give at most. A caller who asks for more is given these, and where to go on. */
const PAGE_MAX = 500;

export const AccountId = z.string().min(1).max(64).optional().openapi({
  description: "An account of yours; the first one by default",
});
export const Since = Day.optional().openapi({ description: "From the start of this day (KST)" });
export const Limit = z.string().regex(/^([1-9]\d{0,2}|1000)$/, { message: "a whole number from 1 to 1000" })
  .transform((text) => Math.min(Number(text), PAGE_MAX)).optional().openapi({
    description: "Rows at most, from 1 to 1000; a page may have fewer although there are more: see nextCursor",
  });
export const Cursor = z.string().min(1).max(200).optional().openapi({
  description: "The nextCursor of the page before",
});
export const SymbolText = z.string().min(1).max(64);

export const AccountQuery = z.strictObject({ accountId: AccountId });
export const PageQuery = z.strictObject({ accountId: AccountId, since: Since, limit: Limit, cursor: Cursor });
