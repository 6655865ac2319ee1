// hoga watchlist remove SYMBOL…
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { resolveSymbols } from "../../input/symbol.ts";
import { readWatchlist, writeWatchlist } from "../../watchlist.ts";
import { define } from "../define.ts";

export interface RemoveOptions {
  readonly symbols: readonly string[];
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "remove", help.watchlistRemove, ["hoga watchlist remove 005930"])
    .argument("<symbol...>", help.argument.symbol)
    .action((symbols: string[]) => ctx.run(() => run({ symbols }, ctx)));
}

export async function run(options: RemoveOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const before = await readWatchlist(paths.watchlistFile, t);
  const removed = await resolveSymbols(options.symbols, ctx.api, t);
  const symbols = before.filter((symbol) => !removed.includes(symbol));
  await writeWatchlist(paths.watchlistFile, symbols);
  await ctx.emit(
    { symbols },
    (view) => view.line(symbols.length === 0 ? t.watchlist.empty : t.watchlist.contents(symbols.join(", "))),
  );
}
