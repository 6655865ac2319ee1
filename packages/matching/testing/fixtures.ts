// What the tests of matching share: the rules, slices and orders of one symbol whose tick is 100 won from 7,000 to 13,000.
import type { Level, Slice } from "@hoga/tape";
import type { BookRules, NewOrder } from "../types.ts";

export const SYMBOL = "005930";
export const OPENS = 1_000_000;
/** How long after the slice before it a slice comes, unless it says otherwise. */
export const SLICE_MS = 5_000;
export const CLOSING_FROM = OPENS + 1_000_000;
export const CLOSES = CLOSING_FROM + 600_000;

/** Without volatility interruptions: tests that want them bring their own `interrupts`. */
export const RULES: BookRules = {
  symbol: SYMBOL,
  date: "2026-11-20",
  ticks: [[Infinity, 100]],
  band: { upper: 13_000, lower: 7_000 },
  base: 10_000,
  opensAt: OPENS,
  closesAt: CLOSES,
  closingAuctionFrom: CLOSING_FROM,
  maxQuoteAgeMs: 10_000,
  interrupts: () => false,
  interruptionMs: () => 120_000,
};

type Pairs = readonly (readonly [price: number, size: number])[];

/** What a slice says. By default it is continuous, with nothing displayed and no print. */
export interface Shown {
  readonly bids?: Pairs;
  readonly asks?: Pairs;
  readonly print?: readonly [price: number, size: number, side: "buy" | "sell"];
  readonly rule?: Slice["rule"];
  readonly trading?: Slice["trading"];
  readonly symbol?: string;
}

export function slice(seq: number, at: number, shown: Shown): Slice {
  const { bids = [], asks = [], print, rule = "continuous", trading, symbol = SYMBOL } = shown;
  const levels = (pairs: Pairs): Level[] => pairs.map(([price, size]) => ({ price, size }));
  return {
    symbol,
    seq,
    at,
    rule,
    trading: trading ?? (rule === "closing_auction" ? "halted" : "continuous"),
    print: print === undefined ? null : { price: print[0], size: print[1], side: print[2] },
    bids: levels(bids),
    asks: levels(asks),
  };
}

/** What an order says besides its type's terms; its account is its own unless it is given. */
export type Extra = Partial<Pick<NewOrder, "accountId" | "timeInForce">>;

function order(
  type: NewOrder["type"],
  orderId: string,
  side: NewOrder["side"],
  quantity: number,
  limitPrice: number | null,
  stopPrice: number | null,
  extra: Extra,
): NewOrder {
  return {
    orderId,
    accountId: `account of ${orderId}`,
    side,
    type,
    timeInForce: "day",
    limitPrice,
    stopPrice,
    quantity,
    ...extra,
  };
}

type Side = NewOrder["side"];

export const limit = (id: string, side: Side, quantity: number, price: number, extra: Extra = {}): NewOrder =>
  order("limit", id, side, quantity, price, null, extra);
export const market = (id: string, side: Side, quantity: number, extra: Extra = {}): NewOrder =>
  order("market", id, side, quantity, null, null, extra);
export const best = (id: string, side: Side, quantity: number, extra: Extra = {}): NewOrder =>
  order("best_limit", id, side, quantity, null, null, extra);
export const top = (id: string, side: Side, quantity: number, extra: Extra = {}): NewOrder =>
  order("top_limit", id, side, quantity, null, null, extra);
export const conditional = (id: string, side: Side, quantity: number, price: number, extra: Extra = {}): NewOrder =>
  order("conditional_limit", id, side, quantity, price, null, extra);
export const mid = (id: string, side: Side, quantity: number, extra: Extra = {}): NewOrder =>
  order("mid_price", id, side, quantity, null, null, extra);
export const stop = (
  id: string,
  side: Side,
  quantity: number,
  stopPrice: number,
  price: number,
  extra: Extra = {},
): NewOrder => order("stop_limit", id, side, quantity, price, stopPrice, extra);
