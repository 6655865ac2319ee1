// The service as its neighbours in the same process ask it: the same answers as over HTTP, without JSON in between.
import { type Instrument, priceBand } from "@hoga/krx";
import type { MarketPort, Reference, TapeAnswer, TapeQuery } from "@hoga/market";
import type { Slice, Tape } from "@hoga/tape";
import type { Catalogue } from "./state/catalogue.ts";
import type { Overrides } from "./state/overrides.ts";

/**
 * The port over the catalogue, the tape and the overrides. Like the tape it answers for any moment: callers ask for time that has passed,
 * by their own clock, which in another process may be a little ahead of this one.
 */
export function marketPort(catalogue: Catalogue, tape: Tape, overrides: Overrides): MarketPort {
  return {
    async references(symbols, date) {
      const instruments = await catalogue.find([...new Set(symbols)]);
      return [...instruments.values()].map((instrument) => referenceOf(instrument, tape, date));
    },
    async tapes(queries) {
      const instruments = await catalogue.find([...new Set(queries.map((query) => query.symbol))]);
      return queries.map((query) => answerOf(query, instruments.get(query.symbol), tape));
    },
    overrides: () => overrides.current(),
  };
}

function referenceOf(instrument: Instrument, tape: Tape, date: string): Reference {
  const { symbol, nameKo, nameEn, market, kind } = instrument;
  const base = tape.basePrice(instrument, date);
  const { upper, lower } = base === null ? { upper: null, lower: null } : priceBand(base, instrument, date);
  return { symbol, nameKo, nameEn, market, kind, base, upper, lower };
}

function answerOf(query: TapeQuery, instrument: Instrument | undefined, tape: Tape): TapeAnswer {
  const { symbol, date } = query;
  const base = instrument === undefined ? null : tape.basePrice(instrument, date);
  if (instrument === undefined || base === null) return { symbol, date, source: tape.source, band: null, slices: [] };
  const { upper, lower } = priceBand(base, instrument, date);
  return { symbol, date, source: tape.source, band: { upper, lower }, slices: slicesOf(query, instrument, tape) };
}

/** What is displayed at `from`, which may have been shown earlier, and all that follows up to `to`. */
function slicesOf({ date, from, to }: TapeQuery, instrument: Instrument, tape: Tape): readonly Slice[] {
  const shown = tape.sliceAt(instrument, date, from);
  const slices = tape.slices(instrument, date, from, to);
  return shown !== null && shown.at < from ? [shown, ...slices] : slices;
}
