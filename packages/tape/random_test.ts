import assert from "node:assert/strict";
import { keyedRandom } from "./random.ts";

function draws(key: string, count: number, draw: "uniform" | "normal"): number[] {
  const random = keyedRandom(key);
  return Array.from({ length: count }, () => random[draw]());
}

Deno.test("keyedRandom() gives the same stream for the same key", () => {
  assert.deepEqual(draws("7|005930|path", 50, "uniform"), draws("7|005930|path", 50, "uniform"));
  assert.deepEqual(draws("7|005930|path", 51, "normal"), draws("7|005930|path", 51, "normal"));
});

Deno.test("keyedRandom() gives streams that do not meet for keys that differ in a character", () => {
  const streams = Array.from({ length: 500 }, (_, index) => draws(`7|${index}|path`, 20, "uniform"));
  assert.equal(new Set(streams.flat()).size, 500 * 20);
});

Deno.test("keyedRandom() never changes: the days of a seed depend on it", () => {
  const random = keyedRandom("hoga");
  assert.deepEqual([random.integer(1_000), random.integer(1_000), random.integer(1_000)], [985, 472, 67]);
});

Deno.test("keyedRandom() draws uniformly and normally", () => {
  const uniform = draws("uniform", 20_000, "uniform");
  assert.ok(uniform.every((value) => value >= 0 && value < 1));
  const tenths = Array.from({ length: 10 }, (_, tenth) => uniform.filter((u) => Math.floor(u * 10) === tenth).length);
  assert.ok(tenths.every((count) => Math.abs(count - 2_000) < 200), `${tenths}`);

  const normal = draws("normal", 20_000, "normal");
  const mean = normal.reduce((sum, value) => sum + value, 0) / normal.length;
  const variance = normal.reduce((sum, value) => sum + (value - mean) ** 2, 0) / normal.length;
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `mean ${mean}, variance ${variance}`);
  const beyondTwo = normal.filter((value) => Math.abs(value) > 2).length / normal.length;
  assert.ok(Math.abs(beyondTwo - 0.0455) < 0.006, `${beyondTwo}`);
});

Deno.test("keyedRandom() keeps integers and ranges within their bounds", () => {
  const random = keyedRandom("bounds");
  for (let count = 0; count < 1_000; count++) {
    const integer = random.integer(3);
    assert.ok(Number.isInteger(integer) && integer >= 0 && integer < 3);
    const between = random.between(-2, 5);
    assert.ok(between >= -2 && between < 5);
  }
});
