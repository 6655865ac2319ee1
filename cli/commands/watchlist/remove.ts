// hoga watchlist remove SYMBOL…
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { resolveSymbols } from "../../input/symbol.ts";
import { changeWatchlists, readWatchlists, symbolsOf, withSymbols } from "../../watchlist.ts";
import { define } from "../define.ts";
import { checkedListName, printList, symbolsIn } from "./named.ts";

export interface RemoveOptions {
  readonly symbols: readonly string[];
  readonly list?: string;
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "remove", help.watchlistRemove, [
    "hoga watchlist remove 005930",
    "hoga watchlist remove 삼성전자 --json",
  ])
    .argument("<symbol...>", help.argument.symbol)
    .option("--list <name>", help.option.list)
    .action((symbols: string[], flags: Omit<RemoveOptions, "symbols">) =>
      ctx.run(() => run({ symbols, ...flags }, ctx))
    );
}

/** A list stays when its last symbol goes; `drop` takes it away. */
export async function run(options: RemoveOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const list = checkedListName("--list", options.list, t);
  symbolsIn(await readWatchlists(paths.watchlistFile, t), list, t);
  const removed = await resolveSymbols(options.symbols, ctx.api, t);
  const lists = await changeWatchlists(paths.watchlistFile, t, (before) => {
    const kept = symbolsIn(before, list, t).filter((symbol) => !removed.includes(symbol));
    return withSymbols(before, list, kept);
  });
  const symbols = symbolsOf(lists, list) ?? [];
  await ctx.emit({ list, symbols }, (view) => printList(list, symbols, t, view));
}
