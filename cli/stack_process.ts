// The embedded stack in a process of its own: its database never keeps the screen waiting, and it ends with whoever started it.
// The line of life is the child's stdin: it ends when this process does, however that happens, and the child ends its stack in order.
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { firstLine } from "./errors.ts";
import type { Stack, StackOptions, StartStack } from "./stack.ts";

/** A stack in a process of its own. */
export interface SpawnedStack extends Stack {
  readonly pid: number;
  /** Resolves when the process has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
}

/** The one line of `hoga up --json`: where the stack answers, or why there is none. */
const Ready = z.object({
  url: z.string(),
  services: z.record(z.string(), z.string()),
  clock: z.object({ mode: z.string(), speed: z.number(), now: z.string() }),
  apiKeyFile: z.string(),
});
const Failed = z.object({ error: z.object({ code: z.string(), message: z.string(), url: z.string().optional() }) });

/** The errors of a start in this process, by the code that the command line has for them. */
const ERROR_NAMES: ReadonlyMap<string, string> = new Map([
  ["usage", "StackConfigError"],
  ["already_running", "StackBusyError"],
  ["port_in_use", "StackUnavailableError"],
]);

/** How long a stack that was asked to end may take before its process is killed, in ms. */
const STOP_MS_MAX = 30_000;
/** How much of the end of the child's stderr is kept, in characters. */
const COMPLAINT_MAX = 2_000;

/** Starts the five services in a process of their own, and keeps no log. */
export const spawnStack: StartStack = stackSpawner();

/**
 * A start of the five services in a process of their own. It fails as a start in this process does, with errors of the same names. The stack's
 * log goes to `logFile`, which does not grow beyond two megabytes with its predecessor; without one it is dropped. Options that only code in the
 * same process can serve (`log`, `rateLimit`, `probe`) are left out.
 */
export function stackSpawner(
  { logFile }: { readonly logFile?: string } = {},
): (options: StackOptions) => Promise<SpawnedStack> {
  return async (options) => {
    const child = spawn(process.execPath, [...programArgs(), ...upArgs(options, logFile)], {
      env: { ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
      // A process group of its own: Ctrl-C and Ctrl-Z in the terminal are for the screen, which ends the stack in its own time.
      detached: true,
      windowsHide: true,
    });
    const complaint = keepEnd(child);
    const status = new Promise<number | null>((done, fail) => {
      child.once("error", fail);
      child.once("close", done);
    });
    // A child that dies while it is written to is told by its end.
    child.stdin.on("error", () => {});
    const line = await firstOutput(child, status);
    const answer: unknown = line === null ? null : JSON.parse(line);
    const ready = Ready.safeParse(answer);
    if (!ready.success) {
      child.stdin.end();
      throw failureOf(answer, complaint(), await status);
    }
    const stack = running(child, status, complaint, ready.data);
    try {
      return { ...stack, apiKey: (await readFile(ready.data.apiKeyFile, "utf8")).trim() };
    } catch (error) {
      await stack.stop();
      throw error;
    }
  };
}

/** What runs this program again: the bundle is one file, and from source Deno runs the file beside this one. */
function programArgs(): readonly string[] {
  const own = fileURLToPath(import.meta.url);
  const main = own.endsWith(".ts") ? fileURLToPath(new URL("./main.ts", import.meta.url)) : own;
  return "Deno" in globalThis ? ["run", "-A", "--no-prompt", main] : [main];
}

function upArgs(options: StackOptions, logFile: string | undefined): readonly string[] {
  const { port, dataDir, apiKeyFile, clock, speed, feed, tapeDir, seed } = options;
  const flags: readonly [string, string | number | undefined][] = [
    ["port", port],
    ["data", dataDir],
    ["api-key-file", apiKeyFile],
    ["clock", clock],
    ["speed", speed],
    ["feed", feed],
    ["tape", tapeDir],
    ["seed", seed],
    ["log-file", logFile],
  ];
  return [
    ...["up", "--json", "--with-parent"],
    ...flags.flatMap(([name, value]) => value === undefined ? [] : [`--${name}=${value}`]),
  ];
}

/** Keeps the end of what the child says on stderr, off the terminal, for the message of a failure. */
function keepEnd({ stderr }: ChildProcess): () => string {
  let end = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    end = (end + text).slice(-COMPLAINT_MAX);
  });
  return () => end.trim().split("\n").at(-1)?.trim() ?? "";
}

/** The first line that the child prints, or null when it ends without one. Throws when it cannot be started. */
function firstOutput({ stdout }: ChildProcess, status: Promise<unknown>): Promise<string | null> {
  return new Promise((done, fail) => {
    let text = "";
    stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.includes("\n")) done(firstLine(text));
    });
    status.then(() => done(null), fail);
  });
}

function failureOf(answer: unknown, complaint: string, code: number | null): Error {
  const told = Failed.safeParse(answer);
  if (told.success) {
    const { code, message, url } = told.data.error;
    const name = ERROR_NAMES.get(code) ?? "Error";
    return Object.assign(new Error(message), { name }, url === undefined ? {} : { url });
  }
  return new Error(
    `The process of the stack ended with ${code === null ? "a signal" : `exit code ${code}`}: ${complaint}`,
  );
}

function running(
  child: ChildProcess,
  status: Promise<number | null>,
  complaint: () => string,
  ready: z.infer<typeof Ready>,
): Omit<SpawnedStack, "apiKey"> {
  return {
    ...ready,
    pid: child.pid ?? 0,
    ended: status.then(() => {}),
    async stop() {
      const wasRunning = child.exitCode === null && child.signalCode === null;
      child.stdin?.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
      const code = await status;
      clearTimeout(timer);
      if (wasRunning && code !== 0) throw failureOf(null, complaint(), code);
    },
  };
}
