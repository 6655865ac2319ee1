// hoga watchlist add SYMBOL…
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { asCode, checkedSymbolText } from "../../input/symbol.ts";
import { readWatchlist, writeWatchlist } from "../../watchlist.ts";
import { define } from "../define.ts";

export interface AddOptions {
  readonly symbols: readonly string[];
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "add", help.watchlistAdd, ["hoga watchlist add 005930 SK하이닉스"])
    .argument("<symbol...>", help.argument.symbol)
    .action((symbols: string[]) => ctx.run(() => run({ symbols }, ctx)));
}

/** Codes are looked up too, so that the list holds only what exists. */
export async function run(options: AddOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const texts = options.symbols.map((text) => asCode(text) ?? checkedSymbolText(text, t));
  const before = await readWatchlist(paths.watchlistFile, t);
  const client = await ctx.api();
  const added = await Promise.all(texts.map(async (text) => (await client.resolve(text)).symbol));
  const symbols = [...new Set([...before, ...added])];
  await writeWatchlist(paths.watchlistFile, symbols);
  await ctx.emit({ symbols }, (view) => view.line(t.watchlist.contents(symbols.join(", "))));
}
