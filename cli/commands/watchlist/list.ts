// hoga watchlist list
import type { Command } from "commander";
import type { Quote } from "../../api/documents.ts";
import type { Context } from "../../context.ts";
import { printQuotes } from "../../output/quote.ts";
import { readWatchlists } from "../../watchlist.ts";
import { define } from "../define.ts";
import { checkedListName, printList, symbolsIn } from "./named.ts";

export interface ListOptions {
  readonly list?: string;
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "list", help.watchlistList, ["hoga watchlist", "hoga watchlist list --json"])
    .option("--list <name>", help.option.list)
    .action((flags: ListOptions) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: ListOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const list = checkedListName("--list", options.list, t);
  const symbols = symbolsIn(await readWatchlists(paths.watchlistFile, t), list, t);
  const quotes: readonly Quote[] = symbols.length === 0 ? [] : (await (await ctx.api()).quotes(symbols)).quotes;
  await ctx.emit({ list, symbols, quotes }, (view) => {
    if (symbols.length === 0) printList(list, symbols, t, view);
    else printQuotes(quotes, t, view);
  });
}
