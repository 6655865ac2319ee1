import assert from "node:assert/strict";
import { waitOf } from "./prefer.ts";

Deno.test("Prefer says how long to wait", () => {
  const rows: readonly (readonly [prefer: string | undefined, waitMs: number, applied: string | null])[] = [
    [undefined, 2_000, null],
    ["", 2_000, null],
    ["wait=0", 0, "wait=0"],
    ["wait=5", 5_000, "wait=5"],
    ["Wait = 5", 5_000, "wait=5"],
    ['wait="7"', 7_000, "wait=7"],
    ["wait=31", 30_000, "wait=30"],
    ["wait=999999999", 30_000, "wait=30"],
    ["respond-async", 0, "respond-async"],
    ["respond-async, wait=3", 3_000, "wait=3"],
    ["return=minimal; foo=bar, respond-async", 0, "respond-async"],
    ["wait=-1", 2_000, null],
    ["wait=1.5", 2_000, null],
    ["wait=soon", 2_000, null],
  ];
  for (const [prefer, waitMs, applied] of rows) assert.deepEqual(waitOf(prefer), { waitMs, applied }, String(prefer));
});
