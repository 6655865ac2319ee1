// npm run bench: what an order costs, on the embedded database and on Postgres.
import { measure } from "./measure.ts";
import { BenchError, readOptions, USAGE } from "./options.ts";
import { measureReactions } from "./reactions.ts";
import { machine, type Report, table, versions } from "./report.ts";
import { rounded } from "./figures.ts";
import { overTargets } from "./target.ts";

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  const tell = (line: string) => console.error(line);
  const loadBefore = rounded(Deno.loadavg()[0] ?? 0, 2);
  const from = performance.now();
  const databases = await overTargets(options, Deno.env.get("DATABASE_URL"), (target) => {
    return measure(target, options, { HOGA_DELIVERY: Deno.env.get("HOGA_DELIVERY") }, tell);
  });
  tell("reactions");
  const report: Report = {
    machine: machine(loadBefore),
    versions: versions(),
    databases,
    roundTripsPerReaction: await measureReactions(),
    seconds: rounded((performance.now() - from) / 1_000),
  };
  console.log(options.json ? JSON.stringify(report, null, 2) : table(report));
  return databases.every((one) => one.balanced) ? 0 : 1;
}

try {
  Deno.exit(await run(Deno.args));
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  console.error(error.message);
  Deno.exit(2);
}
