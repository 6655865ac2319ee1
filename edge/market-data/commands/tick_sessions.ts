// Announces the sessions that have opened and closed, and the days of corporate actions that have come. Whoever wakes it, and how often,
// changes nothing: what is due follows from the time.
import type { CalendarOverride } from "@hoga/krx";
import { event } from "@hoga/events";
import type { Dispatcher, Runner } from "@hoga/outbox";
import type { Metrics } from "@hoga/telemetry";
import { dueSessions, nextStepAt, type SessionStep } from "../sessions.ts";
import { type Actions, type CorporateAction, exAtOf, payAtOf, shareActionOf } from "../state/actions.ts";
import type { Overrides } from "../state/overrides.ts";
import type { SessionState, SessionTouch, WaitingAction } from "../state/sessions.ts";

/** The base price (won) of a symbol on a date; null where there is no market data. */
export type BaseOf = (symbol: string, date: string) => Promise<number | null>;

export interface SessionTickerOptions {
  readonly runner: Runner<SessionTouch, SessionState>;
  readonly dispatcher: Dispatcher;
  readonly overrides: Overrides;
  readonly actions: Actions;
  readonly baseOf: BaseOf;
  readonly now: () => number;
  readonly metrics: Metrics;
}

/** What a tick did, and from when on there may be something to do again (ms since the epoch). */
interface Ticked {
  readonly announced: number;
  readonly quietUntil: number;
}

/** What a tick knows beside what it reads: the time, and the base prices of ex-dates by the action's id. */
interface Known {
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
  readonly bases: ReadonlyMap<string, number | null>;
}

/**
 * Makes the tick: it announces what is due, once and in order, waits until that is delivered (or left to the sweep), and returns how many
 * announcements it made. It is safe to call at any time, from any number of processes.
 */
export function sessionTicker(options: SessionTickerOptions): () => Promise<number> {
  const { runner, dispatcher, now, metrics } = options;
  // Spares the database while nothing can be due by what is known; without it every tick would find the same.
  let quiet: {
    readonly until: number;
    readonly overrides: readonly CalendarOverride[];
    readonly actions: readonly CorporateAction[];
  } | null = null;

  return async () => {
    const at = now();
    const [overrides, actions] = [await options.overrides.current(), await options.actions.current()];
    if (quiet !== null && at < quiet.until && quiet.overrides === overrides && quiet.actions === actions) return 0;
    const bases = await basesOf(actions, at, options.baseOf);
    const { result, delivered } = await runner.submit({
      eventId: null,
      touched: null,
      run: (state) => announce(state, { now: at, overrides, bases }),
    });
    await delivered;
    if (runner.isIdle()) await dispatcher.forgetTold();
    quiet = { until: result.quietUntil, overrides, actions };
    if (result.announced > 0) metrics.count("sessions_announced", {}, result.announced);
    return result.announced;
  };
}

/** The base prices of the ex-dates that have come and may not have been announced. */
async function basesOf(actions: readonly CorporateAction[], now: number, baseOf: BaseOf) {
  const bases = new Map<string, number | null>();
  for (const action of actions) {
    if (!action.exAnnounced && exAtOf(action) <= now) bases.set(action.id, await baseOf(action.symbol, action.exDate));
  }
  return bases;
}

function announce(state: SessionState, { now, overrides, bases }: Known): Ticked {
  const steps = dueSessions(state.last, now, overrides);
  // The days of actions begin at midnight: they are told before the sessions that open on them.
  const days = state.actions.map((action) => takeAction(state, action, now, bases.get(action.id)));
  for (const step of steps) take(state, step);
  return {
    announced: days.reduce((sum, day) => sum + day.announced, 0) +
      steps.filter((step) => step.kind !== "untold").length,
    quietUntil: Math.min(
      state.last === null ? Infinity : nextStepAt(state.last, overrides),
      ...days.map((day) => day.quietUntil),
    ),
  };
}

/** Tells the days of an action that have come. One whose base price was not asked for, since it was not known of, waits for the next tick. */
function takeAction(state: SessionState, action: WaitingAction, now: number, base: number | null | undefined): Ticked {
  const { id, symbol, exAnnounced, payAnnounced } = action;
  const [exAt, payAt] = [exAtOf(action), payAtOf(action)];
  let announced = 0;
  if (!exAnnounced) {
    if (exAt > now) return { announced, quietUntil: exAt };
    if (base === undefined) return { announced, quietUntil: now };
    const { kind, exDate, amountPerShare, previousId } = action;
    const ratio = shareActionOf(action)?.ratio ?? null;
    const data = { actionId: id, symbol, kind, exDate, exAt, ratio, amountPerShare, base, previousId };
    state.events.push(event("CorporateActionEffective", id, 1, exAt, data));
    state.exAnnounced.add(id);
    announced++;
  }
  if (payAt === null || payAnnounced) return { announced, quietUntil: Infinity };
  if (payAt > now) return { announced, quietUntil: payAt };
  state.events.push(event("DividendPayable", id, 1, payAt, { actionId: id, symbol, payAt }));
  state.payAnnounced.add(id);
  return { announced: announced + 1, quietUntil: Infinity };
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
