import assert from "node:assert/strict";
import fc from "fast-check";
import { createLimiter, LimiterClosedError, type Urgency } from "./limiter.ts";
import { virtualTime } from "./testing/virtual_time.ts";

const START = "2026-11-20T10:00:00";

Deno.test("a limiter never lets more through in any stretch than it is told to", async () => {
  const plans = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 700 }), asks: fc.integer({ min: 1, max: 12 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const time = virtualTime(START);
      const limiter = createLimiter({ count: 5, withinMs: 1_000 }, time);
      const gone: number[] = [];
      let asked = 0;
      for (const { wait, asks } of plan) {
        await time.pass(wait);
        for (let i = 0; i < asks; i++) void limiter.take("later").then(() => gone.push(time.now()));
        asked += asks;
      }
      await time.pass(Math.ceil(asked / 5) * 1_000);
      assert.equal(gone.length, asked);
      for (const from of gone) assert.ok(gone.filter((at) => at >= from && at < from + 1_000).length <= 5);
    }),
    { numRuns: 25 },
  );
});

Deno.test("urgent takers go first, and a closed limiter refuses", async () => {
  const time = virtualTime(START);
  const limiter = createLimiter({ count: 1, withinMs: 1_000 }, time);
  const order: string[] = [];
  const take = (name: string, urgency: Urgency) =>
    limiter.take(urgency).then(() => order.push(name), (error) => order.push(`${name} ${error.name}`));
  void take("first", "later");
  void take("slow", "later");
  void take("quick", "now");
  await time.pass(1_000);
  assert.deepEqual(order, ["first", "quick"]);
  assert.equal(limiter.waiting, 1);
  limiter.close();
  await time.settle();
  assert.deepEqual(order, ["first", "quick", "slow LimiterClosedError"]);
  await assert.rejects(limiter.take("now"), LimiterClosedError);
});
