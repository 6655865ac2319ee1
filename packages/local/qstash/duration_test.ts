import assert from "node:assert/strict";
import { parseDuration } from "./duration.ts";

Deno.test("durations are numbers with units", () => {
  const cases: [string, number | null][] = [
    ["50s", 50_000],
    ["1d10h30m", 124_200_000],
    ["6m5.5s", 365_500],
    ["1500ms", 1500],
    [" 2h ", 7_200_000],
    ["0s", 0],
    ["10", null],
    ["", null],
    ["-1s", null],
    ["1w", null],
    ["1 s", null],
    ["9".repeat(30) + "d", null],
  ];
  for (const [text, expected] of cases) assert.equal(parseDuration(text), expected, text);
});
