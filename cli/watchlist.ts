// The user's lists of symbols, kept in one file beside the settings: one without a name, and others by name.
import { z } from "zod";
import { usageError } from "./errors.ts";
import { readTextIfAny, writePrivateFile } from "./files.ts";
import type { Messages } from "./i18n/mod.ts";

/** A list with its symbols in the order in which they were added. The one without a name is there from the start. */
export interface NamedList {
  readonly name: string | null;
  readonly symbols: readonly string[];
}

/** The lists of a file: the one without a name, then the others in the order in which they were made. */
export type Watchlists = readonly NamedList[];

/** As the file has it. A version that knows one list only reads `symbols` and passes `lists` over. */
const Stored = z.object({
  symbols: z.array(z.string()),
  lists: z.record(z.string(), z.array(z.string())).optional(),
});

/** The symbols of the list `name`, or null when there is no such list. */
export function symbolsOf(lists: Watchlists, name: string | null): readonly string[] | null {
  return lists.find((list) => list.name === name)?.symbols ?? null;
}

/** The lists with `symbols` in the list `name`, each once; a list that is not there is made, after the others. */
export function withSymbols(lists: Watchlists, name: string | null, symbols: readonly string[]): Watchlists {
  const changed = { name, symbols: [...new Set(symbols)] };
  if (symbolsOf(lists, name) === null) return name === null ? [changed, ...lists] : [...lists, changed];
  return lists.map((list) => list.name === name ? changed : list);
}

/** The lists without the list `name`. */
export function withoutList(lists: Watchlists, name: string): Watchlists {
  return lists.filter((list) => list.name !== name);
}

/** The lists with another name for one of them, in its place. */
export function withNewName(lists: Watchlists, name: string, next: string): Watchlists {
  return lists.map((list) => list.name === name ? { ...list, name: next } : list);
}

/**
 * The lists as they are `now`, with what somebody changed who knew them as they were `before` and has them as `after`: what others changed
 * meanwhile in other lists stays.
 */
export function mergedLists(now: Watchlists, before: Watchlists, after: Watchlists): Watchlists {
  const isSame = (one: readonly string[] | null, other: readonly string[]) => one?.join() === other.join();
  const changed = after.filter(({ name, symbols }) => !isSame(symbolsOf(before, name), symbols));
  const dropped = before.filter(({ name }) => symbolsOf(after, name) === null);
  const kept = dropped.reduce((lists, { name }) => name === null ? lists : withoutList(lists, name), now);
  return changed.reduce((lists, { name, symbols }) => withSymbols(lists, name, symbols), kept);
}

/** The lists of the file, the one without a name first. A missing file has that one alone, and empty. A broken one is a usage error. */
export async function readWatchlists(path: string, t: Messages): Promise<Watchlists> {
  const text = await readTextIfAny(path);
  const lists = text === null ? [{ name: null, symbols: [] }] : parsed(text);
  if (lists === null) throw usageError(t.watchlist.broken(path), t.next.file);
  return lists;
}

function parsed(text: string): Watchlists | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const stored = Stored.safeParse(document);
  if (!stored.success) return null;
  const { symbols, lists = {} } = stored.data;
  return [{ name: null, symbols }, ...Object.entries(lists).map(([name, symbols]) => ({ name, symbols }))];
}

/** Writes the lists in one step: a reader sees the old file or the new one. A list without a name that is missing is empty. */
export async function writeWatchlists(path: string, lists: Watchlists): Promise<void> {
  const named = lists.flatMap(({ name, symbols }) => name === null ? [] : [[name, symbols] as const]);
  const document = {
    symbols: symbolsOf(lists, null) ?? [],
    ...(named.length === 0 ? {} : { lists: Object.fromEntries(named) }),
  };
  await writePrivateFile(path, `${JSON.stringify(document)}\n`);
}

/** Changes of this process wait for each other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Changes the lists of the file as they are now, whatever was read before, and returns what they have become. A throw of `change` leaves the
 * file as it is. Another process that writes between the reading and the writing, which are next to each other, would be overruled.
 */
export function changeWatchlists(
  path: string,
  t: Messages,
  change: (lists: Watchlists) => Watchlists,
): Promise<Watchlists> {
  const changing = last.catch(() => {}).then(async () => {
    const lists = change(await readWatchlists(path, t));
    await writeWatchlists(path, lists);
    return lists;
  });
  last = changing.catch(() => {});
  return changing;
}
