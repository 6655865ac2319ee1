// Trading halts and circuit breakers, as this process knows them.
import { asc } from "drizzle-orm";
import { kstDate } from "@hoga/krx";
import { orm, type Sql } from "@hoga/db";
import { interruptions } from "@hoga/db/market-data";
import { Interruption } from "@hoga/market";
import { type Fresh, openFresh } from "./fresh.ts";

export type Interruptions = Fresh<Interruption>;

/** How long (ms of market time) interruptions are believed before the table is asked again. */
const FRESH_MS = 1_000;
/**
 * How long before it begins an interruption must have been entered (ms). It is longer than any process believes what it knows, so that no
 * process answers for a stretch of time without an interruption that another one has taken for that stretch.
 */
export const LEAD_MS = 2 * FRESH_MS;

/** Reads the interruptions of the database behind `sql`. `now` is market time in ms. */
export function openInterruptions(sql: Sql, now: () => number): Promise<Interruptions> {
  return openFresh(() => readInterruptions(sql), (rows) => rows, now, FRESH_MS);
}

async function readInterruptions(sql: Sql): Promise<readonly Interruption[]> {
  const rows = await orm(sql).select().from(interruptions).orderBy(
    asc(interruptions.haltedFrom),
    asc(interruptions.id),
  );
  return rows.map((row) => Interruption.parse(row));
}

/** Those of `all` that stop an instrument on a KST date. */
export function interruptionsOf(
  all: readonly Interruption[],
  instrument: { readonly symbol: string; readonly market: string },
  date: string,
): Interruption[] {
  return all.filter(({ symbol, market, haltedFrom }) =>
    (symbol === null || symbol === instrument.symbol) && (market === null || market === instrument.market) &&
    kstDate(haltedFrom) === date
  );
}
