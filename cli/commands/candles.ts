// hoga candles SYMBOL
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { checkedChoice } from "../input/choice.ts";
import { checkedMoment } from "../input/moment.ts";
import { asCode, checkedSymbolText, resolveSymbol } from "../input/symbol.ts";
import { formatNumber, toned } from "../output/money.ts";
import { formatTime } from "../output/time.ts";
import { define } from "./define.ts";

export interface CandlesOptions {
  readonly symbol: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "candles", help.candles, [
    "hoga candles 005930",
    "hoga candles 005930 --interval 5m --from 2025-03-14T09:00 --to 2025-03-14T10:00",
    "hoga candles 005930 --from 2025-03-01 --json",
  ])
    .argument("<symbol>", help.argument.symbol)
    .option("--interval <interval>", help.option.interval)
    .option("--from <time>", help.option.from)
    .option("--to <time>", help.option.to)
    .action((symbol: string, flags: Omit<CandlesOptions, "symbol">) => ctx.run(() => run({ symbol, ...flags }, ctx)));
}

export async function run(options: CandlesOptions, ctx: Context): Promise<void> {
  const { columns: c, quote } = ctx.t;
  const query = {
    interval: checkedChoice("--interval", options.interval ?? "1d", ["1m", "5m", "1d"], ctx.t),
    from: options.from === undefined ? undefined : checkedMoment("--from", options.from, ctx.t),
    to: options.to === undefined ? undefined : checkedMoment("--to", options.to, ctx.t),
  };
  if (asCode(options.symbol) === null) checkedSymbolText(options.symbol, ctx.t);
  const symbol = await resolveSymbol(options.symbol, ctx.api, ctx.t);
  const list = await (await ctx.api()).candles(symbol, query);
  const isDaily = list.interval === "1d";
  await ctx.emit(list, (view) => {
    if (list.candles.length === 0) return view.line(quote.noCandles);
    view.table(
      [
        { title: isDaily ? c.date : c.at },
        { title: c.open, align: "right" },
        { title: c.high, align: "right" },
        { title: c.low, align: "right" },
        { title: c.close, align: "right" },
        { title: c.volume, align: "right" },
      ],
      list.candles.map((candle) => [
        formatTime(candle.at).slice(0, isDaily ? 10 : 16),
        formatNumber(candle.open),
        formatNumber(candle.high),
        formatNumber(candle.low),
        toned(formatNumber(candle.close), candle.close - candle.open),
        formatNumber(candle.volume),
      ]),
    );
  });
}
