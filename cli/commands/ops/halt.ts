// hoga ops halt SYMBOL
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { parseCount } from "../../input/number.ts";
import { resolveSymbol } from "../../input/symbol.ts";
import { printInterruption } from "../../output/interruption.ts";
import { define } from "../define.ts";
import { readMoment } from "./moment.ts";

export interface HaltFlags {
  readonly from?: string;
  readonly until?: string;
  readonly auction?: string;
  readonly note?: string;
}

export interface HaltOptions extends HaltFlags {
  readonly symbol: string;
}

/** The longest reopening auction (minutes): a session has no more. */
const AUCTION_MAX = 360;

export function register(ops: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(ops, ctx, "halt", help.opsHalt, [
    "hoga ops halt 005930",
    "hoga ops halt 005930 --from 10:30 --until 11:00 --auction 10",
  ])
    .argument("<symbol>", help.argument.symbol)
    .option("--from <time>", help.option.haltFrom)
    .option("--until <time>", help.option.haltUntil)
    .option("--auction <minutes>", help.option.auction)
    .option("--note <text>", help.option.note)
    .action((symbol: string, flags: HaltFlags) => ctx.run(() => run({ symbol, ...flags }, ctx)));
}

export async function run({ symbol, from, until, auction, note }: HaltOptions, ctx: Context): Promise<void> {
  const auctionMinutes = auction === undefined ? undefined : parseCount("--auction", auction, 0, AUCTION_MAX, ctx.t);
  const body = {
    symbol: await resolveSymbol(symbol, ctx.api, ctx.t),
    ...(from === undefined ? {} : { from: await readMoment("--from", from, ctx) }),
    ...(until === undefined ? {} : { until: await readMoment("--until", until, ctx) }),
    ...(auctionMinutes === undefined ? {} : { auctionMinutes }),
    ...(note === undefined ? {} : { note }),
  };
  const halt = await (await ctx.api()).halt(body);
  await ctx.emit(halt, (view) => printInterruption(halt, ctx, view));
}
