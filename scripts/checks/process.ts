// Runs a command so that nothing it started outlives it.

import { cleanEnvironment, ROOT } from "./tree.ts";

/** What to run: at the repository's root, without input, with `env` added to the environment. */
export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** When it takes longer than this many milliseconds, it is killed and has failed. */
  readonly msMax: number;
  /** Shows the output as it comes. */
  readonly show?: boolean;
}

/** How a run went: its exit code, what it printed to both outputs in the order it came, and whether it took too long. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly late: boolean;
}

/** How long a command that is asked to end may take to end what it started itself. */
const GRACE_MS = 3_000;

/** Runs a command in a process group of its own, which is ended when the command ends, takes too long or is interrupted. */
export async function run({ command, args, env, msMax, show = false }: Run): Promise<Outcome> {
  const child = new Deno.Command(command, {
    args: [...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...cleanEnvironment(), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    detached: true,
  }).spawn();
  const timers: ReturnType<typeof setTimeout>[] = [];
  const end = () => {
    killGroup(child.pid, "SIGTERM");
    timers.push(setTimeout(() => killGroup(child.pid, "SIGKILL"), GRACE_MS));
  };
  let interrupted = false;
  let late = false;
  const interrupt = () => {
    interrupted = true;
    end();
  };
  const expire = () => {
    late = true;
    end();
  };
  timers.push(setTimeout(expire, msMax));
  for (const signal of INTERRUPTS) Deno.addSignalListener(signal, interrupt);
  const parts: string[] = [];
  const collected = [child.stdout, child.stderr].map((stream) => collect(stream, parts, show));
  const { code } = await child.status;
  killGroup(child.pid, "SIGKILL");
  await Promise.all(collected);
  for (const timer of timers) clearTimeout(timer);
  for (const signal of INTERRUPTS) Deno.removeSignalListener(signal, interrupt);
  if (interrupted) Deno.exit(130);
  return { code, output: parts.join(""), late };
}

const INTERRUPTS: readonly Deno.Signal[] = ["SIGINT", "SIGTERM"];

async function collect(stream: ReadableStream<Uint8Array>, parts: string[], show: boolean): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    parts.push(text);
    if (show) Deno.stdout.writeSync(new TextEncoder().encode(text));
  }
}

/** Signals a process group. One that has ended already needs no signal. */
function killGroup(leader: number, signal: Deno.Signal): void {
  try {
    Deno.kill(-leader, signal);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
