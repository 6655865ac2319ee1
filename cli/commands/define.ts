// The shape that every command's help has.
import type { Command } from "commander";
import type { Context } from "../context.ts";

/** Adds the command `name` to `parent`, with what it is for and examples of its use. */
export function define(
  parent: Command,
  ctx: Context,
  name: string,
  about: string,
  examples: readonly string[],
): Command {
  return withExamples(parent.command(name).description(about), ctx, examples);
}

/** Ends a command's help with examples. */
export function withExamples(command: Command, { t }: Context, examples: readonly string[]): Command {
  const lines = [t.help.examples, ...examples.map((example) => `  ${example}`)];
  return command.addHelpText("after", `\n${lines.join("\n")}`);
}
