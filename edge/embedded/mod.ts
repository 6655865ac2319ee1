// All of hoga in one process, on loopback: the default for whoever has no cloud.
export type { Probe, StackOptions } from "./options.ts";
export { type Stack, startStack } from "./start.ts";
