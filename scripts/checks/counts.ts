// How many tests passed and failed, out of what `deno test` leaves behind.

/** A count of tests. Steps belong to their test; tests that were switched off count as neither. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Counts the tests of a JUnit report as `deno test --junit-path` writes it. */
export function countJunit(report: string): Counts {
  const cases = [...report.matchAll(/<testcase name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g)];
  const names = new Set(cases.map(([, name]) => name ?? ""));
  let passed = 0;
  let failed = 0;
  for (const [, name = "", body = ""] of cases) {
    if (isStep(name, names) || body.includes("<skipped")) continue;
    if (/<(failure|error)\b/.test(body)) failed++;
    else passed++;
  }
  return { passed, failed };
}

/** A step is a case of its own, named `test > step`, in the suite of the file that calls it: not always the test's. */
function isStep(name: string, names: ReadonlySet<string>): boolean {
  const parts = name.split(" &gt; ");
  return parts.some((_, i) => i > 0 && names.has(parts.slice(0, i).join(" &gt; ")));
}

/**
 * The true count of a run. A file that breaks while it loads, or throws outside of its tests, is not in the report: the
 * closing line of `deno test` knows of it, and when even that is missing the exit code does. A run that was ended leaves
 * no report: what it had printed is counted, and the test that hung as failed.
 */
export function countRun(report: string | null, output: string, exitCode: number): Counts {
  // deno-lint-ignore no-control-regex -- colours are told apart from the text by the escape character alone
  const plain = output.replaceAll(/\x1b\[[0-9;]*m/g, "");
  if (report === null) return countLines(plain, exitCode);
  const { passed, failed } = countJunit(report);
  const closing = [...plain.matchAll(/^(?:ok|FAILED) \| \d+ passed.*?\| (\d+) failed/gm)].at(-1);
  return { passed, failed: Math.max(failed, Number(closing?.[1] ?? 0), exitCode === 0 ? 0 : 1) };
}

/** Counts `file => test ... ok`; a line with a second ` ... ` before its result, or an indented one, is a step's. */
function countLines(output: string, exitCode: number): Counts {
  const results = [...output.matchAll(/^(?! )(.*) \.\.\. (ok|FAILED)(?: \(.*\))?$/gm)].filter(([, name]) =>
    name?.includes(" ... ") === false
  );
  const passed = results.filter(([, , result]) => result === "ok").length;
  return { passed, failed: results.length - passed + (exitCode === 0 ? 0 : 1) };
}
