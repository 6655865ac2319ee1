// hoga watchlist list
import type { Command } from "commander";
import type { Quote } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { printQuotes } from "../../output/quote.ts";
import { readWatchlist } from "../../watchlist.ts";
import { define } from "../define.ts";

export function register(watchlist: Command, ctx: Context): void {
  define(watchlist, ctx, "list", ctx.t.help.watchlistList, ["hoga watchlist", "hoga watchlist list --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const symbols = await readWatchlist(paths.watchlistFile, t);
  const quotes: readonly Quote[] = symbols.length === 0 ? [] : (await (await ctx.api()).quotes(symbols)).quotes;
  await ctx.emit({ symbols, quotes }, (view) => {
    if (symbols.length === 0) view.line(t.watchlist.empty);
    else printQuotes(quotes, t, view);
  });
}
