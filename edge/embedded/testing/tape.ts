// A market that a test writes down: a price from some time on, and so many shares displayed at each level.
import { kstMs, priceBand, tickSize, tradingDay } from "@hoga/krx";
import type { Level, Slice, Tape, TapeInstrument } from "@hoga/tape";

/** One symbol's day. */
export interface Script {
  /** The base price (won), which sets the limits of the day. */
  readonly base: number;
  /** `[HH:MM:SS, won]`, rising in time from the opening on: the best ask is at that price and the best bid a tick below it. */
  readonly prices: readonly (readonly [time: string, price: number])[];
  /** Shares displayed at each of the three levels of a side. */
  readonly depth?: number;
  /** Shares that each auction trades. */
  readonly auction?: number;
}

/** What a test says of a symbol's day; null where there is no market data. */
export type Playbook = (symbol: string, date: string) => Script | null;

const SLICE_MS = 5_000;
const LEVELS = 3;

/** A tape that plays `playbook`. It asks anew at every call, so that a test can change what it says. */
export function scriptedTape(playbook: Playbook): Tape {
  const slices: Tape["slices"] = (instrument, date, from, to) => {
    const { opensAt, closesAt } = tradingDay(date);
    const script = playbook(instrument.symbol, date);
    if (opensAt === null || closesAt === null || script === null) return [];
    const draw = drawing(instrument, date, script);
    const first = Math.max(0, Math.ceil((from - opensAt) / SLICE_MS));
    const last = Math.floor((Math.min(to, closesAt) - opensAt) / SLICE_MS);
    const found: Slice[] = [];
    for (let seq = first; seq <= last; seq++) {
      const at = opensAt + seq * SLICE_MS;
      found.push(draw(seq, at, seq === 0 ? "opening_auction" : at === closesAt ? "closing_auction" : "continuous"));
    }
    return found;
  };
  return {
    source: "replay",
    basePrice: ({ symbol }, date) => playbook(symbol, date)?.base ?? null,
    slices,
    sliceAt(instrument, date, at) {
      const displayedAt = Math.min(at, tradingDay(date).closesAt ?? at);
      return slices(instrument, date, displayedAt - SLICE_MS + 1, displayedAt).at(-1) ?? null;
    },
    quote: () => null,
    candles: () => [],
    dayBar: () => null,
  };
}

function drawing({ symbol, kind, market }: TapeInstrument, date: string, script: Script) {
  const { base, depth = 100, auction = 100_000 } = script;
  const steps = script.prices.map(([time, price]) => ({ from: kstMs(date, time), price }));
  const { upper, lower } = priceBand(base, { kind, market }, date);
  return (seq: number, at: number, rule: Slice["rule"]): Slice => {
    const price = steps.findLast((step) => step.from <= at)?.price ?? base;
    const tick = tickSize(price, kind, date, market);
    const side = (best: number, step: number): Level[] =>
      Array.from({ length: LEVELS }, (_, rank) => ({ price: best + rank * step, size: depth }))
        .filter((level) => level.price >= lower && level.price <= upper);
    return {
      symbol,
      seq,
      at,
      rule,
      trading: rule === "closing_auction" ? "halted" : "continuous",
      print: rule === "continuous" ? null : { price, size: auction, side: "buy" },
      bids: side(price - tick, -tick),
      asks: side(price, tick),
    };
  };
}
