// hoga up: the five services in the foreground, until a signal ends them.
import { type Command, Option } from "commander";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";
import { aborted } from "../aborted.ts";
import type { Context } from "../context.ts";
import { CliError, type ExitCode, usageError } from "../errors.ts";
import { removeIfAny } from "../files.ts";
import type { Host } from "../host.ts";
import { checkedChoice } from "../input/choice.ts";
import { checkClockSetting, checkedClock } from "../input/moment.ts";
import { parseCount, parsePositive, wholeNumber } from "../input/number.ts";
import { openLogFile } from "../log_file.ts";
import {
  isStackBusyError,
  isStackConfigError,
  isStackUnavailableError,
  type Stack,
  type StackOptions,
} from "../stack.ts";
import { chosenStack } from "../stack_settings.ts";
import { define } from "./define.ts";

export interface UpOptions {
  readonly port?: string;
  readonly data?: string;
  readonly clock?: string;
  readonly speed?: string;
  readonly feed?: string;
  readonly tape?: string;
  readonly seed?: string;
  /** The stack ends with whoever holds the other end of stdin. */
  readonly withParent?: boolean;
  readonly apiKeyFile?: string;
  readonly logFile?: string;
}

const FEEDS = ["sim", "replay", "kis", "yahoo"] as const;
const PORT_DEFAULT = 8080;
/** The five services take the port and the four after it. */
const PORT_MAX = 65_531;

export function register(program: Command, ctx: Context): void {
  const { option, up } = ctx.t.help;
  define(program, ctx, "up", up, [
    "hoga up",
    "hoga up --port 0 --data memory --clock practice --speed 60",
    "hoga up --feed replay --tape ./days --clock 2025-03-14T08:50:00+09:00",
    "hoga up --feed kis --clock real --tape ./days",
  ])
    .option("--port <port>", option.port)
    .option("--data <dir>", option.data)
    .option("--clock <clock>", option.clock)
    .option("--speed <n>", option.speed)
    .option("--feed <feed>", option.feed)
    .option("--tape <dir>", option.tape)
    .option("--seed <n>", option.seed)
    // What cli/stack_process.ts says to the process that it starts. Not for people: what they mean may change.
    .addOption(new Option("--with-parent").hideHelp())
    .addOption(new Option("--api-key-file <file>").hideHelp())
    .addOption(new Option("--log-file <file>").hideHelp())
    .action((flags: UpOptions) => ctx.run(() => run(flags, ctx)));
}

export async function run(options: UpOptions, ctx: Context): Promise<ExitCode> {
  const { host } = ctx;
  const plan = await readPlan(options, ctx);
  const stack = await start(plan, ctx);
  try {
    const { url, services, clock, apiKeyFile } = stack;
    const document = { url, services, clock, apiKeyFile };
    // For people too: whoever starts the market in a script reads this line.
    await ctx.emitNext(document, (view) => view.line(JSON.stringify(document)));
    if (host.isTty.stderr) ctx.note(ctx.t.up.ready);
    await Promise.race([aborted(host.signal), ...(options.withParent ? [inputEnded(host)] : [])]);
  } finally {
    await stack.stop();
    if (plan.dataDir === "memory") await removeIfAny(plan.apiKeyFile);
  }
  return 0;
}

/** What to start, with every flag checked before anything is. */
async function readPlan(options: UpOptions, ctx: Context): Promise<StackOptions> {
  const { host, t } = ctx;
  const port = options.port === undefined ? PORT_DEFAULT : parseCount("--port", options.port, 0, PORT_MAX, t);
  const clock = options.clock === undefined ? undefined : checkedClock("--clock", options.clock, t);
  if (clock === undefined) checkClockSetting(host.env, t);
  const speed = options.speed === undefined ? undefined : parsePositive("--speed", options.speed, t);
  const seed = options.seed === undefined ? undefined : parseSeed(options.seed, ctx);
  const tapeDir = options.tape === undefined ? undefined : await checkedDirectory("--tape", options.tape, ctx);
  const feed = options.feed === undefined ? undefined : checkedChoice("--feed", options.feed, FEEDS, t);
  if (feed === "sim" && tapeDir !== undefined) throw usageError(t.input.tapeNeedsReplay);
  if (feed === "replay" && tapeDir === undefined && !ctx.config().has("stack.tape")) {
    throw usageError(t.input.replayNeedsTape);
  }
  const flags = {
    ...(clock === undefined ? {} : { clock }),
    ...(speed === undefined ? {} : { speed }),
    ...(tapeDir === undefined ? {} : { tapeDir }),
    ...(feed === undefined ? {} : { feed }),
    ...(seed === undefined ? {} : { seed }),
  };
  return {
    ...await chosenStack(flags, { env: host.env, config: ctx.config(), t }),
    ...placeOf(options.data, ctx),
    ...(options.apiKeyFile === undefined ? {} : { apiKeyFile: options.apiKeyFile }),
    port,
    env: host.env,
    log: options.logFile === undefined ? (line) => ctx.note(line) : openLogFile(options.logFile),
  };
}

/** Where the data is, and where the API key goes: a stack in memory must not take the key of one on disk away. */
function placeOf(data: string | undefined, { paths, t }: Context): { dataDir: string; apiKeyFile: string } {
  if (data === "") throw usageError(t.input.empty("--data"));
  if (data === "memory") return { dataDir: data, apiKeyFile: join(paths.stateDir, `api-key-${process.pid}`) };
  const dataDir = data === undefined ? paths.dataDir : resolve(data);
  return { dataDir, apiKeyFile: dataDir === paths.dataDir ? paths.apiKeyFile : join(dataDir, "api-key") };
}

function parseSeed(text: string, { t }: Context): number {
  const seed = wholeNumber(text);
  if (seed === null) {
    throw usageError(t.input.count("--seed", text, "0", Number.MAX_SAFE_INTEGER.toLocaleString("en-US")));
  }
  return seed;
}

async function checkedDirectory(name: string, path: string, { t }: Context): Promise<string> {
  const directory = resolve(path);
  const info = path === "" ? null : await stat(directory).catch(() => null);
  if (info?.isDirectory() !== true) throw usageError(t.input.noDirectory(name, path));
  return directory;
}

async function start(plan: StackOptions, { host, progress, t }: Context): Promise<Stack> {
  const started = progress(t.connect.starting);
  try {
    return await host.startStack(plan);
  } catch (error) {
    if (isStackConfigError(error)) throw usageError(error.message);
    if (isStackBusyError(error)) {
      throw new CliError("already_running", 5, t.connect.busy(error.url), { url: error.url });
    }
    if (isStackUnavailableError(error)) {
      throw new CliError("port_in_use", 5, t.connect.portTaken(plan.port), { hint: t.connect.portHint });
    }
    throw error;
  } finally {
    started();
  }
}

/** Resolves when stdin has ended, which it does when the process at its other end does. */
async function inputEnded(host: Host): Promise<void> {
  while (await host.readLine() !== null);
}
