// hoga history
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { checkedDay } from "../input/moment.ts";
import { parseCount } from "../input/number.ts";
import { formatNumber, formatRate, formatSigned, toned } from "../output/money.ts";
import { define } from "./define.ts";

export interface HistoryOptions {
  readonly since?: string;
  readonly limit?: string;
}

const DAYS_MAX = 1_000;

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "history", help.history, ["hoga history", "hoga history --since 2025-03-01 --limit 20 --json"])
    .option("--since <date>", help.option.since)
    .option("--limit <n>", help.option.newest)
    .action((flags: HistoryOptions) => ctx.run(() => run(flags, ctx)));
}

/** The gateway gives every day at once, in the order of their dates; the flags choose among them. */
export async function run(options: HistoryOptions, ctx: Context): Promise<void> {
  const since = options.since === undefined ? "" : checkedDay("--since", options.since, ctx.t);
  const limit = options.limit === undefined ? DAYS_MAX : parseCount("--limit", options.limit, 1, DAYS_MAX, ctx.t);
  const { columns: c, none, portfolio } = ctx.t;
  const every = await (await ctx.api()).history();
  const history = { ...every, days: every.days.filter(({ date }) => date >= since).slice(-limit) };
  await ctx.emit(history, (view) => {
    if (history.days.length === 0) return view.line(every.days.length === 0 ? portfolio.noDays : none);
    view.table(
      [
        { title: c.date },
        { title: c.cash, align: "right" },
        { title: c.marketValue, align: "right" },
        { title: c.netAssets, align: "right" },
        { title: c.pnl, align: "right" },
        { title: c.pnlRate, align: "right" },
      ],
      history.days.map((day) => [
        day.date,
        formatNumber(day.cash),
        formatNumber(day.marketValue),
        formatNumber(day.netAssets),
        toned(formatSigned(day.dayPnl), day.dayPnl),
        toned(formatRate(day.dayReturn), day.dayPnl),
      ]),
    );
  });
}
