// Changes one date of the calendar, or takes the change back.
import type { CalendarChange, CalendarOverride as OverrideDocument } from "@hoga/contracts";
import { type CalendarOverride, CalendarRangeError, isDate, kstMs, tradingDay } from "@hoga/krx";
import type { Sql } from "@hoga/db";
import { type Outcome, refused } from "../outcome.ts";
import { type Overrides, readOverrides } from "../state/overrides.ts";

export interface OverrideContext {
  readonly sql: Sql;
  readonly overrides: Overrides;
  /** Market time, ms since the epoch. */
  readonly now: () => number;
}

/** How long (market ms) before a day begins it can be changed at the latest: longer than any process believes the calendar it has read. */
const LEAD_MS = 150_000;

const UPSERT = `
insert into market_data.calendar_overrides (date, closed, opens, closes, note)
values ($1::date, $2::boolean, $3::text, $4::text, $5::text)
on conflict (date) do update set closed = excluded.closed, opens = excluded.opens, closes = excluded.closes, note = excluded.note`;

/** An override as operators see it. */
export function overrideDocument({ date, closed, opens, closes, note }: CalendarOverride): OverrideDocument {
  return { date, closed: closed ?? null, opens: opens ?? null, closes: closes ?? null, note: note ?? null };
}

/** Sets the change of `date`, in place of one that was set before. Refused where the calendar cannot use it, and once the day is about to begin. */
export async function setOverride(
  context: OverrideContext,
  date: string,
  change: CalendarChange,
): Promise<Outcome<OverrideDocument>> {
  const override: CalendarOverride = {
    date,
    ...(change.closed === undefined ? {} : { closed: change.closed }),
    ...(change.opens === undefined ? {} : { opens: change.opens }),
    ...(change.closes === undefined ? {} : { closes: change.closes }),
    ...(change.note === undefined ? {} : { note: change.note }),
  };
  if (Object.keys(override).length === 1) {
    return refused("invalid_request", "Say what changes: closed, opens, closes or note");
  }
  if (change.closed === true && (change.opens !== undefined || change.closes !== undefined)) {
    return refused("invalid_request", "A day that is closed has no hours");
  }
  const refusal = await check(context, date, override);
  if (refusal !== null) return refusal;
  const { closed, opens, closes, note } = overrideDocument(override);
  await context.sql.query(UPSERT, [date, closed, opens, closes, note]);
  await context.overrides.refresh();
  return { value: overrideDocument(override) };
}

/** Takes the change of `date` back. Refused where there is none, or where that would change time that has passed. */
export async function removeOverride(
  context: OverrideContext,
  date: string,
): Promise<Outcome<{ readonly removed: string }>> {
  const refusal = await check(context, date, null);
  if (refusal !== null) return refusal;
  const rows = await context.sql.query(
    "delete from market_data.calendar_overrides where date = $1::date returning 1",
    [date],
  );
  await context.overrides.refresh();
  return rows.length === 0
    ? refused("not_found", `The calendar of ${date} was not changed`)
    : { value: { removed: date } };
}

/** Why the calendar of `date` cannot become what `override` (or its absence) makes of it; null when it can. */
async function check(
  { sql, now }: OverrideContext,
  date: string,
  override: CalendarOverride | null,
): Promise<ReturnType<typeof refused> | null> {
  if (!isDate(date)) return refused("invalid_request", `date must be a date (YYYY-MM-DD), not "${date}"`);
  const before = await readOverrides(sql);
  const after = [...before.filter((one) => one.date !== date), ...(override === null ? [] : [override])];
  try {
    // What the change makes of the day has to be possible, whether or not it comes in time.
    tradingDay(date, after);
    if (now() + LEAD_MS >= kstMs(date, "00:00")) {
      return refused("invalid_request", `${date} cannot be changed any more: a day is changed before it begins`);
    }
    return null;
  } catch (error) {
    if (error instanceof CalendarRangeError) return refused("invalid_request", `There is ${error.message}`);
    if (error instanceof RangeError) return refused("invalid_request", error.message);
    throw error;
  }
}
