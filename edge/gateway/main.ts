// The gateway service as a process or a deployment of its own.
import { identityStore } from "@hoga/identity";
import { deployedPorts, idSource, qstashClient, readQstash, runService } from "@hoga/outbox";
import { createGateway } from "./mod.ts";

await runService((env) => {
  const ports = deployedPorts("gateway", env, console.log);
  const qstash = readQstash(env);
  const wall = () => Date.now();
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const identity = identityStore(ports.sql);
  return createGateway({
    ...ports,
    wall,
    randomBytes,
    newId: idSource(wall, randomBytes),
    findUserByKey: (key) => identity.findByKey(key),
    schedules: async () =>
      qstash === null
        ? []
        : await qstashClient(qstash).schedules.list().then((list) =>
          list.map(({ scheduleId, cron, isPaused }) => ({ id: scheduleId, cron, paused: isPaused }))
        ),
  }).app;
});
