// The laws of matching over random days; `scripts/prove/matching.ts` holds many more days against them.
import assert from "node:assert/strict";
import fc from "fast-check";
import { histories } from "./testing/histories.ts";
import { LAWS, REACHED, type Tally } from "./testing/laws.ts";

for (const { name, check } of LAWS) {
  Deno.test(name, () => {
    fc.assert(fc.property(histories, (history) => check(history, new Map())), { numRuns: 400 });
  });
}

Deno.test("random days reach everything that the laws are about", () => {
  const tally: Tally = new Map();
  for (const history of fc.sample(histories, { numRuns: 400, seed: 1 })) LAWS[0]?.check(history, tally);
  assert.deepEqual(REACHED.filter((what) => (tally.get(what) ?? 0) < 5), []);
});
