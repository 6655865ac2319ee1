/**
 * A clock is data: market time as a pure function of wall time. Processes that hold the same spec agree on the market's
 * time without talking to each other, and a restart changes nothing.
 *
 * `real` runs with the wall; `practice` runs from another moment at another speed; `fixed` is one that a user set to a
 * given moment. All three follow the same formula. Origins are ms since the epoch; `speed` is market ms per wall ms, 0
 * for a clock that stands.
 */
export interface ClockSpec {
  readonly mode: "real" | "practice" | "fixed";
  readonly wallOrigin: number;
  readonly marketOrigin: number;
  readonly speed: number;
}

/** The clock whose market time is wall time. */
export const REAL_CLOCK: ClockSpec = { mode: "real", wallOrigin: 0, marketOrigin: 0, speed: 1 };

/** Market time (whole ms since the epoch) at a wall time in ms. It never runs backwards while the wall does not. */
export function marketNow(spec: ClockSpec, wall: number): number {
  return Math.floor(spec.marketOrigin + (wall - spec.wallOrigin) * spec.speed);
}

/**
 * How long to wait on the wall (whole ms, at least 0) until `marketMs` of market time have passed: rounded up, so that
 * the wait is never too short. A clock that stands (speed 0) never gets there: Infinity, except for a wait of nothing.
 */
export function wallDelay(spec: ClockSpec, marketMs: number): number {
  if (marketMs <= 0) return 0;
  return spec.speed > 0 ? Math.ceil(marketMs / spec.speed) : Infinity;
}
