// deno task prove:crash: kills the whole of hoga while orders run, again and again, and proves that nothing was lost or done twice.
import { seededRandom } from "@hoga/testing";
import { join } from "node:path";
import { readOptions, USAGE, UsageError } from "./crash/options.ts";
import { prove } from "./crash/run.ts";

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args, () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  console.error(`seed ${options.seed}`);
  const home = await Deno.makeTempDir({ prefix: "hoga-crash-" });
  let isOk = false;
  try {
    const figures = await prove(options, seededRandom(options.seed), home, (line) => console.error(line));
    console.log(JSON.stringify(figures, null, 2));
    isOk = figures.ok;
  } finally {
    if (isOk) await Deno.remove(home, { recursive: true });
    else console.error(`The data is left in ${join(home, "data")}`);
  }
  return isOk ? 0 : 1;
}

try {
  Deno.exit(await run(Deno.args));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  Deno.exit(2);
}
