// `hoga up` as a process of its own, as a terminal would start it.
import { z } from "zod";

const Ready = z.object({ url: z.string(), apiKeyFile: z.string() });
/** The line that tells that the stack is ready. */
export type Ready = z.infer<typeof Ready>;

/** A running `hoga up`. */
export interface Up {
  readonly pid: number;
  /** Rejects with the last words of the process when it ends before it is ready. */
  readonly ready: Promise<Ready>;
  readonly ended: Promise<Deno.CommandStatus>;
  /** Sends a signal. Nothing happens when the process has ended. */
  kill(signal: "SIGKILL" | "SIGTERM"): void;
}

const ROOT = new URL("../../", import.meta.url);
/** Lines of stderr that are kept to tell why a process ended. */
const LAST_WORDS = 20;

/** Starts `hoga up ARGS` with `env` added to the environment, over the embedded database. `log` takes the lines of its stderr. */
export function startUp(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  log: (line: string) => void = () => {},
): Up {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-prompt", "cli/main.ts", "up", ...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...ownEnvironment(), ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const lastWords: string[] = [];
  const toldAll = eachLine(child.stderr, (line) => {
    lastWords.push(line);
    if (lastWords.length > LAST_WORDS) lastWords.shift();
    log(line);
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<Ready>();
  const ended = (async () => {
    await eachLine(child.stdout, (line) => resolve(Ready.parse(JSON.parse(line))));
    await toldAll;
    const status = await child.status;
    reject(
      new Error(`hoga up ended before it was ready, with ${status.signal ?? status.code}: ${lastWords.join("\n")}`),
    );
    return status;
  })();
  // Whoever does not wait for it to be ready still waits for its end.
  ready.catch(() => {});
  return {
    pid: child.pid,
    ready,
    ended,
    kill(signal) {
      try {
        child.kill(signal);
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
      }
    },
  };
}

/** The environment without what would take the stack elsewhere: another database, QStash, home or clock. The way of delivery stays. */
function ownEnvironment(): Record<string, string> {
  const isElsewhere = (name: string) =>
    /DATABASE_URL$|^(UPSTASH_|QSTASH_|HOGA_)/.test(name) && name !== "HOGA_DELIVERY";
  return Object.fromEntries(Object.entries(Deno.env.toObject()).filter(([name]) => !isElsewhere(name)));
}

async function eachLine(stream: ReadableStream<Uint8Array>, take: (line: string) => void): Promise<void> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
  }
  if (rest !== "") take(rest);
}
