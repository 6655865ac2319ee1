// The closes that are known by now.
import { type CalendarOverride, CalendarRangeError, type Instrument, kstMs, type Session } from "@hoga/krx";
import type { Tape } from "@hoga/tape";
import { latestSession } from "./days.ts";

/** Closes in won by symbol and date; null where none is known. */
export type Closes = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** What closes are made from. */
export interface CloseSource {
  readonly tape: Tape;
  readonly now: number;
  readonly overrides: readonly CalendarOverride[];
}

/**
 * For each symbol and date the close of that day, or of the last session before it that had one. A session that has not closed by `now` has no
 * close yet; an instrument that is not listed (absent from `instruments`) has none at all.
 */
export function closesOf(
  symbols: readonly string[],
  dates: readonly string[],
  instruments: ReadonlyMap<string, Instrument>,
  { tape, now, overrides }: CloseSource,
): Closes {
  const sessions = dates.map((date) => [date, finishedBy(date, now, overrides)] as const);
  return Object.fromEntries(symbols.map((symbol) => {
    const instrument = instruments.get(symbol);
    const closes = sessions.map(([date, session]) =>
      [date, instrument && session ? closeOf(tape, instrument, session) : null] as const
    );
    return [symbol, Object.fromEntries(closes)];
  }));
}

/** The last session that had closed by the end of `date` and by `now`, or null where the calendar does not reach. */
function finishedBy(date: string, now: number, overrides: readonly CalendarOverride[]): Session | null {
  try {
    return latestSession(Math.min(kstMs(date, "23:59:59.999"), now), "closesAt", overrides);
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

function closeOf(tape: Tape, instrument: Instrument, { date, closesAt }: Session): number | null {
  const bar = tape.dayBar(instrument, date);
  return bar === null ? tape.quote(instrument, date, closesAt)?.previousClose ?? null : bar.close;
}
