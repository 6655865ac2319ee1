// The gate: every check in turn, a line and a duration for each, the output of those that fail, and the count of tests.

import { run } from "./process.ts";

/** A check is a run of deno that exits with 0 when all is well. `task` is what runs it alone. */
interface Check {
  readonly name: string;
  readonly args: readonly string[];
  readonly task: string;
}

const CHECKS: readonly Check[] = [
  { name: "format", args: ["fmt", "--check"], task: "deno fmt" },
  { name: "lint", args: ["lint"], task: "deno lint" },
  { name: "types", args: ["check", "."], task: "deno task check" },
  { name: "unused", args: ["task", "--quiet", "unused"], task: "deno task unused" },
  { name: "lock file", args: ["run", "-A", "scripts/checks/lockfile.ts"], task: "deno task lockfile" },
  { name: "migrations", args: ["run", "-A", "scripts/checks/migrations.ts"], task: "deno task check:migrations" },
  { name: "saga table", args: ["run", "-A", "scripts/checks/saga_table.ts"], task: "deno task saga" },
  { name: "docs", args: ["run", "-A", "scripts/checks/docs.ts"], task: "deno task docs" },
  { name: "tests", args: ["run", "-A", "scripts/checks/tests.ts"], task: "deno task test" },
];

/** Longer than any check takes: the tests have a bound of their own, below this one. */
const CHECK_MS_MAX = 12 * 60_000;

/** How a process ends that a segmentation fault killed: 128 and the signal. */
const SEGMENTATION_FAULT = 139;
const RUNS_MAX = 3;

/**
 * Runs a check. Deno 2.9 dies of a segmentation fault in about one of twenty runs of `deno lint` with a plugin, having said nothing: that is no
 * verdict, so the check is run again.
 */
async function verdict(args: readonly string[]): ReturnType<typeof run> {
  for (let runs = 1;; runs++) {
    const outcome = await run({ command: Deno.execPath(), args, msMax: CHECK_MS_MAX });
    const isVerdict = outcome.code !== SEGMENTATION_FAULT || outcome.output.trim() !== "";
    if (isVerdict || runs === RUNS_MAX) return outcome;
  }
}

async function main(): Promise<number> {
  const failed: string[] = [];
  let lastLine = "";
  for (const { name, args, task } of CHECKS) {
    const started = performance.now();
    const { code, output } = await verdict(args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    console.log(`${code === 0 ? "ok  " : "FAIL"}  ${name.padEnd(12)} ${seconds} s   ${task}`);
    if (code !== 0) {
      failed.push(name);
      console.log(output.trimEnd());
    }
    lastLine = output.trimEnd().split("\n").at(-1) ?? "";
  }
  console.log(failed.length === 0 ? "the gate is green" : `the gate failed: ${failed.join(", ")}`);
  // The last check is the tests, and their last line is the count.
  console.log(lastLine);
  return failed.length === 0 ? 0 : 1;
}

Deno.exit(await main());
