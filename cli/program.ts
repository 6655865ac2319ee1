// The command line as a whole: the tree of commands, and the one place where a run ends and gets its exit code.
import { Command, CommanderError } from "commander";
import { type Context, createContext } from "./context.ts";
import { CliError, type ExitCode, failureDocument, firstLine, isBrokenPipe } from "./errors.ts";
import { extractGlobalFlags, type GlobalFlags, withDefaultVerb } from "./flags.ts";
import { withNextStep } from "./hints.ts";
import { isTopic, showTopic, TOPICS } from "./help_topics.ts";
import type { Host } from "./host.ts";
import { environmentLang, type Messages, messagesOf } from "./i18n/mod.ts";
import { fullName, reachedCommand, unknownHelp, usageErrorOf } from "./usage.ts";
import { withExamples } from "./commands/define.ts";
import { registerCommands } from "./commands/mod.ts";
import { failsAsDocument, failureText } from "./output/printer.ts";
import { sentenceWidth } from "./output/width.ts";
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
    const t = context?.t ?? messagesOf(environmentLang(host.env));
    exit = report(error instanceof CliError ? withNextStep(error, "hoga", t) : error, flags, host, t);
  }
  try {
    await context?.close();
  } catch (error) {
    // The command is done; a stack that stops badly is told, and does not change what the command did.
    if (!failsAsDocument(flags)) {
      host.writeErr(`hoga: ${error instanceof Error ? firstLine(error.message) : String(error)}\n`);
    }
  }
  return exit;
}

async function dispatch(flags: GlobalFlags, ctx: Context): Promise<ExitCode> {
  const args = withDefaultVerb(flags.rest);
  const shown: string[] = [];
  const program = createProgram(ctx, ctx.isJson ? (text) => void shown.push(text) : ctx.host.writeOut, args[0]);
  if (args.length === 0) return await openScreen(program, ctx);
  try {
    await runArgs(program, args, ctx);
    // A script that asks for the help, or the version, gets that as a document too.
    if (shown.length > 0) await ctx.run(() => ctx.emit({ text: shown.join("").trimEnd() }, () => {}));
    return ctx.exitCode();
  } catch (error) {
    if (error instanceof CliError) throw withNextStep(error, fullName(reachedCommand(program, args)), ctx.t);
    if (!(error instanceof CommanderError)) throw error;
    const failure = await usageErrorOf(error, program, args, ctx.t);
    throw withNextStep(failure, fullName(reachedCommand(program, args)), ctx.t);
  }
}

/** Runs the command that the arguments name. Commander ends a run that only showed something by a throw, which is no failure. */
async function runArgs(program: Command, args: readonly string[], ctx: Context): Promise<void> {
  if (args[0] === "help" && args.length > 1) return await tellHelp(program, args.slice(1), ctx);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === 0)) throw error;
  }
}

/** `hoga help NAME…`: a topic, or the help of a command. */
async function tellHelp(program: Command, names: readonly string[], ctx: Context): Promise<void> {
  const [name] = names;
  if (names.length === 1 && isTopic(name)) return await ctx.run(() => showTopic(name, ctx));
  const command = reachedCommand(program, names);
  const unknown = names[fullName(command).split(" ").length - 1];
  if (unknown !== undefined) throw unknownHelp(unknown, command, ctx.t);
  command.outputHelp();
}

/** The screen needs a terminal on both sides; elsewhere the command tells how to use it and starts nothing. */
async function openScreen(program: Command, ctx: Context): Promise<ExitCode> {
  if (ctx.isInteractive && !ctx.isJson) {
    const screen = await import("./tui/open.ts");
    return await screen.openScreen(ctx);
  }
  if (ctx.isJson) {
    await ctx.run(() => ctx.emit({ version: VERSION, usage: program.helpInformation() }, () => {}));
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
  if (isBrokenPipe(error)) return 0;
  const failure = error instanceof CliError ? error : unexpected(error);
  try {
    if (failsAsDocument(flags)) {
      host.writeOut(`${JSON.stringify(failureDocument(failure), null, host.isTty.stdout ? 2 : 0)}\n`);
    } else host.writeErr(failureText(failure, t, host.isTty.stderr));
    // One line is for people; who looks for the bug behind it sets HOGA_DEBUG.
    if (host.env["HOGA_DEBUG"] && error instanceof Error) host.writeErr(`${error.stack}\n`);
  } catch (writing) {
    if (!isBrokenPipe(writing)) throw writing;
  }
  return failure.exit;
}

function unexpected(error: unknown): CliError {
  const message = error instanceof Error ? firstLine(error.message) || error.name : String(error);
  return new CliError("internal", 1, message, { cause: error });
}

/** The commands of hoga, or the one called `word` alone where there is one, with help in the user's language, which goes to `write`. */
export function createProgram(
  ctx: Context,
  write: (text: string) => void = ctx.host.writeOut,
  word?: string,
): Command {
  const { host, t } = ctx;
  const { help } = t;
  const program = new Command("hoga")
    .description(help.root)
    .exitOverride()
    // Every failure is told by `report`; commander itself prints only what was asked for.
    .configureOutput({
      writeOut: write,
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => Math.max(60, host.columns()),
      getOutHasColors: () => ctx.isColor,
    })
    .configureHelp({
      showGlobalOptions: true,
      displayWidth: sentenceWidth,
      styleTitle: (title) => help.headings[title] ?? title,
    })
    .helpOption("-h, --help", help.help)
    .helpCommand("help [command]", help.helpCommand)
    .version(`hoga ${VERSION}`, "-V, --version", help.version)
    // Taken out of the arguments before commander sees them; named here for the help.
    .option("--json", help.global.json)
    .option("-q, --quiet", help.global.quiet)
    .option("--query <expression>", help.global.query)
    .option("-r, --raw", help.global.raw)
    .option("--no-color", help.global.noColor)
    .option("--no-pager", help.global.noPager)
    .option("--lang <lang>", help.global.lang)
    .option("--account <id>", help.global.account);
  registerCommands(program, ctx, word);
  withExamples(program, ctx, [
    "hoga",
    "hoga up",
    "hoga search 삼성",
    "hoga quote 005930",
    "hoga buy 005930 10",
    "hoga order list --json",
    "hoga portfolio --query totals.netAssets --raw",
  ]);
  return program.addHelpText("after", `\n${[help.topics, ...TOPICS.map((name) => `  hoga help ${name}`)].join("\n")}`);
}
