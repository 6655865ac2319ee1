// hoga market calendar
import type { Command } from "commander";
import type { CalendarDay } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { checkedDay } from "../../input/moment.ts";
import { formatMinute } from "../../output/time.ts";
import { define } from "../define.ts";

export interface CalendarOptions {
  readonly year?: string;
  readonly date?: string;
}

export function register(market: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(market, ctx, "calendar", help.marketCalendar, [
    "hoga market calendar --year 2026",
    "hoga market calendar --date 2026-12-31 --json",
  ])
    .option("--year <year>", help.option.year)
    .option("--date <date>", help.option.date)
    .action((flags: CalendarOptions) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: CalendarOptions, ctx: Context): Promise<void> {
  const { columns: c, marketStatus, none, no, yes } = ctx.t;
  if (options.year !== undefined && options.date !== undefined) {
    throw usageError(ctx.t.usage.conflict("--year", "--date"));
  }
  const date = options.date === undefined ? undefined : checkedDay("--date", options.date, ctx.t);
  const asked = options.year === undefined ? undefined : parseYear(options.year, ctx);
  const client = await ctx.api();
  // Without either it is the market's own year, which a practice clock may have put elsewhere.
  const year = date === undefined ? asked ?? Number((await client.marketStatus()).date.slice(0, 4)) : undefined;
  const calendar = await client.calendar({ year, date });
  const days = date === undefined ? calendar.days.filter(isUnusual) : calendar.days;
  await ctx.emit(calendar, (view) => {
    if (date === undefined) {
      view.line(marketStatus.tradingDays(calendar.days.filter(({ isTradingDay }) => isTradingDay).length));
    }
    if (days.length === 0) return view.line(none);
    view.table(
      [{ title: c.date }, { title: marketStatus.tradingDay }, { title: c.opens }, { title: c.closes }, {
        title: c.note,
      }],
      days.map((day) => [
        day.date,
        day.isTradingDay ? yes : no,
        day.opensAt === null ? "-" : formatMinute(day.opensAt),
        day.closesAt === null ? "-" : formatMinute(day.closesAt),
        day.note ?? "",
      ]),
    );
  });
}

/** A year of four digits; the market knows which of them it has a calendar for. */
function parseYear(text: string, ctx: Context): number {
  if (!/^[1-9]\d{3}$/.test(text)) throw usageError(ctx.t.input.count("--year", text, "1000", "9999"));
  return Number(text);
}

/** A weekday without trading, or a day with a note, such as other hours. Weekends go without saying. */
function isUnusual({ date, isTradingDay, note }: CalendarDay): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  return isTradingDay ? note !== null : !isWeekend;
}
