// The embedded stack as the command line sees it. Its parts are loaded only when a command needs them.
import type { Stack, StackOptions } from "@hoga/embedded";
import type { Lock } from "@hoga/embedded/lock";

export type { Stack, StackOptions };

export type StartStack = (options: StackOptions) => Promise<Stack>;

/** Starts the five services in this process. */
export const startEmbeddedStack: StartStack = async (options) => {
  const { startStack } = await import("@hoga/embedded");
  return await startStack(options);
};

/** The live owner of `dataDir`, or null. Loads the lock alone: the stack itself would take longer to load than to ask. */
export async function readStackLock(dataDir: string): Promise<Lock | null> {
  const { readLock } = await import("@hoga/embedded/lock");
  return await readLock(dataDir);
}

// The errors are known by their names, so that a command that starts nothing loads nothing to catch them.

/** A setting is wrong: the message is one line that names it. */
export function isStackConfigError(error: unknown): error is Error {
  return error instanceof Error && error.name === "StackConfigError";
}

/** A port that was asked for is taken. */
export function isStackUnavailableError(error: unknown): error is Error {
  return error instanceof Error && error.name === "StackUnavailableError";
}

/** Another process owns the data directory; `url` is its gateway. */
export function isStackBusyError(error: unknown): error is Error & { readonly url: string } {
  return error instanceof Error && error.name === "StackBusyError" && "url" in error && typeof error.url === "string";
}
