// Dividends, splits and bonus issues, as this process knows them.
import { asc, sql as fragment } from "drizzle-orm";
import { z } from "zod";
import { orm, type Sql } from "@hoga/db";
import { corporateActions } from "@hoga/db/market-data";
import { kstMs } from "@hoga/krx";
import type { ShareAction } from "@hoga/market";
import { ratioOf } from "@hoga/trading";
import { type Fresh, openFresh } from "./fresh.ts";

/** A corporate action as it was entered, and how far the services have been told of it. */
export const CorporateAction = z.object({
  id: z.string(),
  kind: z.enum(["cash_dividend", "split", "bonus_issue"]),
  symbol: z.string(),
  exDate: z.string(),
  payDate: z.string().nullable(),
  amountPerShare: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  exAnnounced: z.boolean(),
  payAnnounced: z.boolean(),
});
export type CorporateAction = z.infer<typeof CorporateAction>;

export type Actions = Fresh<CorporateAction>;

/** How long (ms of market time) actions are believed before the table is asked again: they are entered before the day on which they begin. */
const FRESH_MS = 60_000;

/** Reads the actions of the database behind `sql`, by ex-date. `now` is market time in ms. */
export function openActions(sql: Sql, now: () => number): Promise<Actions> {
  return openFresh(() => readActions(sql), (rows) => rows, now, FRESH_MS);
}

async function readActions(sql: Sql): Promise<readonly CorporateAction[]> {
  const rows = await orm(sql)
    .select({
      id: corporateActions.id,
      kind: corporateActions.kind,
      symbol: corporateActions.symbol,
      exDate: fragment<string>`${corporateActions.exDate}::text`,
      payDate: fragment<string | null>`${corporateActions.payDate}::text`,
      amountPerShare: corporateActions.amountPerShare,
      numerator: corporateActions.numerator,
      denominator: corporateActions.denominator,
      exAnnounced: corporateActions.exAnnounced,
      payAnnounced: corporateActions.payAnnounced,
    })
    .from(corporateActions)
    .orderBy(asc(corporateActions.exDate), asc(corporateActions.id));
  return rows.map((row) => CorporateAction.parse(row));
}

/** When the ex-date begins (ms since the epoch): what is owned then counts. */
export const exAtOf = (action: Pick<CorporateAction, "exDate">): number => kstMs(action.exDate, "00:00");
/** When the day of payment begins (ms since the epoch); null where nothing is paid. */
export const payAtOf = (action: Pick<CorporateAction, "payDate">): number | null =>
  action.payDate === null ? null : kstMs(action.payDate, "00:00");

/** An action that changes the number of shares, with whose it is; null for a dividend. */
export function shareActionOf(action: CorporateAction): ShareAction & { readonly symbol: string } | null {
  const { id, kind, symbol, exDate, numerator, denominator } = action;
  if (kind === "cash_dividend" || numerator === null || denominator === null) return null;
  return { id, kind, symbol, exDate, exAt: exAtOf(action), ratio: ratioOf({ kind, numerator, denominator }) };
}

/** What a dividend takes off a share's value, won, with whose it is. Only the base price of a fund is adjusted for it. */
export interface Distribution {
  readonly symbol: string;
  readonly exDate: string;
  readonly amountPerShare: number;
}

/** What an action pays for a share; null for a change of the number of shares. */
export function distributionOf({ symbol, exDate, amountPerShare }: CorporateAction): Distribution | null {
  return amountPerShare === null ? null : { symbol, exDate, amountPerShare };
}
