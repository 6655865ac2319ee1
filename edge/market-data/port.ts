// The service as its neighbours in the same process ask it: the same answers as over HTTP, without JSON in between.
import { addDays, type Instrument, kstMs, priceBand } from "@hoga/krx";
import type { DayBefore, Interruption, MarketPort, Reference, TapeAnswer, TapeQuery } from "@hoga/market";
import { isNarrow, type Slice, type Tape } from "@hoga/tape";
import { adjustedShares } from "@hoga/trading";
import type { SymbolAction } from "./adjusted_tape.ts";
import type { Catalogue } from "./state/catalogue.ts";
import { type Interruptions, interruptionsOf } from "./state/interruptions.ts";
import type { Overrides } from "./state/overrides.ts";

/** The tape as the actions leave it that have begun by now, and those actions. */
export type TapeView = () => Promise<{ readonly tape: Tape; readonly actions: readonly SymbolAction[] }>;

export interface PortParts {
  readonly catalogue: Catalogue;
  readonly overrides: Overrides;
  readonly interruptions: Interruptions;
  readonly view: TapeView;
}

/** How long (days) after its ex-date an action is told of: an order waits for one session, an event on its way for less than that. */
const TOLD_DAYS = 30;

/** What answers are made from. */
interface Known {
  readonly tape: Tape;
  readonly actions: readonly SymbolAction[];
  readonly interruptions: readonly Interruption[];
}

/**
 * The port over the catalogue, the tape and what operators entered. Like the tape it answers for any moment: callers ask for time that has
 * passed, by their own clock, which in another process may be a little ahead of this one.
 */
export function marketPort({ catalogue, overrides, interruptions, view }: PortParts): MarketPort {
  const known = async (): Promise<Known> => ({ ...await view(), interruptions: await interruptions.current() });
  return {
    async references(symbols, date) {
      const instruments = await catalogue.find([...new Set(symbols)]);
      const from = await known();
      return [...instruments.values()].map((instrument) => referenceOf(instrument, from, date));
    },
    async tapes(queries) {
      const instruments = await catalogue.find([...new Set(queries.map((query) => query.symbol))]);
      const from = await known();
      return queries.map((query) => answerOf(query, instruments.get(query.symbol), from));
    },
    overrides: () => overrides.current(),
  };
}

function referenceOf(instrument: Instrument, { tape, actions, interruptions }: Known, date: string): Reference {
  const { symbol, nameKo, nameEn, market, kind, listedOn, delisting } = instrument;
  const past = actions.filter((one) => one.symbol === symbol && one.exDate <= date);
  const base = tape.basePrice(instrument, date);
  const { upper, lower } = base === null ? { upper: null, lower: null } : priceBand(base, instrument, date);
  return {
    symbol,
    nameKo,
    nameEn,
    market,
    kind,
    base,
    upper,
    lower,
    // The catalogue keeps the number of before them all.
    listedShares: past.reduce((shares, { ratio }) => shares && adjustedShares(shares, ratio), instrument.listedShares),
    listedOn,
    delisting,
    interruptions: interruptionsOf(interruptions, instrument, date),
    actions: past.filter((one) => one.exDate >= addDays(date, -TOLD_DAYS)).map(({ symbol: _, ...action }) => action),
  };
}

function answerOf(
  query: TapeQuery,
  instrument: Instrument | undefined,
  { tape, interruptions }: Known,
): TapeAnswer {
  const { symbol, date } = query;
  const base = instrument === undefined ? null : tape.basePrice(instrument, date);
  if (instrument === undefined || base === null) {
    return { symbol, date, source: tape.source, band: null, issue: null, slices: [], before: null, interruptions: [] };
  }
  const { upper, lower } = priceBand(base, instrument, date);
  const slices = slicesOf(query, instrument, tape);
  return {
    symbol,
    date,
    source: tape.source,
    band: { upper, lower },
    issue: { base, listedOn: instrument.listedOn, delisting: instrument.delisting, narrow: isNarrow(instrument, base) },
    slices,
    before: query.withBefore === true ? beforeOf(slices[0], instrument, tape, date) : null,
    interruptions: interruptionsOf(interruptions, instrument, date),
  };
}

/** The day up to a slice, or of all that is known where there is none. */
function beforeOf(first: Slice | undefined, instrument: Instrument, tape: Tape, date: string): DayBefore {
  let [last, auctionPrice]: [number | null, number | null] = [null, null];
  for (const { seq, print, rule } of tape.slices(instrument, date, kstMs(date, "00:00"), first?.at ?? Infinity)) {
    if (first !== undefined && seq >= first.seq) break;
    if (print === null) continue;
    last = print.price;
    if (rule !== "continuous") auctionPrice = print.price;
  }
  return { last, auctionPrice };
}

/** What is displayed at `from`, which may have been shown earlier, and all that follows up to `to`. */
function slicesOf({ date, from, to }: TapeQuery, instrument: Instrument, tape: Tape): readonly Slice[] {
  const shown = tape.sliceAt(instrument, date, from);
  const slices = tape.slices(instrument, date, from, to);
  return shown !== null && shown.at < from ? [shown, ...slices] : slices;
}
