// Runs a command in process, with a home of its own, and keeps what it wrote.
import { join } from "node:path";
import type { ExitCode } from "../errors.ts";
import type { Host } from "../host.ts";
import { runProgram } from "../program.ts";
import { type FakeGateway, startFakeGateway } from "./fake_gateway.ts";

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** All three streams are a terminal. */
  readonly isTerminal?: boolean;
  /** Lines that a person types. */
  readonly input?: readonly string[];
  readonly host?: Partial<Host>;
}

export interface Bench {
  readonly gateway: FakeGateway;
  readonly home: string;
  /** The waits that commands asked for, in ms. They take no time here. */
  readonly sleeps: readonly number[];
  run(args: readonly string[], options?: RunOptions): Promise<Ran>;
}

/** The wall time of every run: 2025-03-14T10:00:00+09:00. */
export const NOW = Date.parse("2025-03-14T10:00:00+09:00");

/** A host that reaches nothing but what `options` gives it. Output goes to `out` and `err`. */
export function testHost(
  options: RunOptions,
  env: Host["env"],
  write: { out(text: string): void; err(text: string): void },
): Host {
  const isTerminal = options.isTerminal ?? false;
  const lines = [...options.input ?? []];
  return {
    env,
    isTty: { stdin: isTerminal, stdout: isTerminal, stderr: isTerminal },
    columns: () => 100,
    rows: () => 1_000,
    page: () => Promise.reject(new Error("no pager in this test")),
    writeOut: write.out,
    writeErr: write.err,
    readLine: () => Promise.resolve(lines.shift() ?? null),
    readSecret: () => Promise.resolve(lines.shift() ?? null),
    now: () => NOW,
    sleep: () => Promise.resolve(),
    // Progress shows when something takes long, which nothing does in a test that does not say so.
    after: () => () => {},
    fetch: (input, init) => fetch(input, init),
    newKey: () => "new-key",
    startStack: () => Promise.reject(new Error("no stack in this test")),
    signal: new AbortController().signal,
    requestTimeoutMs: 5_000,
    ...options.host,
  };
}

/** A clock whose first second passes at once: what goes on is shown as if it took long. For `host.after`. */
export function firstSecondPasses(): Host["after"] {
  let isFirst = true;
  return (_, fire) => {
    const passes = isFirst;
    isFirst = false;
    if (passes) fire();
    return () => {};
  };
}

/** A gateway and an empty home for the time of `use`. Commands speak English and reach the gateway unless told otherwise. */
export async function withBench(use: (bench: Bench) => Promise<void>): Promise<void> {
  const gateway = startFakeGateway();
  const home = await Deno.makeTempDir({ prefix: "hoga-cli-" });
  const sleeps: number[] = [];
  try {
    await use({
      gateway,
      home,
      sleeps,
      async run(args, options = {}) {
        let stdout = "";
        let stderr = "";
        const env = {
          HOGA_HOME: join(home, "hoga"),
          HOGA_API_URL: gateway.url,
          HOGA_API_KEY: "test-key",
          HOGA_LANG: "en",
          ...options.env,
        };
        const host = testHost(options, env, {
          out: (text) => void (stdout += text),
          err: (text) => void (stderr += text),
        });
        const sleep = (ms: number) => {
          sleeps.push(ms);
          return host.sleep(ms);
        };
        const code = await runProgram(args, { ...host, sleep });
        return { code, stdout, stderr };
      },
    });
  } finally {
    await gateway.stop();
    await Deno.remove(home, { recursive: true });
  }
}
