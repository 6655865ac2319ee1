// The gateway service as a process or a deployment of its own.
import { identityStore } from "@hoga/identity";
import { deployedPorts, idSource, qstashClient, readQstash, runService } from "@hoga/outbox";
import { createGateway } from "./mod.ts";

/** The operators that `HOGA_OPERATORS` names, ids of users between commas; nobody where it is left out. */
function operatorsOf(env: Readonly<Record<string, string | undefined>>): (userId: string) => boolean {
  const ids = new Set((env.HOGA_OPERATORS ?? "").split(",").map((id) => id.trim()).filter((id) => id !== ""));
  return (userId) => ids.has(userId);
}

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
    isOperator: operatorsOf(env),
    findUserByKey: (key) => identity.findByKey(key),
    identity,
    schedules: async () =>
      qstash === null
        ? []
        : await qstashClient(qstash).schedules.list().then((list) =>
          list.map(({ scheduleId, cron, isPaused }) => ({ id: scheduleId, cron, paused: isPaused }))
        ),
  }).app;
});
