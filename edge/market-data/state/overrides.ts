// The exchange's ad hoc changes to its calendar, as this process knows them.
import { sql as fragment } from "drizzle-orm";
import { type CalendarOverride, CalendarRangeError, tradingDay } from "@hoga/krx";
import { orm, type Sql } from "@hoga/db";
import { calendarOverrides } from "@hoga/db/market-data";
import type { Log } from "@hoga/telemetry";

/** The overrides in the table. The calendar knows a list by its identity, so the array is the same until its content changes. */
export interface Overrides {
  /** The overrides, read again when what is known is older than a minute of market time. */
  current(): Promise<readonly CalendarOverride[]>;
}

/** How long (ms of market time) overrides are believed before the table is asked again. */
const FRESH_MS = 60_000;

/**
 * Reads the overrides of the database behind `sql`; one that the calendar cannot use is told to `log` and left out, so that a slip of an
 * operator costs one day and not all of them. `now` is market time in epoch milliseconds.
 */
export async function openOverrides(sql: Sql, now: () => number, log: Log): Promise<Overrides> {
  let text = "";
  let known: readonly CalendarOverride[] = [];
  let readAt = now();
  async function read(): Promise<void> {
    const rows = await readOverrides(sql);
    const readText = JSON.stringify(rows);
    if (readText === text) return;
    text = readText;
    known = rows.filter((row) => isUsable(row, log));
  }
  await read();
  return {
    async current() {
      const at = now();
      // A clock that was set back counts as old too.
      if (Math.abs(at - readAt) >= FRESH_MS) {
        readAt = at;
        await read();
      }
      return known;
    },
  };
}

async function readOverrides(sql: Sql): Promise<readonly CalendarOverride[]> {
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
