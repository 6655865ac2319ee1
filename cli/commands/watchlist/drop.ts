// hoga watchlist drop NAME
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { changeWatchlists, withoutList } from "../../watchlist.ts";
import { define } from "../define.ts";
import { checkedListName, symbolsIn } from "./named.ts";

export interface DropOptions {
  readonly name: string;
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "drop", help.watchlistDrop, [
    "hoga watchlist drop 반도체",
    "hoga watchlist drop 인터넷 --json",
  ])
    .argument("<name>", help.argument.listName)
    .action((name: string) => ctx.run(() => run({ name }, ctx)));
}

/** Asks nothing: what was in the list is told, and can be added again. */
export async function run(options: DropOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const name = checkedListName("NAME", options.name, t) ?? "";
  let dropped: readonly string[] = [];
  await changeWatchlists(paths.watchlistFile, t, (before) => {
    dropped = symbolsIn(before, name, t);
    return withoutList(before, name);
  });
  await ctx.emit({ dropped: name, symbols: dropped }, (view) => {
    view.line(ctx.isQuiet ? name : t.watchlist.dropped(name, dropped.join(", ") || "-"));
  });
}
