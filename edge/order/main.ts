// The order service as a process or a deployment of its own.
import { marketOverCalls } from "@hoga/market";
import { deployedPorts, idSource, runService } from "@hoga/outbox";
import { createOrder } from "./mod.ts";

await runService((env) => {
  const ports = deployedPorts("order", env, console.log);
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  return createOrder({
    ...ports,
    market: marketOverCalls(ports.call),
    newId: idSource(() => Date.now(), randomBytes),
  }).app;
});
