// How a command fails: one error type with a code, an exit code and a hint, and the only place that maps one to the other.
import type { Instrument } from "@hoga/contracts";

/** 0 done, 1 unexpected, 2 invalid input, 3 not allowed, 4 refused by the rules of trading, 5 unavailable, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

export interface FailureDetails {
  readonly hint?: string | undefined;
  readonly retryable?: boolean;
  readonly candidates?: readonly Instrument[] | undefined;
  readonly traceId?: string | undefined;
  /** Where somebody else answers, for whoever would rather ask there. */
  readonly url?: string | undefined;
  readonly cause?: unknown;
}

/** A failure that the user is told about in one sentence. `message` is in the user's language, `code` never changes its meaning. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly exit: ExitCode;
  readonly hint: string | null;
  readonly retryable: boolean;
  readonly candidates: readonly Instrument[] | null;
  readonly traceId: string | null;
  readonly url: string | null;

  constructor(code: string, exit: ExitCode, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.exit = exit;
    this.hint = details.hint ?? null;
    this.retryable = details.retryable ?? false;
    this.candidates = details.candidates ?? null;
    this.traceId = details.traceId ?? null;
    this.url = details.url ?? null;
  }
}

/** The input was wrong: nothing was sent. */
export function usageError(message: string, hint?: string, code = "usage"): CliError {
  return new CliError(code, 2, message, { hint });
}

/** The document that `--json` prints for a failure. */
export function failureDocument(error: CliError): Record<string, unknown> {
  return {
    error: {
      code: error.code,
      message: error.message,
      retryable: error.retryable,
      hint: error.hint,
      ...(error.candidates === null ? {} : { candidates: error.candidates }),
      ...(error.traceId === null ? {} : { traceId: error.traceId }),
      ...(error.url === null ? {} : { url: error.url }),
    },
  };
}

/** The first line of a message, so that a failure is told in one line whatever was thrown. */
export function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.trim() ?? "";
}

/** Whether a write failed because whoever read our output has left, as `head` does. */
export function isBrokenPipe(error: unknown): boolean {
  // Node tells it by the code, Deno by the class.
  return error instanceof Error && (error.name === "BrokenPipe" || "code" in error && error.code === "EPIPE");
}
