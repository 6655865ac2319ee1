import assert from "node:assert/strict";
import { parseFlowValue, parsePublishOptions } from "./publish_options.ts";

Deno.test("flow control values are limits with a period of a second by default", () => {
  const flow = (value: string) => parseFlowValue("k", value);
  assert.deepEqual(flow("parallelism=2, rate=5, period=1m"), { key: "k", parallelism: 2, rate: 5, periodMs: 60_000 });
  assert.deepEqual(flow("Rate=10"), { key: "k", parallelism: null, rate: 10, periodMs: 1000 });
  assert.deepEqual(flow("rate=1,period=30"), { key: "k", parallelism: null, rate: 1, periodMs: 30_000 });
  for (const wrong of ["", "rate=0", "rate=x", "period=5s", "rate=1,period=0s", "speed=1", "rate=1=2"]) {
    assert.equal(flow(wrong), null, wrong);
  }
});

Deno.test("headers of the connection are not forwarded, and a callback's options are its own", () => {
  const parsed = parsePublishOptions([
    ["content-type", "a/b"],
    ["Upstash-Forward-X-One", "1"],
    ["upstash-forward-host", "evil.test"],
    ["upstash-forward-content-length", "5"],
    ["upstash-callback", "http://x.test/c"],
    ["upstash-callback-retries", "7"],
    ["upstash-callback-forward-a", "b"],
    ["upstash-retries", "2"],
  ]);
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.value.delivery.headers, [["Content-Type", "a/b"], ["X-One", "1"]]);
  assert.equal(parsed.value.delivery.retries, 2);
  assert.deepEqual(parsed.value.delivery.callback, {
    url: "http://x.test/c",
    options: [["upstash-retries", "7"], ["upstash-forward-a", "b"]],
  });
  const broken = parsePublishOptions([["upstash-callback", "http://x.test"], ["upstash-callback-retries", "many"]]);
  assert.deepEqual(broken, {
    ok: false,
    error: "in the options of the callback: Upstash-Retries must be a whole number, zero or more",
  });
});
