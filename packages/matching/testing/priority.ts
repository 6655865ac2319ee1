// The laws of price and time, over what rested in the queues before a step.
import assert from "node:assert/strict";
import { gridOf } from "../grid.ts";
import type { DisplayChunk, EngineOrder, Fill } from "../types.ts";
import type { History } from "./histories.ts";
import type { Step } from "./play.ts";

/** An order in a queue, by the price at which it ranks: a market order's is the price limit, where time decides between it and limits. */
export interface Ranked {
  readonly order: EngineOrder;
  readonly price: number;
}

/** The orders that waited in a queue before the step and did not lose their place in it; mid-price orders, which have no rank, left out. */
export function waited({ before, after, outcome, history: { rules }, action }: Step): readonly Ranked[] {
  const changed = new Map(outcome.changed.map((order) => [order.orderId, order]));
  const ranked: Ranked[] = [];
  for (const order of before.orders.values()) {
    const { orderId, type, restPrice, entrySeq } = order;
    const now = after.orders.get(orderId) ?? changed.get(orderId);
    if (type === "mid_price" || now?.entrySeq !== entrySeq || now.restPrice !== restPrice) continue;
    if (type === "stop_limit" && restPrice === null) continue;
    if (action?.kind !== "enter" && action?.orderId === orderId) continue;
    const price = rankPrice(order, rules);
    if (price !== null) ranked.push({ order, price });
  }
  return ranked;
}

/** The price that an order in a queue ranks with; null when it is outside the limits, and in no queue. */
export function rankPrice({ side, restPrice }: EngineOrder, { ticks, band }: History["rules"]): number | null {
  if (band === null) return null;
  if (restPrice === null) return side === "buy" ? band.upper : band.lower;
  return gridOf(ticks, band.lower, band.upper).rungOf(restPrice) < 0 ? null : restPrice;
}

const better = (side: "buy" | "sell", a: number, b: number): boolean => side === "buy" ? a > b : a < b;

/**
 * Continuous trading (Reg §22): where an order that waited got shares, every order of its side that waited before it, at a better price or
 * earlier at the same one, has had all it wanted, and had it before. Nothing of the display that stood before it, and could be traded with,
 * is left; and where shares of the display were taken, nobody who stood before them lacks any.
 */
export function checkContinuous(step: Step): void {
  const { outcome: { fills }, before } = step;
  if (before.saved.mode.kind !== "continuous" || fills.some(({ rule }) => rule !== "continuous")) return;
  const orders = waited(step);
  const first = firstFills(fills);
  const lefts = leftsAfter(step);
  for (const worse of orders) {
    const at = first.get(worse.order.orderId);
    if (at === undefined) continue;
    for (const one of orders) {
      if (one === worse || !isBefore(one, worse)) continue;
      const { orderId } = one.order;
      assert.equal(lefts.get(orderId) ?? 0, 0, `${orderId} came before ${worse.order.orderId} and lacks shares`);
      const last = fills.findLastIndex((fill) => fill.orderId === orderId);
      assert.ok(last < at, `${orderId} came before ${worse.order.orderId} and had its shares after it`);
    }
  }
  if (step.what === "action") checkDisplayPriority(step, orders, lefts);
}

function isBefore(one: Ranked, other: Ranked): boolean {
  if (one.order.side !== other.order.side) return false;
  if (one.price !== other.price) return better(one.order.side, one.price, other.price);
  return one.order.entrySeq < other.order.entrySeq;
}

const firstFills = (fills: readonly Fill[]): ReadonlyMap<string, number> =>
  new Map(fills.map(({ orderId }, n) => [orderId, n] as const).reverse());

function leftsAfter({ before, outcome }: Step): ReadonlyMap<string, number> {
  const lefts = new Map([...before.orders.values()].map((order) => [order.orderId, order.quantity - order.filled]));
  for (const { orderId, quantity } of outcome.fills) lefts.set(orderId, (lefts.get(orderId) ?? 0) - quantity);
  return lefts;
}

function checkDisplayPriority(step: Step, orders: readonly Ranked[], lefts: ReadonlyMap<string, number>): void {
  const { before, after, outcome: { fills } } = step;
  const isTradable = ([side, price]: DisplayChunk) =>
    isYoung(step) && ((side === "buy" ? before.shown?.bids : before.shown?.asks) ?? []).some((l) => l.price === price);
  const left = new Map(after.saved.display.map((chunk) => [nameOf(chunk), chunk[3]]));
  for (const chunk of before.saved.display) {
    const [side, price, seq, shares] = chunk;
    const now = left.get(nameOf(chunk)) ?? 0;
    for (const { order, price: rank } of orders) {
      if (order.side !== side) continue;
      const isChunkFirst = rank === price ? seq < order.entrySeq : better(side, price, rank);
      if (isChunkFirst && isTradable(chunk) && fills.some(({ orderId }) => orderId === order.orderId)) {
        assert.equal(now, 0, `${order.orderId} got shares before the display at ${price}`);
      }
      if (!isChunkFirst && now < shares) {
        assert.equal(lefts.get(order.orderId) ?? 0, 0, `the display at ${price} traded before ${order.orderId}`);
      }
    }
  }
}

export const isYoung = ({ before, at, history: { rules } }: Step): boolean =>
  before.shown !== null && at - before.shown.at <= rules.maxQuoteAgeMs;

export const nameOf = ([side, price, seq]: DisplayChunk): string => `${side} ${price} ${seq}`;

/**
 * Call auctions (Reg §22, §23): one price for all; every order better than it has all it wanted; at the price the earlier goes first, except
 * among those at the price limit of an opening or a reopening (Enf §34). An account that bought and sold did so with others.
 */
export function checkAuction(step: Step): void {
  const { outcome: { fills }, history: { rules: { band } } } = step;
  const auctions = Map.groupBy(fills.filter(({ rule }) => rule !== "continuous"), ({ at, rule }) => `${at} ${rule}`);
  const lefts = leftsAfter(step);
  for (const auction of auctions.values()) {
    const { price, rule } = auction[0] ?? assert.fail("an empty auction");
    assert.ok(auction.every((fill) => fill.price === price), "an auction of two prices");
    const got = new Set(auction.map(({ orderId }) => orderId));
    // Nothing but auctions happens in a step with one, save what its own price sets off.
    const ended = new Set(step.outcome.ended.map(({ orderId }) => orderId));
    const orders = waited(step).filter(({ order }) => !ended.has(order.orderId));
    const isSimultaneous = (rule === "opening_auction" || rule === "reopening_auction") &&
      (price === band?.upper || price === band?.lower);
    const timeOf = ({ enteredAt }: EngineOrder) => rule === "opening_auction" ? 0 : enteredAt;
    for (const { order, price: rank } of orders) {
      const lacks = (lefts.get(order.orderId) ?? 0) > 0;
      if (lacks && order.restPrice !== null) {
        assert.ok(!better(order.side, rank, price), `${order.orderId} is better than ${price} and lacks shares`);
      }
      for (const other of lacks ? orders : []) {
        if (other.order.side !== order.side || !got.has(other.order.orderId)) continue;
        assert.ok(!better(order.side, rank, other.price), `${order.orderId} lacks what ${other.order.orderId} has`);
        const isEarlier = timeOf(order) < timeOf(other.order) ||
          (timeOf(order) === timeOf(other.order) && order.entrySeq < other.order.entrySeq);
        const isByTime = rank === other.price && !isSimultaneous;
        assert.ok(!(isByTime && isEarlier), `${order.orderId} came before ${other.order.orderId} and lacks shares`);
      }
    }
  }
}
