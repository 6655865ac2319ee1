// What a command may touch of the world outside: streams, the terminal, the clock, the network and the embedded stack.
// Everything is a field, so that a test runs a whole command in process and reads exactly what it wrote.
import type { StartStack } from "./stack.ts";

/** Which of the standard streams are terminals. */
export interface Terminals {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

/** As much of a response as is read. */
export type Reply = Pick<Response, "ok" | "status" | "body" | "text" | "json"> & {
  readonly headers: Pick<Headers, "get">;
};

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTty: Terminals;
  /** Cells in one line of the terminal on stdout; 80 when there is none. */
  readonly columns: () => number;
  /** Lines of the terminal on stdout; 24 when there is none. */
  readonly rows: () => number;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /**
   * Shows `text` through the pager and waits until the person leaves it. A `command` is the shell's to run; null is `less`, where there is one.
   * False when there is no such program: then nothing was shown.
   */
  readonly page: (text: string, command: string | null) => Promise<boolean>;
  /** One line of stdin without its end, or null when there is no more input. */
  readonly readLine: () => Promise<string | null>;
  /** One line that is typed on the terminal of stdin and not shown, or null when there is none. Only where stdin is a terminal. */
  readonly readSecret: () => Promise<string | null>;
  /** Wall time in ms since the epoch. */
  readonly now: () => number;
  /** Resolves after `ms`, or at once when `signal` is aborted. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Calls `fire` after `ms` unless the returned function was called before. */
  readonly after: (ms: number, fire: () => void) => () => void;
  readonly fetch: (input: string, init: RequestInit) => Promise<Reply>;
  /** A fresh idempotency key. */
  readonly newKey: () => string;
  readonly startStack: StartStack;
  /** Aborted when the process is asked to end (SIGINT, SIGTERM, SIGHUP). */
  readonly signal: AbortSignal;
  /** How long one request may take before it counts as unanswered, in ms. */
  readonly requestTimeoutMs: number;
}
