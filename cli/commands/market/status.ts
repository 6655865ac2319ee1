// hoga market status
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { formatNumber } from "../../output/money.ts";
import { formatMoment, formatOptionalMoment } from "../../output/time.ts";
import { define } from "../define.ts";

export function register(market: Command, ctx: Context): void {
  define(market, ctx, "status", ctx.t.help.marketStatus, ["hoga market", "hoga market status --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { t } = ctx;
  const m = t.marketStatus;
  const status = await (await ctx.api()).marketStatus();
  await ctx.emit(status, (view) =>
    view.fields([
      [m.now, formatMoment(status.now, t)],
      [m.phase, t.phase[status.phase]],
      [m.tradingDay, status.isTradingDay ? t.yes : t.no],
      [m.opens, formatOptionalMoment(status.opensAt, t)],
      [m.closes, formatOptionalMoment(status.closesAt, t)],
      [m.next, t.phase[status.next.phase], formatMoment(status.next.at, t)],
      [m.clock, m.clockText(m.clockMode[status.clock.mode], formatNumber(status.clock.speed))],
      [m.feed, status.feed],
    ]));
}
