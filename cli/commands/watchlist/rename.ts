// hoga watchlist rename NAME NEW
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { usageError } from "../../errors.ts";
import { changeWatchlists, symbolsOf, withNewName } from "../../watchlist.ts";
import { define } from "../define.ts";
import { checkedListName, symbolsIn } from "./named.ts";

export interface RenameOptions {
  readonly name: string;
  readonly next: string;
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "rename", help.watchlistRename, [
    "hoga watchlist rename 반도체 chips",
    "hoga watchlist rename chips 반도체 --json",
  ])
    .argument("<name>", help.argument.listName)
    .argument("<name>", help.argument.newListName)
    .action((name: string, next: string) => ctx.run(() => run({ name, next }, ctx)));
}

export async function run(options: RenameOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const name = checkedListName("NAME", options.name, t) ?? "";
  const next = checkedListName("NAME", options.next, t) ?? "";
  const lists = await changeWatchlists(paths.watchlistFile, t, (before) => {
    symbolsIn(before, name, t);
    if (next !== name && symbolsOf(before, next) !== null) throw usageError(t.watchlist.taken(next));
    return withNewName(before, name, next);
  });
  const symbols = symbolsOf(lists, next) ?? [];
  await ctx.emit({ list: next, symbols }, (view) => view.line(t.watchlist.renamed(name, next)));
}
