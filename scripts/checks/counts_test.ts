import assert from "node:assert/strict";
import { countJunit, countRun } from "./counts.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="7" failures="2" errors="1" time="0.093">
    <testsuite name="./a_test.ts" tests="5" disabled="1" errors="0" failures="2">
        <testcase name="passes" classname="./a_test.ts" time="0.001" line="1" col="6">
        </testcase>
        <testcase name="has steps" classname="./a_test.ts" time="0.002" line="3" col="6">
            <failure message="1 test step failed">1 test step failed.</failure>
        </testcase>
        <testcase name="is off" classname="./a_test.ts" time="0.000" line="4" col="6">
            <skipped/>
        </testcase>
        <testcase name="has steps &gt; inner &gt; one" classname="./a_test.ts" time="0.000" line="3" col="43">
        </testcase>
        <testcase name="has steps &gt; inner" classname="./a_test.ts" time="0.000" line="3" col="79">
            <failure message="Error: in">&lt;failure</failure>
        </testcase>
    </testsuite>
    <testsuite name="./tests/harness.ts" tests="1" disabled="0" errors="0" failures="0">
        <testcase name="has steps &gt; shared" classname="./tests/harness.ts" time="0.000" line="9" col="6">
        </testcase>
    </testsuite>
    <testsuite name="./b_test.ts" tests="2" disabled="0" errors="1" failures="0">
        <testcase name="a price &gt; 0 passes" classname="./b_test.ts" time="0.000" line="1" col="6">
        </testcase>
        <testcase name="is cancelled" classname="./b_test.ts" time="0.000" line="2" col="6">
            <error message="Cancelled"/>
        </testcase>
    </testsuite>
</testsuites>`;

Deno.test("countJunit() counts tests, not their steps nor the ones that are off", () => {
  assert.deepEqual(countJunit(REPORT), { passed: 2, failed: 2 });
});

Deno.test("countRun() adds what broke outside of the tests", () => {
  const closing = "\x1b[31mFAILED\x1b[0m | 2 passed (1 step) | 3 failed (1 step) | 1 ignored (93ms)\n";
  assert.deepEqual(countRun(REPORT, closing, 1), { passed: 2, failed: 3 });
  assert.deepEqual(countRun(null, "error: Module not found", 1), { passed: 0, failed: 1 });
  assert.deepEqual(countRun("<testsuites></testsuites>", "", 137), { passed: 0, failed: 1 });
});

Deno.test("countRun() counts what a run that was ended had printed, and one more as failed", () => {
  const output = [
    "./a_test.ts => passes ... ok (1ms)",
    "./a_test.ts => has steps ... inner ... ok (1ms)",
    "./a_test.ts => has steps ... ok (2ms)",
    "./b_test.ts => breaks ... \x1b[31mFAILED\x1b[0m (2ms)",
    "'hangs' has been running for over (1m0s)",
  ].join("\n");
  assert.deepEqual(countRun(null, output, 143), { passed: 2, failed: 2 });
  assert.deepEqual(countRun(null, "passes ... ok (1ms)\nhas steps ...\n  inner ... ok (1ms)\n", 143), {
    passed: 1,
    failed: 1,
  });
});

Deno.test("countRun() reports a clean run as clean", () => {
  const clean = `<testsuites><testsuite name="a"><testcase name="x"></testcase></testsuite></testsuites>`;
  assert.deepEqual(countRun(clean, "ok | 1 passed | 0 failed (9ms)\n", 0), { passed: 1, failed: 0 });
});
