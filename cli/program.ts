// The command line as a whole: the tree of commands, and the one place where a run ends and gets its exit code.
import { Command, CommanderError } from "commander";
import { type Context, createContext, failureText } from "./context.ts";
import { CliError, type ExitCode, failureDocument, firstLine } from "./errors.ts";
import { extractGlobalFlags, type GlobalFlags, withDefaultVerb } from "./flags.ts";
import type { Host } from "./host.ts";
import { environmentLang, type Messages, messagesOf } from "./i18n/mod.ts";
import { usageErrorOf } from "./usage.ts";
import { withExamples } from "./commands/define.ts";
import { registerCommands } from "./commands/mod.ts";
import { VERSION } from "./version.ts";

/** Runs one command line to its end and returns the exit code. Everything it started is stopped by then. */
export async function runProgram(args: readonly string[], host: Host): Promise<ExitCode> {
  const flags = extractGlobalFlags(args);
  let context: Context | null = null;
  let exit: ExitCode;
  try {
    context = createContext(flags, host);
    exit = await dispatch(flags, context);
  } catch (error) {
    exit = report(error, flags, host, context?.t ?? messagesOf(environmentLang(host.env)));
  }
  try {
    await context?.close();
  } catch (error) {
    // The command is done; a stack that stops badly is told, and does not change what the command did.
    if (!flags.json) host.writeErr(`hoga: ${error instanceof Error ? firstLine(error.message) : String(error)}\n`);
  }
  return exit;
}

async function dispatch(flags: GlobalFlags, ctx: Context): Promise<ExitCode> {
  const args = withDefaultVerb(flags.rest);
  const program = createProgram(ctx);
  if (args.length === 0) return await openScreen(program, ctx);
  try {
    await program.parseAsync([...args], { from: "user" });
    return ctx.exitCode();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    throw await usageErrorOf(error, program, args, ctx.t);
  }
}

/** The screen needs a terminal on both sides; elsewhere the command tells how to use it and starts nothing. */
async function openScreen(program: Command, ctx: Context): Promise<ExitCode> {
  if (ctx.isInteractive && !ctx.isJson) {
    const { openComing } = await import("./tui/open.ts");
    return await openComing(ctx);
  }
  if (ctx.isJson) {
    await ctx.emit({ version: VERSION, usage: program.helpInformation() }, () => {});
  } else {
    ctx.host.writeOut(`${ctx.t.usage.noTerminal}\n\n`);
    program.outputHelp();
  }
  return 0;
}

/** Tells a failure that no command was waiting for, such as one in a stack of our own, as every other is told. */
export function reportCrash(error: unknown, args: readonly string[], host: Host): ExitCode {
  return report(error, extractGlobalFlags(args), host, messagesOf(environmentLang(host.env)));
}

function report(error: unknown, flags: GlobalFlags, host: Host, t: Messages): ExitCode {
  // Whoever read our output has left, as `head` does: that is no failure.
  if (error instanceof Deno.errors.BrokenPipe) return 0;
  const failure = error instanceof CliError ? error : unexpected(error);
  try {
    if (flags.json) host.writeOut(`${JSON.stringify(failureDocument(failure), null, host.isTty.stdout ? 2 : 0)}\n`);
    else host.writeErr(failureText(failure, t, host.isTty.stderr));
    // One line is for people; who looks for the bug behind it sets HOGA_DEBUG.
    if (host.env["HOGA_DEBUG"] && error instanceof Error) host.writeErr(`${error.stack}\n`);
  } catch (writing) {
    if (!(writing instanceof Deno.errors.BrokenPipe)) throw writing;
  }
  return failure.exit;
}

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? firstLine(error.message) || error.name : String(error);
  return new CliError("internal", 1, message, { cause: error });
}

/** The commands of hoga, with help in the user's language. */
export function createProgram(ctx: Context): Command {
  const { host, t } = ctx;
  const { help } = t;
  const program = new Command("hoga")
    .description(help.root)
    .exitOverride()
    // Every failure is told by `report`; commander itself prints only what was asked for.
    .configureOutput({
      writeOut: host.writeOut,
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.max(60, host.columns()),
      getOutHasColors: () => ctx.isColor,
    })
    .configureHelp({
      showGlobalOptions: true,
      displayWidth,
      styleTitle: (title) => help.headings[title] ?? title,
    })
    .helpOption("-h, --help", help.help)
    .helpCommand("help [command]", help.helpCommand)
    .version(`hoga ${VERSION}`, "-V, --version", help.version)
    // Taken out of the arguments before commander sees them; named here for the help.
    .option("--json", help.global.json)
    .option("-q, --quiet", help.global.quiet)
    .option("--no-color", help.global.noColor)
    .option("--lang <lang>", help.global.lang)
    .option("--account <id>", help.global.account);
  registerCommands(program, ctx);
  return withExamples(program, ctx, ["hoga", "hoga up", "hoga buy 005930 10", "hoga order list --json"]);
}

/** Cells that a line takes in the terminal. Help texts hold no other wide characters than Hangul and full-width signs. */
function displayWidth(text: string): number {
  return text.length + (text.match(/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff01-\uff60]/g)?.length ?? 0);
}
