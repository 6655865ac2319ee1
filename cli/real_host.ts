// The host of a real process, on Node and on Deno alike.
import { fstatSync, statSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { StringDecoder } from "node:string_decoder";
import type { Host, Reply, Terminals } from "./host.ts";
import { startEmbeddedStack } from "./stack.ts";

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const REQUEST_TIMEOUT_MS = 20_000;
const RETRY_WRITE_MS = 5;

/** Writes all of `text`; a pipe that is full for now is waited for. */
function writeAll(fd: number, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_WRITE_MS);
    }
  }
}

/** One line of stdin, or what there was when it ended or `signal` was aborted. What came after the line stays for the next call. */
function readLine(signal: AbortSignal): Promise<string | null> {
  const { stdin } = process;
  return new Promise((done, fail) => {
    const decoder = new StringDecoder("utf8");
    let text = "";
    const settle = (end: () => void) => {
      stdin.off("data", take).off("end", close).off("error", broken).pause();
      signal.removeEventListener("abort", close);
      end();
    };
    const close = () => settle(() => done(text === "" ? null : text));
    const broken = (error: Error) => settle(() => fail(error));
    const take = (chunk: Uint8Array) => {
      const [line, ...rest] = (text + decoder.write(chunk)).split("\n");
      text = line ?? "";
      if (rest.length === 0) return;
      settle(() => {
        const left = rest.join("\n");
        if (left !== "") stdin.unshift(new TextEncoder().encode(left));
        done(text);
      });
    };
    if (signal.aborted || stdin.readableEnded) return done(null);
    signal.addEventListener("abort", close, { once: true });
    stdin.on("data", take).on("end", close).on("error", broken).resume();
  });
}

/** Deno has `fetch` at once; Node has to load it, which is avoided where it can be. */
async function send(url: string, init: RequestInit): Promise<Reply> {
  if ("Deno" in globalThis) return await fetch(url, init);
  const { fetchLoopback, isForLoopback } = await import("./loopback_fetch.ts");
  return await (isForLoopback(url, init) ? fetchLoopback : fetch)(url, init);
}

/** Whether the stream is a terminal. What it is asked with takes 5 ms to load, so files and pipes are told by what they are. */
function isTerminal(fd: number): boolean {
  const stream = fstatSync(fd);
  if (!stream.isCharacterDevice() || stream.rdev === statSync("/dev/null", { throwIfNoEntry: false })?.rdev) {
    return false;
  }
  const tty: typeof import("node:tty") = createRequire(import.meta.url)("node:tty");
  return tty.isatty(fd);
}

/** Which streams are terminals, each looked at when it is asked for. */
function terminals(): Terminals {
  const known = new Map<number, boolean>();
  const look = (fd: number): boolean => {
    const answer = known.get(fd) ?? isTerminal(fd);
    known.set(fd, answer);
    return answer;
  };
  return {
    get stdin() {
      return look(STDIN);
    },
    get stdout() {
      return look(STDOUT);
    },
    get stderr() {
      return look(STDERR);
    },
  };
}

/** The host of this process. `signal` is aborted when the process is asked to end. */
export function createHost(signal: AbortSignal): Host {
  const isTty = terminals();
  return {
    env: { ...process.env },
    isTty,
    // The stream is only made where there is a terminal: making it takes longer than most commands.
    columns: () => isTty.stdout ? process.stdout.columns || 80 : 80,
    rows: () => isTty.stdout ? process.stdout.rows || 24 : 24,
    writeOut: (text) => writeAll(STDOUT, text),
    writeErr: (text) => writeAll(STDERR, text),
    page: async (text, command) => {
      // Loaded for the few outputs that need it: most commands never start a program.
      const { runPager } = await import("./pager.ts");
      return await runPager(text, command);
    },
    readLine: () => readLine(signal),
    readSecret: async () => {
      const { readSecret } = await import("./input/secret.ts");
      return await readSecret(process.stdin, signal, () => process.kill(process.pid, "SIGINT"));
    },
    now: Date.now,
    sleep: (ms) =>
      new Promise((done) => {
        const id = setTimeout(finish, ms);
        function finish() {
          clearTimeout(id);
          signal.removeEventListener("abort", finish);
          done();
        }
        signal.addEventListener("abort", finish, { once: true });
      }),
    after: (ms, fire) => {
      const id = setTimeout(fire, ms);
      return () => clearTimeout(id);
    },
    fetch: send,
    newKey: () => `hoga-${crypto.randomUUID()}`,
    startStack: startEmbeddedStack,
    signal,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  };
}
