// All of hoga in one process, on loopback: the default for whoever has no cloud.
export { StackBusyError, StackConfigError, StackUnavailableError } from "./errors.ts";
export { type Lock, readLock } from "./lock.ts";
export type { StackOptions } from "./options.ts";
export { type Stack, startStack } from "./start.ts";
