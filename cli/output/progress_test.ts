import assert from "node:assert/strict";
import { en } from "../i18n/en.ts";
import { testHost } from "../testing/run_cli.ts";
import { createProgress } from "./progress.ts";

/** A terminal and a timer that fires when the test says so. */
function bench() {
  let written = "";
  const waiting = new Set<() => void>();
  const host = testHost(
    {
      isTerminal: true,
      host: {
        after: (_, fire) => {
          waiting.add(fire);
          return () => waiting.delete(fire);
        },
      },
    },
    {},
    { out: () => {}, err: (text) => void (written += text) },
  );
  return {
    progress: createProgress(host, en, true),
    /** What was written since the last look. */
    taken: () => {
      const text = written.replaceAll("\r\x1b[K", "<");
      written = "";
      return text;
    },
    second: () => {
      const due = [...waiting];
      waiting.clear();
      for (const fire of due) fire();
    },
    isWaiting: () => waiting.size > 0,
  };
}

Deno.test("nothing is shown of what takes less than a second", () => {
  const { progress, second, taken, isWaiting } = bench();
  progress.begin("one")();
  second();
  assert.deepEqual([taken(), isWaiting()], ["", false]);
});

Deno.test("what began last is shown, until it ends; the last end takes the line away", () => {
  const { progress, second, taken, isWaiting } = bench();
  const endOuter = progress.begin("outer");
  second();
  assert.equal(taken(), "<outer");
  const endInner = progress.begin("inner");
  assert.equal(taken(), "<inner");
  endInner();
  assert.equal(taken(), "<outer");
  // Ending twice ends nothing else.
  endInner();
  assert.equal(taken(), "");
  endOuter();
  assert.deepEqual([taken(), isWaiting()], ["<", false]);
});

Deno.test("other output takes the line's place, and it comes back with the next second", () => {
  const { progress, second, taken } = bench();
  const end = progress.begin("one");
  second();
  taken();
  progress.hide();
  assert.equal(taken(), "<");
  progress.hide();
  assert.equal(taken(), "");
  second();
  assert.equal(taken(), "<one");
  end();
});
