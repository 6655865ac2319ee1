// A clock that stands still until the test moves it.

/** Wall time under the test's control. `now` can be passed wherever a `now(): number` (ms epoch) is asked for. */
export interface TestClock {
  readonly now: () => number;
  /** Moves to a moment in ISO 8601 with an offset (`2025-03-14T08:50:00+09:00`), forward or back. */
  set(iso: string): void;
  /** Moves by `ms` milliseconds; a negative number moves back. */
  advance(ms: number): void;
}

/** A clock that stands at `iso`. Throws `RangeError` for a moment without an offset, which would depend on the machine. */
export function testClock(iso: string): TestClock {
  let at = parseMoment(iso);
  return {
    now: () => at,
    set(iso) {
      at = parseMoment(iso);
    },
    advance(ms) {
      at += ms;
    },
  };
}

function parseMoment(iso: string): number {
  const at = /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? Date.parse(iso) : NaN;
  if (Number.isNaN(at)) throw new RangeError(`Cannot read a moment with an offset: ${iso}`);
  return at;
}
