// The host of a real process.
import type { Host } from "./host.ts";
import { startEmbeddedStack } from "./stack.ts";

interface Sink {
  writeSync(bytes: Uint8Array): number;
}

const REQUEST_TIMEOUT_MS = 20_000;
const RETRY_WRITE_MS = 5;

/** Writes all of `text`; a pipe that is full for now is waited for. */
function writeAll(sink: Sink, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(sink.writeSync(bytes));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_WRITE_MS);
    }
  }
}

/** One line of stdin, or what there was when it ended or `signal` was aborted. */
async function readLine(signal: AbortSignal): Promise<string | null> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(1024);
  const ended = new Promise<null>((done) => signal.addEventListener("abort", () => done(null), { once: true }));
  let text = "";
  while (!text.includes("\n")) {
    const count = await Promise.race([Deno.stdin.read(chunk), ended]);
    if (count === null) return text === "" ? null : text;
    text += decoder.decode(chunk.subarray(0, count), { stream: true });
  }
  return text.slice(0, text.indexOf("\n"));
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

/** The host of this process. `signal` is aborted when the process is asked to end. */
export function createHost(signal: AbortSignal): Host {
  return {
    env: Deno.env.toObject(),
    isTty: {
      stdin: Deno.stdin.isTerminal(),
      stdout: Deno.stdout.isTerminal(),
      stderr: Deno.stderr.isTerminal(),
    },
    columns,
    writeOut: (text) => writeAll(Deno.stdout, text),
    writeErr: (text) => writeAll(Deno.stderr, text),
    readLine: () => readLine(signal),
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
    fetch: (input, init) => fetch(input, init),
    newKey: () => `hoga-${crypto.randomUUID()}`,
    startStack: startEmbeddedStack,
    signal,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  };
}
