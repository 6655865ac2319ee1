import { parseDuration } from "./duration.ts";
import { MAX_RETRY_DELAY_MS } from "./retry_delay.ts";

const HEADERS = ["retry-after", "x-ratelimit-reset", "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"] as const;

/** Above this a bare number cannot be seconds to wait (that would be 31 years): it is a moment in epoch seconds. */
const EPOCH_SECONDS_FROM = 1_000_000_000;

/**
 * How long a destination asked to be left alone, in ms (0 to one day), or null when it did not say. Reads `Retry-After`
 * and the `X-RateLimit-Reset` headers: seconds, `6m5s`, an HTTP date or epoch seconds. Where several are sent, all are
 * respected, so the longest counts. `wall` is real time in epoch ms, which dates are measured from.
 */
export function requestedDelayMs(headers: Headers, wall: number): number | null {
  let longest: number | null = null;
  for (const name of HEADERS) {
    const value = headers.get(name);
    const delay = value === null ? null : delayOf(value.trim(), wall);
    if (delay !== null) longest = Math.max(longest ?? 0, delay);
  }
  return longest === null ? null : Math.round(Math.min(MAX_RETRY_DELAY_MS, Math.max(0, longest)));
}

function delayOf(value: string, wall: number): number | null {
  if (/^\d+(\.\d+)?$/.test(value)) {
    const seconds = Number(value);
    return seconds >= EPOCH_SECONDS_FROM ? seconds * 1000 - wall : seconds * 1000;
  }
  const duration = parseDuration(value);
  if (duration !== null) return duration;
  // Only HTTP dates, which name a weekday: Date.parse alone would take almost anything for a date.
  const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? null : date - wall;
}
