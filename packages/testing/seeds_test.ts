import assert from "node:assert/strict";
import { seededRandom, testSeeds } from "./seeds.ts";

Deno.test("seededRandom() repeats itself for a seed, and differs between seeds", () => {
  const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  assert.deepEqual(draw(17), draw(17));
  assert.notDeepEqual(draw(17), draw(18));
});

Deno.test("seededRandom() spreads evenly over [0, 1)", () => {
  const buckets = Array.from({ length: 10 }, () => 0);
  const next = seededRandom(1);
  for (let i = 0; i < 10_000; i++) {
    const value = next();
    assert.ok(value >= 0 && value < 1);
    const tenth = Math.trunc(value * 10);
    buckets[tenth] = (buckets[tenth] ?? 0) + 1;
  }
  for (const count of buckets) assert.ok(count > 900 && count < 1100, `a tenth holds ${count} of 10,000`);
});

Deno.test("testSeeds() counts from 1", () => {
  assert.deepEqual(testSeeds(3), [1, 2, 3]);
});
