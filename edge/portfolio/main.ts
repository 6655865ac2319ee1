// The portfolio service as a process or a deployment of its own.
import { marketOverCalls } from "@hoga/market";
import { deployedPorts, runService } from "@hoga/outbox";
import { createPortfolio } from "./mod.ts";

await runService((env) => {
  const ports = deployedPorts("portfolio", env, console.log);
  return createPortfolio({ ...ports, market: marketOverCalls(ports.call) }).app;
});
