// Where on a command line the cursor is: which command it is in, and what the word under it may be.
import type { Argument, Command, Option } from "commander";
import { withDefaultVerb } from "../flags.ts";

/** What is being typed: the name of an option, or words of the other kinds, which may fit alike. */
export interface Position {
  /** The command that the words before reach. */
  readonly command: Command;
  /** The part of the word that is there already, without the name of its option. */
  readonly partial: string;
  /** What stands before `partial` in the same word and has to be kept: "--tif=". */
  readonly kept: string;
  /** The option whose value is being typed. */
  readonly option: Option | null;
  /** An option's name is being typed. */
  readonly isOptionName: boolean;
  /** The argument that is being typed, where the command takes one more. */
  readonly argument: Argument | null;
  /** No argument has been given yet, so that a verb may come. */
  readonly isFirst: boolean;
  /** The arguments that were given. */
  readonly given: readonly string[];
  /** The options that were given, by their long names. */
  readonly used: readonly string[];
}

/** The long and short names by which an option is called. */
function isCalled(option: Option, name: string): boolean {
  return option.long === name || option.short === name;
}

/** The options that a command takes: its own and those of every command. Hidden ones are not told. */
export function optionsOf(command: Command): readonly Option[] {
  const own = command.options.filter(({ hidden }) => !hidden);
  return command.parent === null ? own : [...own, ...rootOf(command).options];
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

/** The position at the end of `words`, which came after `hoga`; the last is being typed and may be empty. */
export function positionAt(program: Command, words: readonly string[]): Position {
  const joined = joinEquals(words);
  const typed = joined.at(-1) ?? "";
  const all = joined.length > 1 ? withDefaultVerb(joined) : joined;
  let command = program;
  let option: Option | null = null;
  let isLiteral = false;
  const given: string[] = [];
  const used: string[] = [];
  for (const word of all.slice(0, -1)) {
    if (option !== null) option = null;
    else if (isLiteral) given.push(word);
    else if (word === "--") isLiteral = true;
    else if (word.startsWith("-") && word !== "-") {
      const [name = ""] = word.split("=", 1);
      const found = optionsOf(command).find((candidate) => isCalled(candidate, name));
      if (found?.long) used.push(found.long);
      if (found !== undefined && (found.required || found.optional) && !word.includes("=")) option = found;
    } else {
      const verb = given.length === 0 ? command.commands.find((candidate) => candidate.name() === word) : undefined;
      if (verb === undefined) given.push(word);
      else command = verb;
    }
  }
  const base = { command, given, used, isFirst: given.length === 0 };
  const nothing = { kept: "", option: null, isOptionName: false, argument: null };
  if (option !== null) return { ...base, ...nothing, partial: typed, option };
  const inline = isLiteral ? null : /^(--[a-z-]+)=(.*)$/.exec(typed);
  if (inline !== null) {
    const [, name = "", partial = ""] = inline;
    const found = optionsOf(command).find((candidate) => isCalled(candidate, name)) ?? null;
    return { ...base, ...nothing, partial, kept: `${name}=`, option: found };
  }
  if (!isLiteral && typed.startsWith("-")) return { ...base, ...nothing, partial: typed, isOptionName: true };
  return { ...base, ...nothing, partial: typed, argument: argumentAt(command, given.length) };
}

function argumentAt(command: Command, index: number): Argument | null {
  const last = command.registeredArguments.at(-1);
  return command.registeredArguments[index] ?? (last?.variadic === true ? last : null);
}

/** bash takes `--tif=day` for three words. The equals sign between them says only that the last is the first one's value. */
function joinEquals(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const [index, word] of words.entries()) {
    const isBetween = word === "=" && (words[index - 1] ?? "").startsWith("--");
    if (!isBetween) joined.push(word);
    else if (index === words.length - 1) joined.push("");
  }
  return joined;
}
