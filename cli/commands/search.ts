// hoga search TEXT
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { parseCount } from "../input/number.ts";
import { checkedSymbolText } from "../input/symbol.ts";
import { define } from "./define.ts";

export interface SearchOptions {
  readonly words: readonly string[];
  readonly limit?: string;
}

export function register(program: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(program, ctx, "search", help.search, [
    "hoga search 삼성",
    "hoga search ㅅㅅㅈㅈ",
    "hoga search samsung --json",
  ])
    .argument("<text...>", help.argument.text)
    .option("--limit <n>", help.option.limit)
    .action((words: string[], flags: { limit?: string }) => ctx.run(() => run({ words, ...flags }, ctx)));
}

export async function run(options: SearchOptions, ctx: Context): Promise<void> {
  const { columns: c, kind, quote } = ctx.t;
  const limit = options.limit === undefined ? undefined : parseCount("--limit", options.limit, 1, 1000, ctx.t);
  const text = checkedSymbolText(options.words.join(" "), ctx.t);
  const list = await (await ctx.api()).instruments(text, limit);
  await ctx.emit(list, (view) => {
    if (list.instruments.length === 0) return view.line(quote.noMatch(text));
    view.table(
      [{ title: c.symbol }, { title: c.name }, { title: c.nameEn }, { title: c.market }, { title: c.kind }],
      list.instruments.map((instrument) => [
        instrument.symbol,
        instrument.nameKo,
        instrument.nameEn,
        instrument.market,
        kind[instrument.kind],
      ]),
    );
  });
}
