// Turns what a live source tells of one symbol's day into slices that only ever follow each other.
import {
  type Bar,
  CLOSING_AUCTION_MS,
  type GrowingDay,
  type Indicative,
  type Level,
  LEVELS_MAX,
  sameLevels,
  type Slice,
} from "@hoga/tape";
import type { BookUpdate, SnapshotUpdate, TradeUpdate, Update } from "./updates.ts";

/** News older than this (ms, by the exchange's own time) is not shown: no order may be filled by a quote that old. */
export const LATE_MS = 10_000;
/** The auctions of the open and the close end at a moment drawn from 30 seconds (Enf §35); the rest is for the way here. */
export const AUCTION_END_MS = 60_000;
/** After this long without news of a symbol that is being followed, what it displays is told again, so that its age stays true. */
const AGAIN_MS = 4_000;
/** Books that change faster than this are shown as they are at its end. */
const BOOK_MS = 200;

/** When something came: `now` is this machine's time, and `told` the latest moment that anybody was told the symbol's state of. */
export interface Arrival {
  readonly now: number;
  readonly told: number;
}

/** Keeps what a display says. */
export interface DayWriter {
  slice(slice: Slice, previous: Slice | null): void;
  indication(at: number, indicative: Indicative | null): void;
  final(bar: Bar): void;
}

/** Why an update is not shown. */
export type Dropped = "late" | "outside_session" | "known" | "crossed";

/** One symbol's day on display. */
export interface Display {
  readonly day: GrowingDay;
  /** Takes news in; what is not shown is told by its reason. */
  apply(update: Update, arrival: Arrival): Dropped | null;
  /** Lets time pass: shows a book that was held back, begins the closing auction, tells again what stands (`isAlive`: news would have come). */
  beat(arrival: Arrival, isAlive: boolean): void;
}

interface Session {
  readonly opensAt: number;
  readonly closesAt: number;
}

type Gathering = "volatility" | "reopening";

/**
 * A display that goes on where `day` stands. `total` is the shares that had traded by then, as the source counts them.
 *
 * A slice's time is the exchange's, but never before the slice ahead of it, nor before a moment that somebody was told the state of: an
 * answer that was given stays true. Which rule made a print follows from the exchange's time and the state before it:
 * - the day's first print within {@linkcode AUCTION_END_MS} of the open is the opening auction's; one that comes later, or after a start in
 *   the middle of the day, is continuous;
 * - a print while a volatility interruption gathers orders ends it, and so after a halt;
 * - a print of the time of the close or later is the closing auction's. It is stamped with the close, the last moment of the session.
 * Before the open nothing is displayed but what the auction would give.
 */
export function createDisplay(day: GrowingDay, session: Session, total: number, write: DayWriter): Display {
  const { opensAt, closesAt } = session;
  const closingFrom = closesAt - CLOSING_AUCTION_MS;
  let last: Slice | null = day.count === 0 ? null : day.sliceOf(day.count - 1);
  let traded = total;
  let book: Pick<Slice, "bids" | "asks"> = last ?? { bids: [], asks: [] };
  let halted = last?.trading === "halted" && last.rule !== "closing_auction";
  let gathering: Gathering | null = null;
  let indicated: Indicative | null = null;
  let indicatedAt = 0;
  let bookHeld = false;
  /** When news of the book came last that nobody had to ask for. */
  let heardAt = -Infinity;

  const barNow = () => last === null ? day.header.earlier : day.barTo(last.seq);
  const lastPrice = () => barNow()?.close ?? day.header.base;
  const stamp = (at: number, { now, told }: Arrival) =>
    Math.max(Math.min(Math.max(at, told), now), last?.at ?? opensAt, opensAt);
  const tradingAt = (at: number): Slice["trading"] => {
    if (halted) return "halted";
    return gathering !== null || at >= closingFrom ? "auction" : "continuous";
  };

  function show(at: number, rule: Slice["rule"], print: Slice["print"], trading = tradingAt(at)): void {
    const slice: Slice = { symbol: day.header.symbol, seq: day.count, at, rule, trading, print, ...book };
    day.append(slice);
    write.slice(slice, last);
    last = slice;
    bookHeld = false;
  }

  function indicate(indicative: Indicative | null, { now, told }: Arrival): void {
    if (indicative?.price === indicated?.price && indicative?.size === indicated?.size) return;
    indicated = indicative;
    indicatedAt = Math.max(now, told, indicatedAt);
    day.indicate(indicatedAt, indicative);
    write.indication(indicatedAt, indicative);
  }

  function endGathering(arrival: Arrival): void {
    gathering = null;
    indicate(null, arrival);
  }

  function auctionOver(at: number): boolean {
    return last?.rule === "closing_auction" && at < closesAt || at > closesAt + AUCTION_END_MS;
  }

  function ruleOf(at: number, isPlain: boolean): Slice["rule"] {
    if (at >= closesAt) return "closing_auction";
    if (barNow() === null && isPlain && at < opensAt + AUCTION_END_MS) return "opening_auction";
    if (gathering !== null) return gathering === "volatility" ? "volatility_auction" : "reopening_auction";
    return "continuous";
  }

  function print(at: number, rule: Slice["rule"], traded: NonNullable<Slice["print"]>, arrival: Arrival): void {
    if (rule !== "continuous") endGathering(arrival);
    if (rule === "closing_auction") show(closesAt, rule, traded, "halted");
    else show(stamp(at, arrival), rule, traded);
  }

  function applyTrade(update: TradeUpdate, arrival: Arrival): Dropped | null {
    const { at, price, size, side, best } = update;
    if (at < opensAt) traded = Math.max(traded, update.total);
    if (at < opensAt || auctionOver(at)) return "outside_session";
    if (update.total <= traded) return "known";
    if (arrival.now - at > LATE_MS) return "late";
    if (at < closesAt && arrival.now >= closesAt) return "late";
    traded = update.total;
    halted = update.halted;
    heardAt = arrival.now;
    const rule = ruleOf(at, true);
    if (rule !== "closing_auction") {
      book = { bids: withBest(book.bids, best.bid, -1), asks: withBest(book.asks, best.ask, 1) };
    }
    print(at, rule, { price, size, side: side ?? sideOf(price, lastPrice(), book) }, arrival);
    return null;
  }

  function applyBook(update: BookUpdate, arrival: Arrival): Dropped | null {
    const { at, bids, asks } = update;
    if (arrival.now >= closesAt || at >= closesAt) return "outside_session";
    if (arrival.now - at > LATE_MS) return "late";
    if (!update.gathering && isCrossed(bids, asks)) return "crossed";
    heardAt = arrival.now;
    book = { bids: bids.slice(0, LEVELS_MAX), asks: asks.slice(0, LEVELS_MAX) };
    const isOpening = at < opensAt || last === null && update.gathering && at < opensAt + AUCTION_END_MS;
    if (isOpening || !update.gathering && gathering === null) {
      indicate(update.gathering ? update.indicative : null, arrival);
      if (isOpening) return null;
    } else if (update.gathering) {
      if (at < closingFrom && gathering === null) {
        gathering = halted ? "reopening" : "volatility";
        halted = false;
      }
      indicate(update.indicative, arrival);
    } else {
      endGathering(arrival);
    }
    const stamped = stamp(at, arrival);
    const isHeld = last !== null && last.print === null && stamped - last.at < BOOK_MS &&
      last.trading === tradingAt(stamped);
    if (isHeld) bookHeld = true;
    else show(stamped, "continuous", null);
    return null;
  }

  function applySnapshot(update: SnapshotUpdate, arrival: Arrival): Dropped | null {
    const { now } = arrival;
    if (update.book !== null && heardAt < update.askedAt) book = update.book;
    if (now < opensAt) {
      indicate(update.indicative, arrival);
      traded = Math.max(traded, update.total);
      return null;
    }
    const size = update.total - traded;
    if (now >= closesAt) return applyClose(update, size, arrival);
    halted = update.halted;
    const isInterrupted = update.interrupted && now < closingFrom && !halted;
    if (isInterrupted) gathering ??= "volatility";
    if (tradingAt(now) === "continuous" && isCrossed(book.bids, book.asks)) book = { bids: [], asks: [] };
    if (size <= 0) {
      if (!isInterrupted && gathering !== null) endGathering(arrival);
      if (tradingAt(now) === "auction") indicate(update.indicative, arrival);
      show(stamp(now, arrival), "continuous", null);
      return null;
    }
    traded = update.total;
    const { range, price } = update;
    // What traded since the last look prints as one, at the last price: as the opening auction only when that is all there was.
    const rule = ruleOf(update.at, range !== null && range.high === range.low);
    print(now, rule, { price, size, side: sideOf(price, lastPrice(), book) }, arrival);
    return null;
  }

  /** After the close: the closing auction's print, where no trade has told it, and the day's bar once the auction must be over. */
  function applyClose({ at, price, range, total }: SnapshotUpdate, size: number, arrival: Arrival): Dropped | null {
    if (at < closesAt + AUCTION_END_MS) return "outside_session";
    if (day.final !== null) return "known";
    if (size > 0 && last?.rule !== "closing_auction") {
      traded = total;
      print(at, "closing_auction", { price, size, side: sideOf(price, lastPrice(), book) }, arrival);
    }
    if (range === null) return null;
    const final = { ...range, close: price, volume: total };
    day.finish(final);
    write.final(final);
    return null;
  }

  return {
    day,
    apply(update, arrival) {
      if (update.kind === "trade") return applyTrade(update, arrival);
      return update.kind === "book" ? applyBook(update, arrival) : applySnapshot(update, arrival);
    },
    beat(arrival, isAlive) {
      const { now } = arrival;
      if (last === null || now < opensAt || now >= closesAt) return;
      const at = stamp(now, arrival);
      const closes = last.trading === "continuous" && at >= closingFrom;
      const due = bookHeld && at - last.at >= BOOK_MS || isAlive && at - last.at >= AGAIN_MS;
      if (closes || due) show(at, "continuous", null);
    },
  };
}

/** A side of a book whose best level is told anew: what was better is gone. */
function withBest(levels: readonly Level[], best: Level | null, direction: 1 | -1): readonly Level[] {
  if (best === null) return [];
  const worse = levels.filter(({ price }) => (price - best.price) * direction > 0);
  const next = [best, ...worse].slice(0, LEVELS_MAX);
  return sameLevels(next, levels) ? levels : next;
}

function isCrossed(bids: readonly Level[], asks: readonly Level[]): boolean {
  const [bid, ask] = [bids[0], asks[0]];
  return bid !== undefined && ask !== undefined && bid.price >= ask.price;
}

/** Who was the aggressor of a trade that does not say so: whom the book tells, else whoever moved the price. */
function sideOf(price: number, before: number, { bids, asks }: Pick<Slice, "bids" | "asks">): "buy" | "sell" {
  const [bid, ask] = [bids[0], asks[0]];
  if (ask !== undefined && price >= ask.price) return "buy";
  if (bid !== undefined && price <= bid.price) return "sell";
  return price < before ? "sell" : "buy";
}
