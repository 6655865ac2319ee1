// What commander says about a wrong command line, in one sentence of the user's language.
import type { Command, CommanderError } from "commander";
import { type CliError, usageError } from "./errors.ts";
import type { Messages } from "./i18n/mod.ts";
import { TOPICS } from "./help_topics.ts";
import { quantityError } from "./input/number.ts";
import { similarWord } from "./input/similar.ts";

/** The command that the arguments reach: `order show 1` reaches `order show`. */
export function reachedCommand(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    const next = command.commands.find((candidate) => candidate.name() === arg);
    if (next === undefined) break;
    command = next;
  }
  return command;
}

/** The words that call a command, as in `hoga order show`. */
export function fullName(command: Command): string {
  const parent = command.parent;
  return parent === null ? command.name() : `${fullName(parent)} ${command.name()}`;
}

/** The sentence for commander's complaint. Its English text is the only place that carries the names. */
function sentence(error: CommanderError, command: Command, t: Messages): string {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const flag = named.split(" ", 1)[0] ?? named;
  switch (error.code) {
    case "commander.unknownCommand":
      return t.usage.unknownCommand(named);
    case "commander.unknownOption":
      return t.usage.unknownOption(named);
    case "commander.missingArgument":
      return t.usage.missingArgument(named);
    case "commander.optionMissingArgument":
      return t.usage.missingValue(flag.replace(/,$/, ""));
    case "commander.help":
      return t.usage.missingVerb(fullName(command), command.commands.map((verb) => verb.name()).join(", "));
    case "commander.excessArguments": {
      const [expected, got] = /Expected (\d+) arguments? but got (\d+)/.exec(error.message)?.slice(1) ?? [];
      return t.usage.excessArguments(Number(expected), Number(got));
    }
    case "commander.conflictingOption": {
      const other = /with option '([^' ]*)/.exec(error.message)?.[1] ?? "";
      return t.usage.conflict(flag, other);
    }
    default:
      return error.message.replace(/^error: /, "");
  }
}

/** `hoga help NAME` of a name that is neither a command of `parent` nor a topic. */
export function unknownHelp(name: string, parent: Command, t: Messages): CliError {
  const topics = parent.parent === null ? TOPICS : [];
  const meant = similarWord(name, [...parent.commands.map((command) => command.name()), ...topics]);
  return usageError(
    t.usage.unknownCommand(name),
    meant === null ? t.usage.seeHelp(fullName(parent)) : t.usage.didYouMean(meant),
  );
}

/** A usage error for commander's complaint about `args`. */
export async function usageErrorOf(
  error: CommanderError,
  program: Command,
  args: readonly string[],
  t: Messages,
): Promise<CliError> {
  const command = reachedCommand(program, args);
  const negative = /unknown option '(-[\d.,][^']*)'/.exec(error.message)?.[1];
  // A negative quantity that is not a plain number, such as -1,000, looks like an option to commander.
  if (negative !== undefined && (command.name() === "buy" || command.name() === "sell")) {
    const { QUANTITY_MAX } = await import("@hoga/contracts");
    return quantityError(negative, QUANTITY_MAX, t);
  }
  const similar = /Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1];
  const hint = similar === undefined ? t.usage.seeHelp(fullName(command)) : t.usage.didYouMean(similar);
  return usageError(sentence(error, command, t), hint);
}
