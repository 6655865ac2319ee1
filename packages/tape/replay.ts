import { basePrice, type CalendarOverride } from "@hoga/krx";
import type { DailyBar } from "./daily_csv.ts";
import { joinBars } from "./day.ts";
import { createMadeTape, type Session, sessionOf } from "./made_tape.ts";
import type { MinuteBars } from "./minute_csv.ts";
import type { Candle, Tape } from "./types.ts";

/** What a replay plays. */
export interface ReplayOptions {
  /** Daily bars by symbol, in any order, one a date. Unadjusted prices in whole won. */
  readonly bars: ReadonlyMap<string, readonly DailyBar[]>;
  /** Decides how the prices move within a day, where only its bar is known. */
  readonly seed: number;
  /** Minute bars by symbol and KST date, one a minute. `at` is the minute's start. A date without a daily bar has what they sum to. */
  readonly minutes?: ReadonlyMap<string, MinuteBars>;
  readonly overrides?: readonly CalendarOverride[];
}

/**
 * Real days played again. Each day with a bar becomes a plausible intraday tape that touches its open, high, low, close and volume exactly;
 * with minute bars, each minute of the session touches its own, and the day's bar is what they sum to.
 *
 * The base price is the close of the bar before, put up on the tick; on the first day of a history it is that day's open. A date without
 * a bar has no slices, and its quote has only the close before it; before the first bar, or for a symbol without bars, nothing is known.
 * A bar on a date that the calendar (2018 to 2027) takes for closed is not played.
 */
export function createReplayTape({ bars, seed, minutes, overrides }: ReplayOptions): Tape {
  const played = (symbol: string, session: Session) =>
    minutesWithin(minutes?.get(symbol)?.get(session.date) ?? [], session);
  const symbols = new Set([...bars.keys(), ...minutes?.keys() ?? []]);
  const histories = new Map([...symbols].map((symbol) => {
    const summed = [...minutes?.get(symbol)?.keys() ?? []].flatMap((date): readonly DailyBar[] => {
      const session = sessionOf(date, overrides);
      const candles = session === null ? [] : played(symbol, session);
      return candles.length === 0 ? [] : [{ date, ...joinBars(candles) }];
    });
    return [symbol, historyOf([...summed, ...bars.get(symbol) ?? []])];
  }));
  return createMadeTape({
    source: "replay",
    seed,
    overrides,
    before({ symbol, kind, market }, date) {
      const history = histories.get(symbol);
      if (history === undefined) return null;
      const previousClose = closeBefore(history, date) ?? history.byDate.get(date)?.open;
      if (previousClose === undefined) return null;
      return { previousClose, base: basePrice(previousClose, { kind, market }, date) };
    },
    bar: ({ symbol }, date) => histories.get(symbol)?.byDate.get(date) ?? null,
    minutes: ({ symbol }, session) => played(symbol, session),
  });
}

interface History {
  readonly dates: readonly string[];
  readonly byDate: ReadonlyMap<string, DailyBar>;
}

function historyOf(days: readonly DailyBar[]): History {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return { byDate, dates: [...byDate.keys()].sort() };
}

function closeBefore({ dates, byDate }: History, date: string): number | undefined {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] ?? "") < date) low = middle + 1;
    else high = middle;
  }
  return byDate.get(dates[low - 1] ?? "")?.close;
}

/** The minutes that traded, in order, within the session; one at the very close is its auction. */
function minutesWithin(minutes: readonly Candle[], { opensAt, closesAt }: Session): readonly Candle[] {
  return minutes
    .filter((minute) => minute.volume > 0 && minute.at >= opensAt && minute.at <= closesAt)
    .sort((a, b) => a.at - b.at);
}
