// hoga market limits BASE
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedChoice } from "../../input/choice.ts";
import { checkedDay } from "../../input/moment.ts";
import { parsePrice } from "../../input/number.ts";
import { formatWon } from "../../output/money.ts";
import { define } from "../define.ts";

export interface LimitsOptions {
  readonly base: string;
  readonly market?: string;
  readonly date?: string;
}

export function register(market: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(market, ctx, "limits", help.marketLimits, [
    "hoga market limits 71,500",
    "hoga market limits 10,000 --market kosdaq --date 2015-06-12 --json",
  ])
    .argument("<base>", help.argument.base)
    .option("--market <market>", help.option.market)
    .option("--date <date>", help.option.date)
    .action((base: string, flags: Omit<LimitsOptions, "base">) => ctx.run(() => run({ base, ...flags }, ctx)));
}

export async function run(options: LimitsOptions, ctx: Context): Promise<void> {
  const { PRICE_MAX } = await import("@hoga/contracts");
  const { t } = ctx;
  const base = parsePrice(options.base, PRICE_MAX, t);
  const market = options.market === undefined
    ? undefined
    : checkedChoice("--market", options.market, ["kospi", "kosdaq", "konex", "etf"], t);
  const date = options.date === undefined ? undefined : checkedDay("--date", options.date, t);
  const limits = await (await ctx.api()).limits({ base, market, date });
  const m = t.marketStatus.limits;
  await ctx.emit(limits, (view) =>
    view.fields([
      [m.base, formatWon(limits.base, t)],
      [m.upper, { text: formatWon(limits.upper, t), tone: "up" }],
      [m.lower, { text: formatWon(limits.lower, t), tone: "down" }],
      [m.tick, formatWon(limits.tick, t)],
    ]));
}
