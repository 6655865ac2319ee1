import assert from "node:assert/strict";
import { streamWindow } from "./stream_window.ts";

const lines = (...seqs: number[]) => seqs.map((seq) => ({ seq }));
const seqs = (entries: readonly { seq: number }[]) => entries.map((entry) => entry.seq);

Deno.test("each line is taken once", () => {
  const window = streamWindow(10);
  assert.equal(window.after(), 10);
  assert.deepEqual(seqs(window.take(lines(11, 12), 0)), [11, 12]);
  assert.deepEqual(seqs(window.take(lines(11, 12, 13), 500)), [13]);
  assert.deepEqual(seqs(window.take(lines(11, 12, 13), 1_000)), []);
  assert.equal(window.last(), 13);
});

Deno.test("a line that becomes visible late is taken, and the place to resume from does not go back", () => {
  const window = streamWindow(0);
  window.take(lines(1, 3), 0);
  assert.equal(window.after(), 0);
  assert.deepEqual(seqs(window.take(lines(1, 2, 3), 4_000)), [2]);
  assert.equal(window.last(), 3);
});

Deno.test("after a while lines are settled and not read again", () => {
  const window = streamWindow(0);
  window.take(lines(1, 2), 0);
  window.take(lines(1, 2, 5), 4_000);
  window.take(lines(1, 2, 5), 5_000);
  assert.equal(window.after(), 2);
  window.take([], 9_000);
  assert.equal(window.after(), 5);
  assert.deepEqual(seqs(window.take(lines(4, 5, 6), 9_000)), [6], "a line at or before the settled ones is too late");
});
