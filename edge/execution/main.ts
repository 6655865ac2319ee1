// The execution service as a process or a deployment of its own.
import { marketOverCalls } from "@hoga/market";
import { deployedPorts, runService } from "@hoga/outbox";
import { createExecution } from "./mod.ts";

await runService((env) => {
  const ports = deployedPorts("execution", env, console.log);
  return createExecution({ ...ports, market: marketOverCalls(ports.call) }).app;
});
