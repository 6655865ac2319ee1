import assert from "node:assert/strict";
import { testClock } from "./clock.ts";

Deno.test("testClock() stands still until it is set or advanced", () => {
  const clock = testClock("2025-03-14T08:50:00+09:00");
  const { now } = clock;
  assert.equal(now(), Date.UTC(2025, 2, 13, 23, 50));
  clock.advance(600_000);
  assert.equal(now(), Date.UTC(2025, 2, 14, 0, 0));
  clock.set("2025-03-14T15:30:00+09:00");
  assert.equal(now(), Date.UTC(2025, 2, 14, 6, 30));
});

Deno.test("testClock() refuses a moment without an offset", () => {
  assert.throws(() => testClock("2025-03-14T08:50:00"), RangeError);
  assert.throws(() => testClock("2025-03-14").set("soon"), RangeError);
});
