// What to do next after a failure that does not say so itself.
import { CliError } from "./errors.ts";
import type { Messages } from "./i18n/mod.ts";

/** The failure with the next command as its hint, unless it has a hint of its own. `command` is what was run, as in `hoga order show`. */
export function withNextStep(error: CliError, command: string, t: Messages): CliError {
  const hint = error.hint ?? nextStep(error, command, t);
  return hint === null || hint === error.hint ? error : withHint(error, hint);
}

/** The same failure with another hint. */
export function withHint(error: CliError, hint: string): CliError {
  return new CliError(error.code, error.exit, error.message, {
    hint,
    retryable: error.retryable,
    candidates: error.candidates ?? undefined,
    traceId: error.traceId ?? undefined,
    url: error.url ?? undefined,
    cause: error,
  });
}

/** A message that begins with the name of an environment variable is about that. */
const ABOUT_ENVIRONMENT = /^[A-Z]+_[A-Z_]+\b/;

function nextStep({ code, exit, message }: CliError, command: string, t: Messages): string | null {
  const { next } = t;
  if (code === "declined" || code === "already_running") return null;
  if (code === "unknown_symbol") return next.search;
  if (code === "unknown_account") return next.accounts;
  if (code === "not_found") return command.startsWith("hoga order ") ? next.orders : t.usage.seeHelp(command);
  if (exit === 2) return ABOUT_ENVIRONMENT.test(message) ? next.environment : t.usage.seeHelp(command);
  if (code === "unauthorized") return next.signIn;
  return exit === 5 ? next.doctor : null;
}
