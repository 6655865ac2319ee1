// The market-data service as a process or a deployment of its own.
import { type CalendarOverride, REAL_CLOCK } from "@hoga/krx";
import { deployedPorts, runService, SettingError } from "@hoga/outbox";
import { createSimTape } from "@hoga/tape";
import { createMarketData } from "./mod.ts";

await runService(async (env) => {
  const ports = deployedPorts("market-data", env, console.log);
  const seed = Number(env.HOGA_SEED ?? 1);
  if (!Number.isSafeInteger(seed)) throw new SettingError(`HOGA_SEED is "${env.HOGA_SEED}"; it must be a whole number`);
  const tape = {
    ...createSimTape({ seed }),
    withOverrides: (overrides: readonly CalendarOverride[]) => createSimTape({ seed, overrides }),
  };
  return (await createMarketData({ ...ports, tape, feed: tape.source, clock: REAL_CLOCK })).app;
});
