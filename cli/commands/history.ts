// hoga history
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { formatNumber, formatRate, formatSigned, toned } from "../output/money.ts";
import { define } from "./define.ts";

export function register(program: Command, ctx: Context): void {
  define(program, ctx, "history", ctx.t.help.history, ["hoga history", "hoga history --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { columns: c, portfolio } = ctx.t;
  const history = await (await ctx.api()).history();
  await ctx.emit(history, (view) => {
    if (history.days.length === 0) return view.line(portfolio.noDays);
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
