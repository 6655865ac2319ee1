// How much one key may ask: a bucket of tokens that fills up with real time.
import { createMiddleware } from "hono/factory";
import { refuse } from "@hoga/contracts";
import type { GatewayEnv } from "../env.ts";
import type { RateLimit } from "../ports.ts";
import { say } from "../problems.ts";

export const DEFAULT_RATE_LIMIT: RateLimit = { perSecond: 50, burst: 200 };
/** With more keys than this, buckets that are full again are forgotten: a new one is full too. */
const BUCKETS_MAX = 10_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** Takes a token of `key`'s bucket. Answers 0, or after how many seconds (at least 1) there will be one. */
export type TakeToken = (key: string) => number;

/** Buckets that start full. `wall` is real time in ms; a clock that is set back gives and takes nothing. */
export function tokenBuckets({ perSecond, burst }: RateLimit, wall: () => number): TakeToken {
  const buckets = new Map<string, Bucket>();
  const filled = (bucket: Bucket, now: number) =>
    Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) * perSecond / 1000);
  return (key) => {
    const now = wall();
    if (buckets.size > BUCKETS_MAX) {
      for (const [other, bucket] of buckets) if (filled(bucket, now) >= burst) buckets.delete(other);
    }
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    bucket.tokens = filled(bucket, now);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return 0;
  };
}

/** Turns away what a key asks beyond its limit. */
export function limitRate(limit: RateLimit, wall: () => number) {
  const take = tokenBuckets(limit, wall);
  return createMiddleware<GatewayEnv>(async (c, next) => {
    const waitSeconds = take(c.get("apiKey"));
    if (waitSeconds === 0) return await next();
    return say(
      c,
      refuse("too_many_requests", `More than ${limit.perSecond} requests a second`, `Try again in ${waitSeconds} s`),
      { "Retry-After": String(waitSeconds) },
    );
  });
}
