// The commands of the command line, for the palette.
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { createProgram } from "../program.ts";
import { ELSEWHERE, type PaletteCommand } from "./palette.ts";

/** Every command that does something, with the words that call it. */
export function paletteCommands(ctx: Context): readonly PaletteCommand[] {
  return shown(createProgram(ctx)).filter((command) => !ELSEWHERE.has(command.name()))
    .flatMap((command) => leavesOf(command, ""));
}

function leavesOf(command: Command, before: string): readonly PaletteCommand[] {
  const words = `${before}${command.name()}`;
  if (command.name() === "help") return [];
  if (command.commands.length === 0) return [{ words, about: command.description() }];
  return shown(command).flatMap((one) => leavesOf(one, `${words} `));
}

/** The commands beneath one that its help shows: some are for programs only, such as for a shell that completes a line. */
function shown(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}
