import assert from "node:assert/strict";
import fc from "fast-check";
import { harness } from "../testing/harness.ts";
import { tokenBuckets } from "./rate_limit.ts";

Deno.test("a bucket gives its burst at once and then fills with time, key by key", () => {
  let wall = 0;
  const take = tokenBuckets({ perSecond: 2, burst: 3 }, () => wall);
  assert.deepEqual([take("a"), take("a"), take("a"), take("a")], [0, 0, 0, 1]);
  assert.equal(take("b"), 0);
  wall = 499;
  assert.equal(take("a"), 1);
  wall = 500;
  assert.deepEqual([take("a"), take("a")], [0, 1]);
  wall = 60_000;
  assert.deepEqual([take("a"), take("a"), take("a"), take("a")], [0, 0, 0, 1]);
});

Deno.test("a slow bucket says how long to wait, and a clock that is set back changes nothing", () => {
  let wall = 10_000;
  const take = tokenBuckets({ perSecond: 0.1, burst: 1 }, () => wall);
  assert.deepEqual([take("a"), take("a")], [0, 10]);
  wall = 0;
  assert.equal(take("a"), 10);
});

Deno.test("over any time a key gets at most its burst and what fills up", () => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 100 }), (steps) => {
    let wall = 0;
    let taken = 0;
    const take = tokenBuckets({ perSecond: 5, burst: 10 }, () => wall);
    for (const step of steps) {
      wall += step;
      if (take("a") === 0) taken += 1;
    }
    assert.ok(taken <= 10 + wall * 5 / 1000);
  }));
});

Deno.test("requests over the limit get 429 with Retry-After, and the next second they pass", async () => {
  const h = harness({}, { rateLimit: { perSecond: 1, burst: 2 } });
  const statuses = [];
  for (let i = 0; i < 3; i++) {
    const response = await h.send("GET", "/api/market/status");
    statuses.push(response.status);
    if (response.status === 429) {
      assert.equal(response.headers.get("retry-after"), "1");
      const problem = await response.json();
      assert.deepEqual([problem.code, problem.retryable], ["too_many_requests", true]);
    } else await response.body?.cancel();
  }
  assert.deepEqual(statuses, [200, 200, 429]);
  h.clock.wall += 1_000;
  assert.equal((await h.get("/api/market/status")).phase, "continuous");
});
