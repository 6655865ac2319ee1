// The tape as splits and bonus issues leave it.
import { type CalendarOverride, CalendarRangeError, kstMs, previousTradingDay } from "@hoga/krx";
import type { ShareAction } from "@hoga/market";
import type { Tape, TapeInstrument } from "@hoga/tape";
import { adjustedBase, type Ratio } from "@hoga/trading";
import { type CorporateAction, exAtOf, shareActionOf } from "./state/actions.ts";

/** A change of the number of shares, with whose it is. */
export type SymbolAction = ShareAction & { readonly symbol: string };

/** The day on which the made-up history of an instrument stands at its reference price. */
const SIM_ANCHOR = "2026-01-02";

/**
 * `tape` after `actions`, which have all begun. A made-up market (`sim`) knows nothing of them: from the ex-date on it is the market of an
 * instrument whose reference price and number of shares are those after the change, so that its prices go on at the new level, on the tick
 * and with the volume of as many more shares. Real prices played again (`replay`) are at the new level by themselves, but the close before
 * the ex-date is not. Live prices come with a base price of their own and stay as they are. The base price of the ex-date, and the previous
 * close that its quotes are compared with, are the close before it over the ratio.
 */
export function withActions(
  tape: Tape,
  actions: readonly SymbolAction[],
  overrides: readonly CalendarOverride[],
): Tape {
  if (actions.length === 0 || (tape.source !== "sim" && tape.source !== "replay")) return tape;
  const bySymbol = Map.groupBy(actions, (action) => action.symbol);

  /** The instrument whose tape a date is played from. */
  function played(instrument: TapeInstrument, date: string): TapeInstrument {
    const past = bySymbol.get(instrument.symbol)?.filter((action) => action.exDate <= date) ?? [];
    if (tape.source !== "sim" || past.length === 0) return instrument;
    const { numerator, denominator } = product(past);
    const reference = instrument.referencePrice ?? tape.basePrice(instrument, SIM_ANCHOR);
    return {
      ...instrument,
      referencePrice: reference === null ? null : reference * denominator / numerator,
      listedShares: instrument.listedShares === null ? null : instrument.listedShares * numerator / denominator,
    };
  }

  /** The base price of a date before which shares were changed, since the last session; null where there was no change. */
  function changedBase(instrument: TapeInstrument, date: string): number | null {
    const known = bySymbol.get(instrument.symbol);
    if (known === undefined || !known.some((action) => action.exDate <= date)) return null;
    const before = sessionBefore(date, overrides);
    const fresh = known.filter((action) => action.exDate <= date && (before === null || before < action.exDate));
    if (fresh.length === 0 || before === null) return null;
    const close = tape.quote(played(instrument, before), date, kstMs(date, "00:00"))?.previousClose;
    return close === undefined ? null : adjustedBase(close, product(fresh), instrument, date);
  }

  return {
    source: tape.source,
    basePrice: (instrument, date) => changedBase(instrument, date) ?? tape.basePrice(played(instrument, date), date),
    slices: (instrument, date, from, to) => tape.slices(played(instrument, date), date, from, to),
    sliceAt: (instrument, date, at) => tape.sliceAt(played(instrument, date), date, at),
    quote(instrument, date, at) {
      const quote = tape.quote(played(instrument, date), date, at);
      const base = quote === null ? null : changedBase(instrument, date);
      if (quote === null || base === null) return quote;
      return { ...quote, previousClose: base, last: quote.open === null ? base : quote.last };
    },
    candles: (instrument, date, interval, until) => tape.candles(played(instrument, date), date, interval, until),
    dayBar: (instrument, date) => tape.dayBar(played(instrument, date), date),
  };
}

function product(actions: readonly SymbolAction[]): Ratio {
  return actions.map((action) => action.ratio).reduce((all, ratio) => ({
    numerator: all.numerator * ratio.numerator,
    denominator: all.denominator * ratio.denominator,
  }));
}

function sessionBefore(date: string, overrides: readonly CalendarOverride[]): string | null {
  try {
    return previousTradingDay(date, overrides).date;
  } catch (error) {
    if (error instanceof CalendarRangeError) return null;
    throw error;
  }
}

/**
 * The tape by what is known: an action counts from its ex-date on, so that before it prices, limits and orders are those of the shares as
 * they are. The tape is the same object until another action begins.
 */
export function tapeByActions(tape: Tape) {
  let made: {
    readonly known: readonly CorporateAction[];
    readonly overrides: readonly CalendarOverride[];
    readonly begun: number;
    readonly tape: Tape;
    readonly actions: readonly SymbolAction[];
  } | null = null;
  return (
    known: readonly CorporateAction[],
    overrides: readonly CalendarOverride[],
    now: number,
  ): { readonly tape: Tape; readonly actions: readonly SymbolAction[] } => {
    const begun = known.findLastIndex((action) => exAtOf(action) <= now) + 1;
    if (made === null || made.known !== known || made.overrides !== overrides || made.begun !== begun) {
      const actions = known.slice(0, begun).flatMap((action) => shareActionOf(action) ?? []);
      made = { known, overrides, begun, actions, tape: withActions(tape, actions, overrides) };
    }
    return made;
  };
}
