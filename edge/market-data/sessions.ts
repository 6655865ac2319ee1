// Which sessions have opened and closed since the last one that was announced: a pure function of the time and the calendar.
import {
  type CalendarOverride,
  CalendarRangeError,
  kstDate,
  nextTradingDay,
  previousTradingDay,
  type Session,
  type TradingDay,
  tradingDay,
} from "@hoga/krx";

/** The last session that was announced. */
export interface AnnouncedSession extends Session {
  readonly closed: boolean;
}

/** One step from what was announced to what is so. `untold` only sets the mark from which announcing begins. */
export interface SessionStep {
  readonly kind: "opened" | "closed" | "untold";
  readonly session: Session;
}

/**
 * The steps that are due at `now` (ms since the epoch) after `last`, in their order.
 *
 * Where nothing was ever announced, the history before is none of this installation's: only a session that is open now is announced, and
 * outside of one the last session is remembered untold. Beyond the years of the calendar nothing is due.
 */
export function dueSessions(
  last: AnnouncedSession | null,
  now: number,
  overrides: readonly CalendarOverride[],
): readonly SessionStep[] {
  if (last === null) return firstSteps(now, overrides);
  const steps: SessionStep[] = [];
  if (!last.closed) {
    const session = asItIsNow(last, overrides);
    if (now < session.closesAt) return steps;
    steps.push({ kind: "closed", session });
  }
  let session = sessionAfter(last.date, overrides);
  while (session !== null && session.opensAt <= now) {
    steps.push({ kind: "opened", session });
    if (now < session.closesAt) break;
    steps.push({ kind: "closed", session });
    session = sessionAfter(session.date, overrides);
  }
  return steps;
}

/** The moment (ms since the epoch) before which nothing is due after `last`; Infinity beyond the calendar. */
export function nextStepAt(last: AnnouncedSession, overrides: readonly CalendarOverride[]): number {
  if (!last.closed) return asItIsNow(last, overrides).closesAt;
  return sessionAfter(last.date, overrides)?.opensAt ?? Infinity;
}

function firstSteps(now: number, overrides: readonly CalendarOverride[]): readonly SessionStep[] {
  const date = kstDate(now);
  const today = sessionOf(tradingDay(date, overrides));
  if (today !== null && today.opensAt <= now) {
    return [{ kind: now < today.closesAt ? "opened" : "untold", session: today }];
  }
  const before = orNull(() => previousTradingDay(date, overrides));
  return before === null ? [] : [{ kind: "untold", session: before }];
}

/** The hours of an announced session may have been changed since; if its whole day was, it ends as it was announced. */
function asItIsNow({ date, opensAt, closesAt }: Session, overrides: readonly CalendarOverride[]): Session {
  return sessionOf(tradingDay(date, overrides)) ?? { date, opensAt, closesAt };
}

function sessionAfter(date: string, overrides: readonly CalendarOverride[]): Session | null {
  return orNull(() => nextTradingDay(date, overrides));
}

function orNull(look: () => TradingDay): Session | null {
  try {
    return sessionOf(look());
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

function sessionOf({ date, opensAt, closesAt }: TradingDay): Session | null {
  return opensAt === null || closesAt === null ? null : { date, opensAt, closesAt };
}
