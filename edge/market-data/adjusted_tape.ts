// The tape as splits, bonus issues and the distributions of funds leave it.
import { type CalendarOverride, CalendarRangeError, kstMs, previousTradingDay } from "@hoga/krx";
import type { ShareAction } from "@hoga/market";
import type { Tape, TapeInstrument } from "@hoga/tape";
import { adjustedBase } from "@hoga/trading";
import { type CorporateAction, type Distribution, distributionOf, exAtOf, shareActionOf } from "./state/actions.ts";

/** A change of the number of shares, with whose it is. */
export type SymbolAction = ShareAction & { readonly symbol: string };
/** What changes the price of a share from its ex-date on. */
export type PriceChange = SymbolAction | Distribution;

/** The day on which the made-up history of an instrument stands at its reference price. */
const SIM_ANCHOR = "2026-01-02";

/**
 * `tape` after `changes`, which have all begun, in their order. A made-up market (`sim`) knows nothing of them: from the ex-date on it is the
 * market of an instrument whose reference price and number of shares are those after the change, so that its prices go on at the new level,
 * on the tick and with the volume of as many more shares. Real prices played again (`replay`) are at the new level by themselves, but the
 * close before the ex-date is not. Live prices come with a base price of their own and stay as they are. The base price of the ex-date, and
 * the previous close that its quotes are compared with, are the close before it over the ratio, or less what a fund pays; for the cash
 * dividends of stocks the exchange does not adjust it (KOSPI Enforcement Rules §31).
 */
export function withActions(
  tape: Tape,
  changes: readonly PriceChange[],
  overrides: readonly CalendarOverride[],
): Tape {
  if (changes.length === 0 || (tape.source !== "sim" && tape.source !== "replay")) return tape;
  const bySymbol = Map.groupBy(changes, (change) => change.symbol);

  /** What has changed the price of an instrument up to a date. */
  function changesOf({ symbol, kind }: TapeInstrument, date: string): readonly PriceChange[] {
    const known = bySymbol.get(symbol) ?? [];
    return known.filter((change) => change.exDate <= date && ("ratio" in change || kind !== "stock"));
  }

  /** The instrument whose tape a date is played from. */
  function played(instrument: TapeInstrument, date: string): TapeInstrument {
    return tape.source === "sim" ? changesOf(instrument, date).reduce(changed, instrument) : instrument;
  }

  /** An instrument of the made-up market from a change on. */
  function changed(instrument: TapeInstrument, change: PriceChange): TapeInstrument {
    const { listedShares } = instrument;
    const reference = instrument.referencePrice ?? tape.basePrice(instrument, SIM_ANCHOR);
    if (reference === null) return instrument;
    if ("ratio" in change) {
      const { numerator, denominator } = change.ratio;
      return {
        ...instrument,
        referencePrice: reference * denominator / numerator,
        listedShares: listedShares === null ? null : listedShares * numerator / denominator,
      };
    }
    const { exDate, amountPerShare } = change;
    const close = tape.quote(instrument, exDate, kstMs(exDate, "00:00"))?.previousClose;
    if (close === undefined) return instrument;
    return { ...instrument, referencePrice: reference * Math.max(close - amountPerShare, 1) / close };
  }

  /** The base price of a date before which something changed it, since the last session; null where nothing did. */
  function changedBase(instrument: TapeInstrument, date: string): number | null {
    const past = changesOf(instrument, date);
    const before = past.length === 0 ? null : sessionBefore(date, overrides);
    if (before === null) return null;
    const fresh = past.filter((change) => before < change.exDate);
    const close = fresh.length === 0 ? null : closeOf(played(instrument, before), before, date);
    if (close === null) return null;
    // As a fraction of whole numbers: a price on the tick must not come out a little above it.
    let [won, parts] = [close, 1];
    for (const change of fresh) {
      if ("ratio" in change) {
        won *= change.ratio.denominator;
        parts *= change.ratio.numerator;
      } else {
        won = Math.max(won - change.amountPerShare * parts, parts);
      }
    }
    return adjustedBase(won, { numerator: parts, denominator: 1 }, instrument, date);
  }

  /**
   * The close of a session, or of the last before it that traded; null where nothing is known. It is not asked for as the previous close of
   * the day `next` after it: a recorded day may know one that follows the change already.
   */
  function closeOf(instrument: TapeInstrument, date: string, next: string): number | null {
    const bar = tape.dayBar(instrument, date);
    return bar?.close ?? tape.quote(instrument, date, kstMs(next, "00:00"))?.previousClose ?? null;
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
      const past = known.slice(0, begun);
      const actions = past.flatMap((action) => shareActionOf(action) ?? []);
      // What is paid on a date is paid for shares as they were before that date's changes.
      const changes = [...past.flatMap((action) => distributionOf(action) ?? []), ...actions]
        .sort((a, b) => a.exDate < b.exDate ? -1 : Number(a.exDate > b.exDate));
      made = { known, overrides, begun, actions, tape: withActions(tape, changes, overrides) };
    }
    return made;
  };
}
