// Announces the sessions that have opened and closed. Whoever wakes it, and how often, changes nothing: what is due follows from the time.
import type { CalendarOverride } from "@hoga/krx";
import { event } from "@hoga/events";
import type { Dispatcher, Runner } from "@hoga/outbox";
import type { Metrics } from "@hoga/telemetry";
import { dueSessions, nextStepAt, type SessionStep } from "../sessions.ts";
import type { Overrides } from "../state/overrides.ts";
import type { SessionState, SessionTouch } from "../state/sessions.ts";

export interface SessionTickerOptions {
  readonly runner: Runner<SessionTouch, SessionState>;
  readonly dispatcher: Dispatcher;
  readonly overrides: Overrides;
  readonly now: () => number;
  readonly metrics: Metrics;
}

/** What a tick did, and from when on there may be something to do again (ms since the epoch). */
interface Ticked {
  readonly announced: number;
  readonly quietUntil: number;
}

/**
 * Makes the tick: it announces what is due, once and in order, waits until that is delivered (or left to the sweep), and returns how many
 * openings and closings it announced. It is safe to call at any time, from any number of processes.
 */
export function sessionTicker(options: SessionTickerOptions): () => Promise<number> {
  const { runner, dispatcher, now, metrics } = options;
  // Spares the database while nothing can be due by this calendar; without it every tick would find the same.
  let quiet: { readonly until: number; readonly overrides: readonly CalendarOverride[] } | null = null;

  return async () => {
    const at = now();
    const overrides = await options.overrides.current();
    if (quiet !== null && at < quiet.until && quiet.overrides === overrides) return 0;
    const { result, delivered } = await runner.submit({
      eventId: null,
      touched: null,
      run: (state) => announce(state, at, overrides),
    });
    await delivered;
    if (runner.isIdle()) await dispatcher.forgetTold();
    quiet = { until: result.quietUntil, overrides };
    if (result.announced > 0) metrics.count("sessions_announced", {}, result.announced);
    return result.announced;
  };
}

function announce(state: SessionState, now: number, overrides: readonly CalendarOverride[]): Ticked {
  const steps = dueSessions(state.last, now, overrides);
  for (const step of steps) take(state, step);
  return {
    announced: steps.filter((step) => step.kind !== "untold").length,
    quietUntil: state.last === null ? Infinity : nextStepAt(state.last, overrides),
  };
}

function take(state: SessionState, { kind, session }: SessionStep): void {
  const { date, opensAt, closesAt } = session;
  const row = { date, opensAt, closesAt, closed: kind !== "opened" };
  const isNew = kind !== "closed" || state.added.has(date);
  (isNew ? state.added : state.closed).set(date, row);
  state.last = row;
  const data = { date, opensAt, closesAt };
  if (kind === "opened") state.events.push(event("SessionOpened", date, 1, opensAt, data));
  if (kind === "closed") state.events.push(event("SessionClosed", date, 1, closesAt, data));
}
