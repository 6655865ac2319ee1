// hoga ops breaker MARKET LEVEL
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { checkedChoice } from "../../input/choice.ts";
import { printInterruption } from "../../output/interruption.ts";
import { define } from "../define.ts";
import { readMoment } from "./moment.ts";

export interface BreakerOptions {
  readonly market: string;
  readonly level: string;
  readonly at?: string;
}

const MARKETS = { kospi: "KOSPI", kosdaq: "KOSDAQ" } as const;
const LEVELS = { "1": 1, "2": 2, "3": 3 } as const;

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "breaker", help.opsBreaker, ["hoga ops breaker kospi 1", "hoga ops breaker kosdaq 3 --at 14:00"])
    .argument("<market>", help.argument.breakerMarket)
    .argument("<level>", help.argument.level)
    .option("--at <time>", help.option.haltFrom)
    .action((market: string, level: string, flags: { at?: string }) =>
      ctx.run(() => run({ market, level, ...flags }, ctx))
    );
}

export async function run({ market, level, at }: BreakerOptions, ctx: Context): Promise<void> {
  const body = {
    market: MARKETS[checkedChoice("MARKET", market, ["kospi", "kosdaq"], ctx.t)],
    level: LEVELS[checkedChoice("LEVEL", level, ["1", "2", "3"], ctx.t)],
    ...(at === undefined ? {} : { at: await readMoment("--at", at, ctx) }),
  };
  const breaker = await (await ctx.api()).breakCircuit(body);
  await ctx.emit(breaker, (view) => printInterruption(breaker, ctx, view));
}
