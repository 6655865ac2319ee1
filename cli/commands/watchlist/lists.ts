// hoga watchlist lists
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { formatNumber } from "../../output/money.ts";
import { readWatchlists } from "../../watchlist.ts";
import { define } from "../define.ts";

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "lists", help.watchlistLists, ["hoga watchlist lists", "hoga watchlist lists --json"])
    .action(() => ctx.run(() => run(ctx)));
}

export async function run(ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const lists = await readWatchlists(paths.watchlistFile, t);
  await ctx.emit({ lists }, (view) =>
    view.table(
      [{ title: t.watchlist.list }, { title: t.columns.count, align: "right" }, { title: t.watchlist.symbols }],
      lists.map(({ name, symbols }) => [
        name ?? t.watchlist.unnamed,
        formatNumber(symbols.length),
        symbols.join(", "),
      ]),
    ));
}
