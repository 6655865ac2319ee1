// What a command may touch of the world outside: streams, the terminal, the clock, the network and the embedded stack.
// Everything is a field, so that a test runs a whole command in process and reads exactly what it wrote.
import type { StartStack } from "./stack.ts";

/** Which of the standard streams are terminals. */
export interface Terminals {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
}

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTty: Terminals;
  /** Cells in one line of the terminal on stdout; 80 when there is none. */
  readonly columns: () => number;
  readonly writeOut: (text: string) => void;
  readonly writeErr: (text: string) => void;
  /** One line of stdin without its end, or null when there is no more input. */
  readonly readLine: () => Promise<string | null>;
  /** Wall time in ms since the epoch. */
  readonly now: () => number;
  /** Resolves after `ms`, or at once when `signal` is aborted. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  /** A fresh idempotency key. */
  readonly newKey: () => string;
  readonly startStack: StartStack;
  /** Aborted when the process is asked to end (SIGINT, SIGTERM, SIGHUP). */
  readonly signal: AbortSignal;
  /** How long one request may take before it counts as unanswered, in ms. */
  readonly requestTimeoutMs: number;
}
