// Runs every test, or those of the paths and options given, and ends with the line `N passed, N failed`.

import { countRun } from "./counts.ts";
import { run } from "./process.ts";
import { readText, ROOT } from "./tree.ts";

const REPORT = ".cache/test/junit.xml";

/** A run that takes longer hangs: it is ended, and counts as failed. */
const RUN_MS_MAX = 10 * 60_000;

async function main(): Promise<number> {
  await Deno.mkdir(`${ROOT}.cache/test`, { recursive: true });
  await Deno.remove(ROOT + REPORT).catch(() => {});
  const { code, output, late } = await run({
    command: Deno.execPath(),
    // Types are the business of `deno task check`, which the gate runs once for the whole tree.
    args: [
      ...["test", "-A", "--no-check", "--parallel", "--sanitize-ops", "--sanitize-resources"],
      ...[`--junit-path=${REPORT}`, ...Deno.args],
    ],
    msMax: RUN_MS_MAX,
    show: true,
  });
  if (late) {
    console.log(`the run was ended after ${RUN_MS_MAX / 60_000} minutes: see above which test "has been running"`);
  }
  const { passed, failed } = countRun(await readText(REPORT), output, code);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

Deno.exit(await main());
