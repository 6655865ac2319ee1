// The exchange's ad hoc changes to its calendar, as this process knows them.
import { sql as fragment } from "drizzle-orm";
import { type CalendarOverride, CalendarRangeError, tradingDay } from "@hoga/krx";
import { orm, type Sql } from "@hoga/db";
import { calendarOverrides } from "@hoga/db/market-data";
import type { Log } from "@hoga/telemetry";
import { type Fresh, openFresh } from "./fresh.ts";

/** The overrides in the table. The calendar knows a list by its identity, so the array is the same until its content changes. */
export type Overrides = Fresh<CalendarOverride>;

/** How long (ms of market time) overrides are believed before the table is asked again. */
const FRESH_MS = 60_000;

/**
 * Reads the overrides of the database behind `sql`; one that the calendar cannot use is told to `log` and left out, so that a slip of an
 * operator costs one day and not all of them. `now` is market time in epoch milliseconds.
 */
export function openOverrides(sql: Sql, now: () => number, log: Log): Promise<Overrides> {
  return openFresh(
    () => readOverrides(sql),
    (rows) => rows.filter((row) => isUsable(row, log)),
    now,
    FRESH_MS,
  );
}

/** The overrides of the table, by date, as an operator entered them. */
export async function readOverrides(sql: Sql): Promise<readonly CalendarOverride[]> {
  const { date, closed, opens, closes, note } = calendarOverrides;
  const rows = await orm(sql)
    // Drivers make different things of a date; text is text everywhere.
    .select({ date: fragment<string>`${date}::text`, closed, opens, closes, note })
    .from(calendarOverrides)
    .orderBy(date);
  return rows.map((row) => ({
    date: row.date,
    ...(row.closed === null ? {} : { closed: row.closed }),
    ...(row.opens === null ? {} : { opens: row.opens }),
    ...(row.closes === null ? {} : { closes: row.closes }),
    ...(row.note === null ? {} : { note: row.note }),
  }));
}

function isUsable(override: CalendarOverride, log: Log): boolean {
  try {
    tradingDay(override.date, [override]);
    return true;
  } catch (error) {
    // A date outside the calendar's years does no harm.
    if (error instanceof CalendarRangeError) return true;
    if (!(error instanceof RangeError)) throw error;
    log("error", "a calendar override is left out", { date: override.date, reason: error.message });
    return false;
  }
}
