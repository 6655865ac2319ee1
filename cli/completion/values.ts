// Which words fit a place on the command line, by the name that the help gives it.
import type { Command } from "commander";
import { ORDER_TYPE_WORDS } from "../commands/place_order_type.ts";
import { SETTING_NAMES, settingAccepts } from "../config.ts";
import type { Context } from "../context.ts";
import { TOPICS } from "../help_topics.ts";
import { profileNames } from "../profiles.ts";
import {
  liveAccounts,
  liveKeys,
  liveOrders,
  livePositions,
  liveSymbols,
  watchedSymbols,
  watchlistNames,
} from "./live.ts";
import { optionsOf, type Position, positionAt } from "./position.ts";
import { DIRECTORIES, FILES, SHELLS } from "./scripts.ts";

/** A word that fits, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly about: string;
  /** It fits although it does not begin with what was typed: it stands for that. */
  readonly isReplacement?: boolean;
}

type Candidates = readonly Candidate[];
type Source = (partial: string, position: Position, ctx: Context) => Candidates | Promise<Candidates>;

const plain = (values: readonly string[]): Candidates => values.map((value) => ({ value, about: "" }));
const words = (...values: readonly string[]): Source => () => plain(values);

/** A setting's values where they are few: what it accepts is written "a | b". Words in capitals stand for something. */
const settingValues: Source = (_, { given }) => {
  const accepts = settingAccepts(given[0] ?? "") ?? "";
  return accepts.includes(" | ") ? plain(accepts.split(" | ").filter((value) => /^[a-z]+$/.test(value))) : [];
};

/** Nothing typed yet: what is watched, or held where something is to be sold. Otherwise what the market knows by that beginning. */
const symbols: Source = async (partial, { command }, ctx) => {
  if (partial !== "") return await liveSymbols(partial, ctx);
  return command.name() === "sell" ? await livePositions(ctx) : await watchedSymbols(ctx);
};

/** By "COMMAND NAME", else by NAME alone, as in the help. */
const SOURCES: Readonly<Record<string, Source>> = {
  symbol: symbols,
  tif: words("day", "ioc", "fok"),
  type: words(...ORDER_TYPE_WORDS),
  status: (_, __, { t }) => [
    ...plain(["open", "closed"]),
    ...Object.entries(t.order.status).map(([value, about]) => ({ value, about })),
  ],
  lang: words("ko", "en"),
  interval: words("1m", "5m", "1d"),
  market: words("kospi", "kosdaq", "konex", "etf"),
  "ops breaker market": words("kospi", "kosdaq"),
  level: words("1", "2", "3"),
  feed: words("sim", "replay", "kis", "yahoo"),
  clock: words("real", "practice"),
  shell: words(...SHELLS),
  file: words(FILES),
  dir: words(DIRECTORIES),
  "order id": (_, __, ctx) => liveOrders(ctx),
  "--account": (_, __, ctx) => liveAccounts(ctx),
  "watchlist name": (_, __, ctx) => watchlistNames(ctx),
  "key id": (_, __, ctx) => liveKeys(ctx),
  "logout name": (_, __, ctx) => plain(profileNames(ctx.config())),
  "config key": words(...SETTING_NAMES.filter((name) => !name.includes("NAME"))),
  "config set value": settingValues,
  "ops calendar verb": words("list", "set", "remove"),
  "ops interruptions verb": words("list", "remove"),
  "ops action verb": words("list", "add", "remove"),
  "ops action what": (_, { given }) => given[0] === "add" ? plain(["dividend", "split", "bonus"]) : [],
  "ops dead action": words("retry"),
};

/** What an option or an argument takes, as the help names it: "symbol" of "<symbol...>". */
export function placeholderOf(flags: string): string {
  return /[<[]([^\].>]+)/.exec(flags)?.[1] ?? "";
}

/** Where the words for a place come from; undefined where anything may stand. `option` is the option's long name, if it is one. */
export function sourceOf(command: Command, placeholder: string, option: string | undefined): Source | undefined {
  const path: string[] = [];
  for (let at = command; at.parent !== null; at = at.parent) path.unshift(at.name());
  const keys = [option ?? "", [...path, placeholder].join(" "), `${path[0] ?? ""} ${placeholder}`, placeholder];
  const key = keys.find((candidate) => Object.hasOwn(SOURCES, candidate));
  return key === undefined ? undefined : SOURCES[key];
}

/** The words that fit the end of a command line, `words` being what came after `hoga`. */
export async function candidatesFor(program: Command, words: readonly string[], ctx: Context): Promise<Candidates> {
  const position = positionAt(program, words);
  const { partial, kept } = position;
  const fitting = (await everyCandidate(program, position, ctx))
    .filter(({ value, isReplacement }) => isReplacement === true || value.startsWith(":") || value.startsWith(partial));
  return fitting.map((candidate) => ({ ...candidate, value: `${kept}${candidate.value}` }));
}

async function everyCandidate(program: Command, position: Position, ctx: Context): Promise<Candidates> {
  const { command, partial, option, argument, given } = position;
  if (option !== null) {
    return await sourceOf(command, placeholderOf(option.flags), option.long)?.(partial, position, ctx) ?? [];
  }
  if (position.isOptionName) return optionNames(position);
  if (command === program && given[0] === "help") return helpCandidates(program, given.slice(1));
  const verbs = position.isFirst ? verbsOf(command) : [];
  if (argument === null) return verbs;
  const source = sourceOf(command, argument.name(), undefined);
  return [...verbs, ...await source?.(partial, position, ctx) ?? []];
}

function optionNames({ command, used }: Position): Candidates {
  return [...optionsOf(command), ...[command.createOption("--help", "")]].flatMap(({ long, description, variadic }) =>
    long === undefined || long === null || !variadic && used.includes(long) ? [] : [{ value: long, about: description }]
  );
}

function verbsOf(command: Command): Candidates {
  const verbs = command.createHelp().visibleCommands(command)
    .filter((verb) => command.parent === null || verb.name() !== "help");
  return verbs.map((verb) => ({
    value: verb.name(),
    about: verb.description(),
  }));
}

/** `hoga help` takes the words of a command, or a topic. */
function helpCandidates(program: Command, names: readonly string[]): Candidates {
  let command = program;
  for (const name of names) command = command.commands.find((candidate) => candidate.name() === name) ?? command;
  return names.length === 0 ? [...verbsOf(program), ...plain(TOPICS)] : verbsOf(command);
}
