// The name of a watchlist on the command line, and what is told of a list.
import type { View } from "../../context.ts";
import { type CliError, usageError } from "../../errors.ts";
import type { Messages } from "../../i18n/mod.ts";
import { similarWord } from "../../input/similar.ts";
import { LIST_NAME_MAX, listName } from "../../list_name.ts";
import { symbolsOf, type Watchlists } from "../../watchlist.ts";

/** The name that `option` gives, or null for the list without one. */
export function checkedListName(option: string, text: string | undefined, t: Messages): string | null {
  if (text === undefined) return null;
  const name = listName(text);
  if (name === null) throw usageError(t.watchlist.badName(option, text, LIST_NAME_MAX));
  return name;
}

/** The symbols of a list that must be there. */
export function symbolsIn(lists: Watchlists, name: string | null, t: Messages): readonly string[] {
  const symbols = symbolsOf(lists, name);
  if (symbols === null) throw unknownList(name ?? "", lists, t);
  return symbols;
}

function unknownList(name: string, lists: Watchlists, t: Messages): CliError {
  const meant = similarWord(name, lists.flatMap((list) => list.name ?? []));
  const hint = meant === null ? t.watchlist.unknownHint : t.usage.didYouMean(meant);
  return usageError(t.watchlist.unknown(name), hint);
}

/** What is in a list, in one line. */
export function printList(name: string | null, symbols: readonly string[], t: Messages, view: View): void {
  const { watchlist: w } = t;
  const text = symbols.join(", ");
  if (symbols.length === 0) view.line(name === null ? w.empty : w.emptyNamed(name));
  else view.line(name === null ? w.contents(text) : w.named(name, text));
}
