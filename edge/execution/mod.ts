// The execution service.
export type { ExecutionPorts } from "./ports.ts";
export { createExecution, type ExecutionService } from "./service.ts";
export { SCHEDULES } from "./schedules/mod.ts";
