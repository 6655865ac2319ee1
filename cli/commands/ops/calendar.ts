// hoga ops calendar [list | set DATE | remove DATE]
import type { Command } from "commander";
import type { CalendarChange } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { checkedChoice } from "../../input/choice.ts";
import { checkedDay } from "../../input/moment.ts";
import { define } from "../define.ts";
import { checkedTimeOfDay } from "./moment.ts";

export interface CalendarFlags {
  readonly closed?: boolean;
  readonly open?: boolean;
  readonly opens?: string;
  readonly closes?: string;
  readonly note?: string;
}

export interface CalendarOptions extends CalendarFlags {
  readonly verb: string;
  readonly date: string | undefined;
}

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "calendar", help.opsCalendar, [
    "hoga ops calendar",
    "hoga ops calendar set 2026-10-02 --closed --note 임시공휴일",
    "hoga ops calendar set 2027-11-18 --opens 10:00 --closes 16:30",
    "hoga ops calendar remove 2026-10-02",
  ])
    .argument("[verb]", help.argument.calendarVerb, "list")
    .argument("[date]", help.option.date)
    .option("--closed", help.option.closed)
    .option("--open", help.option.open)
    .option("--opens <time>", help.option.opens)
    .option("--closes <time>", help.option.closes)
    .option("--note <text>", help.option.note)
    .action((verb: string, date: string | undefined, flags: CalendarFlags) =>
      ctx.run(() => run({ verb, date, ...flags }, ctx))
    );
}

export async function run(options: CalendarOptions, ctx: Context): Promise<void> {
  const verb = checkedChoice("VERB", options.verb, ["list", "set", "remove"], ctx.t);
  if (verb === "list") return await list(ctx);
  if (options.date === undefined) throw usageError(ctx.t.usage.missingArgument("date"));
  const date = checkedDay("DATE", options.date, ctx.t);
  const client = await ctx.api();
  if (verb === "remove") {
    const removed = await client.removeOverride(date);
    return await ctx.emit(removed, (view) => view.line(ctx.t.ops.removed(removed.removed)));
  }
  const override = await client.setOverride(date, changeOf(options, ctx));
  await ctx.emit(override, (view) => view.line(ctx.t.ops.calendarSet(override.date)));
}

function changeOf({ closed, open, opens, closes, note }: CalendarFlags, ctx: Context): CalendarChange {
  if (closed === true && open === true) throw usageError(ctx.t.usage.conflict("--closed", "--open"));
  return {
    ...(closed === true ? { closed: true } : open === true ? { closed: false } : {}),
    ...(opens === undefined ? {} : { opens: checkedTimeOfDay("--opens", opens, ctx) }),
    ...(closes === undefined ? {} : { closes: checkedTimeOfDay("--closes", closes, ctx) }),
    ...(note === undefined ? {} : { note }),
  };
}

async function list(ctx: Context): Promise<void> {
  const { columns: c, marketStatus, no, yes, ops } = ctx.t;
  const result = await (await ctx.api()).overrides();
  await ctx.emit(result, (view) => {
    if (result.overrides.length === 0) return view.line(ops.noOverrides);
    view.table(
      [{ title: c.date }, { title: marketStatus.tradingDay }, { title: c.opens }, { title: c.closes }, {
        title: c.note,
      }],
      result.overrides.map(({ date, closed, opens, closes, note }) => [
        date,
        closed === null ? "-" : closed ? no : yes,
        opens ?? "-",
        closes ?? "-",
        note ?? "",
      ]),
    );
  });
}
