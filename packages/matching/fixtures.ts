// What the tests of matching share: slices, orders and rules of one symbol whose tick is 100 won.
import type { Level, Print, Slice } from "@hoga/tape";
import { emptyBook } from "./book.ts";
import type { BookState, EngineOrder, Fill, MatchRules, NewOrder } from "./types.ts";

export const SYMBOL = "005930";
export const DATE = "2026-03-18";
export const OPENS = 1_000_000;
/** The closing auction's window begins at the slice of this number. */
export const CLOSING_SEQ = 1_000;

export const RULES: MatchRules = {
  band: { upper: 13_000, lower: 7_000 },
  tickOf: () => 100,
  maxQuoteAgeMs: 10_000,
  closingAuctionFrom: timeOf(CLOSING_SEQ),
};

export function timeOf(seq: number): number {
  return OPENS + seq * 5_000;
}

type Pairs = readonly (readonly [price: number, size: number])[];

const levels = (pairs: Pairs): Level[] => pairs.map(([price, size]) => ({ price, size }));

/** A slice; by default continuous, with nothing displayed and no print. */
export function slice(
  seq: number,
  what: { bids?: Pairs; asks?: Pairs; print?: [number, number, Print["side"]]; rule?: Slice["rule"]; symbol?: string },
): Slice {
  const { bids = [], asks = [], print, rule = "continuous", symbol = SYMBOL } = what;
  return {
    symbol,
    seq,
    at: timeOf(seq),
    rule,
    print: print === undefined ? null : { price: print[0], size: print[1], side: print[2] },
    bids: levels(bids),
    asks: levels(asks),
  };
}

export function order(
  orderId: string,
  side: NewOrder["side"],
  quantity: number,
  limitPrice: number | null,
  timeInForce: NewOrder["timeInForce"] = "day",
): NewOrder {
  const type = limitPrice === null ? "market" : "limit";
  return { orderId, accountId: "account", side, type, timeInForce, limitPrice, quantity };
}

/** A book at slice `seq` with resting orders, in the order of their entry. */
export function bookAt(seq: number, ...orders: readonly (NewOrder & Partial<EngineOrder>)[]): BookState {
  return {
    ...emptyBook(SYMBOL, DATE),
    sliceSeq: seq,
    nextEntrySeq: orders.length,
    orders: orders.map((order, entrySeq) => (
      { filled: 0, filledAmount: 0, enteredAt: OPENS, queueAhead: 0, ...order, entrySeq }
    )),
  };
}

/** Fills as [order, shares, price], the form in which tables state them. */
export function short(fills: readonly Fill[]): (readonly [string, number, number])[] {
  return fills.map(({ orderId, quantity, price }) => [orderId, quantity, price] as const);
}

/** What rests, as [order, shares left, shares in front]. */
export function resting(book: BookState): (readonly [string, number, number])[] {
  return book.orders.map(({ orderId, quantity, filled, queueAhead }) => [orderId, quantity - filled, queueAhead]);
}
