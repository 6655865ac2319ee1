// Some seeds of the simulator; `deno task sim` plays as many as there is time for.
import assert from "node:assert/strict";
import { openTestPglite, testSeeds } from "@hoga/testing";
import { type Counts, simulate } from "./testing/simulator.ts";

const sql = await openTestPglite();
Deno.test.afterAll(() => sql.close());

/** What has to have happened in the seeds together, or they prove nothing. */
const WANTED = [
  ...["lost", "answer_lost", "doubled", "late", "shuffled"],
  ...["publish refused", "publish answer_lost", "sql not_sent", "sql ambiguous", "kills", "stops"],
  ...["filled", "canceled", "canceled after fills", "rejected", "expired", "OrderAmended"],
];

/** Each of four seeds is played in another way: by direct delivery or QStash's, and with one process or two. */
const modeOf = (seed: number) => seed % 4 < 2 ? "direct" : "qstash";

Deno.test("whatever fails, every order ends, the books balance and nothing happens twice", async () => {
  const total: Counts = {};
  const seeds = testSeeds(10);
  for (const seed of seeds) {
    for (const [what, times] of Object.entries(await simulate(sql, seed, modeOf(seed)))) {
      total[what] = (total[what] ?? 0) + times;
    }
  }
  if (seeds.length === 1) return;
  const missing = WANTED.filter((what) => (total[what] ?? 0) === 0);
  assert.deepEqual(missing, [], JSON.stringify(total));
});

Deno.test("a seed plays the same every time", async () => {
  assert.deepEqual(await simulate(sql, 2, "direct"), await simulate(sql, 2, "direct"));
});
