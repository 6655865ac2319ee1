import assert from "node:assert/strict";
import { requestedDelayMs } from "./retry_after.ts";

Deno.test("a destination may ask for a delay in many ways", () => {
  const wall = Date.UTC(2026, 10, 23, 0, 0, 0);
  const cases: [Record<string, string>, number | null][] = [
    [{}, null],
    [{ "Retry-After": "0" }, 0],
    [{ "Retry-After": "1.5" }, 1500],
    [{ "Retry-After": "Mon, 23 Nov 2026 00:01:00 GMT" }, 60_000],
    [{ "Retry-After": "Sun, 22 Nov 2026 00:01:00 GMT" }, 0],
    [{ "Retry-After": "later" }, null],
    [{ "Retry-After": "2026" }, 2_026_000],
    [{ "X-RateLimit-Reset": String(wall / 1000 + 30) }, 30_000],
    [{ "Retry-After": "1", "X-RateLimit-Reset": "2" }, 2000],
    [{ "X-RateLimit-Reset-Tokens": "1d1h" }, 86_400_000],
  ];
  for (const [headers, expected] of cases) {
    assert.equal(requestedDelayMs(new Headers(headers), wall), expected, JSON.stringify(headers));
  }
});
