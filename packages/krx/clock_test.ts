import assert from "node:assert/strict";
import fc from "fast-check";
import { type ClockSpec, marketNow, REAL_CLOCK, wallDelay } from "./clock.ts";

const practice: ClockSpec = { mode: "practice", wallOrigin: 1_000, marketOrigin: 500_000, speed: 60 };

Deno.test("the real clock tells the wall's time", () => {
  assert.equal(marketNow(REAL_CLOCK, 1_795_364_351_967), 1_795_364_351_967);
  assert.equal(wallDelay(REAL_CLOCK, 250), 250);
});

Deno.test("a practice clock runs from its origin at its speed", () => {
  assert.equal(marketNow(practice, 1_000), 500_000);
  assert.equal(marketNow(practice, 2_000), 560_000);
  assert.equal(marketNow(practice, 0), 440_000);
});

Deno.test("market time is whole milliseconds, rounded down", () => {
  const slow: ClockSpec = { ...practice, wallOrigin: 0, marketOrigin: 0, speed: 0.3 };
  assert.deepEqual([0, 1, 3, 4].map((wall) => marketNow(slow, wall)), [0, 0, 0, 1]);
});

Deno.test("a wait on the wall is rounded up and never negative", () => {
  assert.equal(wallDelay(practice, 60_000), 1_000);
  assert.equal(wallDelay(practice, 1), 1);
  assert.equal(wallDelay(practice, 0), 0);
  assert.equal(wallDelay(practice, -5), 0);
});

Deno.test("a clock that stands never gets anywhere", () => {
  const still: ClockSpec = { mode: "fixed", wallOrigin: 5, marketOrigin: 77, speed: 0 };
  assert.equal(marketNow(still, 5), 77);
  assert.equal(marketNow(still, 1e12), 77);
  assert.equal(wallDelay(still, 1), Infinity);
  assert.equal(wallDelay(still, 0), 0);
});

Deno.test("after the wait the market has got there, and the clock never runs backwards", () => {
  const spec = fc.record({
    mode: fc.constant<ClockSpec["mode"]>("practice"),
    wallOrigin: fc.integer({ min: 0, max: 2e12 }),
    marketOrigin: fc.integer({ min: 0, max: 2e12 }),
    speed: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(fc.property(spec, fc.nat(1e9), fc.nat(1e9), (clock, passed, wait) => {
    const wall = clock.wallOrigin + passed;
    const now = marketNow(clock, wall);
    assert.ok(marketNow(clock, wall + wallDelay(clock, wait)) >= now + wait);
    assert.ok(marketNow(clock, wall + 1) >= now);
  }));
});
