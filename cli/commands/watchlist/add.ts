// hoga watchlist add SYMBOL…
import type { Command } from "commander";
import type { Context } from "../../context.ts";
import { asCode, checkedSymbolText } from "../../input/symbol.ts";
import { changeWatchlists, readWatchlists, symbolsOf, withSymbols } from "../../watchlist.ts";
import { define } from "../define.ts";
import { checkedListName, printList } from "./named.ts";

export interface AddOptions {
  readonly symbols: readonly string[];
  readonly list?: string;
}

export function register(watchlist: Command, ctx: Context): void {
  const { help } = ctx.t;
  define(watchlist, ctx, "add", help.watchlistAdd, [
    "hoga watchlist add 005930 SK하이닉스",
    "hoga watchlist add 삼성전자 000660 --list 반도체",
    "hoga watchlist add 035420 --list 인터넷 --json",
  ])
    .argument("<symbol...>", help.argument.symbol)
    .option("--list <name>", help.option.listToAdd)
    .action((symbols: string[], flags: Omit<AddOptions, "symbols">) => ctx.run(() => run({ symbols, ...flags }, ctx)));
}

/** Codes are looked up too, so that a list holds only what exists. */
export async function run(options: AddOptions, ctx: Context): Promise<void> {
  const { paths, t } = ctx;
  const list = checkedListName("--list", options.list, t);
  const texts = options.symbols.map((text) => asCode(text) ?? checkedSymbolText(text, t));
  // A broken file is told before anything is asked.
  await readWatchlists(paths.watchlistFile, t);
  const client = await ctx.api();
  const added = await Promise.all(texts.map(async (text) => (await client.resolve(text)).symbol));
  const lists = await changeWatchlists(
    paths.watchlistFile,
    t,
    (before) => withSymbols(before, list, [...symbolsOf(before, list) ?? [], ...added]),
  );
  const symbols = symbolsOf(lists, list) ?? [];
  await ctx.emit({ list, symbols }, (view) => printList(list, symbols, t, view));
}
