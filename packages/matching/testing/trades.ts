// The laws of trades: who was on the other side, and what there was to trade with.
import assert from "node:assert/strict";
import type { Level, Slice } from "@hoga/tape";
import type { DisplayChunk, Fill, NewOrder } from "../types.ts";
import { gridOf } from "../grid.ts";
import { isYoung, nameOf, rankPrice } from "./priority.ts";
import type { Step } from "./play.ts";

type Terms = (orderId: string) => Pick<NewOrder, "side" | "accountId">;

/** Whose orders a step's fills are. */
export function termsIn({ before, outcome }: Step): Terms {
  const orders = new Map(outcome.changed.map((order) => [order.orderId, order]));
  return (orderId) => before.orders.get(orderId) ?? orders.get(orderId) ?? assert.fail(`nobody's fill: ${orderId}`);
}

/**
 * Continuous trades between users: some orders that waited, then one that came for all of their shares at their price, none of them of its
 * account.
 */
export function checkPairs(step: Step): void {
  const termsOf = termsIn(step);
  let waiting: Fill[] = [];
  for (const fill of step.outcome.fills) {
    if (fill.against !== "order") continue;
    const { side, accountId } = termsOf(fill.orderId);
    const [first] = waiting;
    if (first === undefined || termsOf(first.orderId).side === side) {
      waiting.push(fill);
      continue;
    }
    assert.equal(fill.quantity, waiting.reduce((sum, { quantity }) => sum + quantity, 0), "bought is not sold");
    for (const { orderId, price } of waiting) {
      assert.equal(price, fill.price, "two prices of one trade");
      assert.notEqual(termsOf(orderId).accountId, accountId, `${orderId} trades with its own account`);
    }
    waiting = [];
  }
  assert.equal(waiting.length, 0, "shares were traded with nobody");
}

/** In an auction without the tape what users bought is what they sold, and no account has so much of both that it met itself. */
export function checkUsersAuction(step: Step): void {
  const fills = step.outcome.fills.filter(({ rule }) => rule !== "continuous");
  const shown = step.slice ?? step.before.shown;
  if (fills.length === 0 || (shown !== null && (shown.print !== null || shown.bids.length + shown.asks.length > 0))) {
    return;
  }
  const termsOf = termsIn(step);
  const bought = sum(fills.filter(({ orderId }) => termsOf(orderId).side === "buy"));
  assert.equal(bought, sum(fills) - bought, "an auction's buys and sells differ");
  for (const [account, own] of Map.groupBy(fills, ({ orderId }) => termsOf(orderId).accountId)) {
    assert.ok(
      new Set(own.map(({ orderId }) => termsOf(orderId).side)).size < 2 || sum(own) <= bought,
      `${account} met itself`,
    );
  }
}

const sum = (fills: readonly Fill[]): number => fills.reduce((total, { quantity }) => total + quantity, 0);

/** What is displayed is consumed once: shares that traded with it are gone from the queues, and none come but with a slice. */
export function checkDisplay(step: Step): void {
  const { before, after, outcome: { fills }, slice } = step;
  const termsOf = termsIn(step);
  if (slice === null || after.saved.sliceSeq === before.saved.sliceSeq) {
    const had = new Map(before.saved.display.map((chunk) => [nameOf(chunk), chunk[3]]));
    for (const chunk of after.saved.display) {
      assert.ok(chunk[3] <= (had.get(nameOf(chunk)) ?? 0), `the display grew by itself: ${nameOf(chunk)}`);
    }
    if (step.what !== "action") return;
    for (const side of ["buy", "sell"] as const) {
      const taken = sum(fills.filter(({ orderId, against }) => against === "tape" && termsOf(orderId).side !== side));
      assert.equal(
        sharesOf(before.saved.display, side) - sharesOf(after.saved.display, side),
        taken,
        "the display does not add up",
      );
    }
    return;
  }
  checkSlice(step, slice, termsOf);
}

const sharesOf = (display: readonly DisplayChunk[], side: "buy" | "sell"): number =>
  display.reduce((total, chunk) => chunk[0] === side ? total + chunk[3] : total, 0);

/** What a slice gives: its print, to one side in continuous trading and to both in an auction, and what it displays less what is left of it. */
function checkSlice({ after, outcome: { fills } }: Step, slice: Slice, termsOf: Terms): void {
  const ofTape = fills.filter(({ against }) => against === "tape");
  for (const side of ["buy", "sell"] as const) {
    const own = ofTape.filter(({ orderId }) => termsOf(orderId).side === side);
    const [levels, against]: [readonly Level[], "buy" | "sell"] = side === "buy"
      ? [slice.asks, "sell"]
      : [slice.bids, "buy"];
    const prices = new Set(levels.map(({ price }) => price));
    const left = after.saved.display.filter((chunk) => chunk[0] === against && prices.has(chunk[1]));
    const displayed = levels.reduce((total, { size }) => total + size, 0) - sharesOf(left, against);
    const inAuction = fills.some(({ rule }) => rule !== "continuous");
    const printed = slice.print === null || (!inAuction && slice.print.side === side) ? 0 : slice.print.size;
    const fromUsers = inAuction ? sum(ofTape) - sum(own) : 0;
    assert.ok(
      sum(own) <= displayed + printed + fromUsers,
      `more than slice ${slice.seq} had was ${side === "buy" ? "bought" : "sold"}`,
    );
  }
}

/** In continuous trading no orders rest that could trade with each other, or with a display that is young enough. */
export function checkUncrossed(step: Step): void {
  const { after, history: { rules } } = step;
  if (after.saved.mode.kind !== "continuous" || rules.band === null) return;
  const { rungOf } = gridOf(rules.ticks, rules.band.lower, rules.band.upper);
  // A market order reaches beyond every price.
  let bid: number | null = null;
  let ask: number | null = null;
  for (const order of after.orders.values()) {
    const { type, side, restPrice } = order;
    if (type === "mid_price" || (type === "stop_limit" && restPrice === null)) continue;
    if (restPrice !== null && rungOf(restPrice) < 0) continue;
    if (side === "buy") bid = Math.max(bid ?? 0, restPrice ?? Infinity);
    else ask = Math.min(ask ?? Infinity, restPrice ?? 0);
  }
  assert.ok(bid === null || ask === null || bid < ask, `orders rest crossed: ${bid} and ${ask}`);
  if (!isYoung({ ...step, before: after })) return;
  for (const [side, price] of after.saved.display) {
    const levels = (side === "buy" ? after.shown?.bids : after.shown?.asks) ?? [];
    if (rungOf(price) < 0 || !levels.some((level) => level.price === price)) continue;
    const isFree = side === "buy" ? ask === null || price < ask : bid === null || price > bid;
    assert.ok(isFree, `an order rests across the display at ${price}`);
  }
}

/** Mid-price orders of the two sides do not both wait while there is a middle between users' orders. */
export function checkMids({ after, history: { rules } }: Step): void {
  if (after.saved.mode.kind !== "continuous") return;
  const orders = [...after.orders.values()];
  const mids = new Set(orders.filter(({ type }) => type === "mid_price").map(({ side }) => side));
  const quotes = new Set(
    orders.filter((order) => order.restPrice !== null && rankPrice(order, rules) !== null).map(({ side }) => side),
  );
  assert.ok(mids.size < 2 || quotes.size < 2, "mid-price orders could meet and wait");
}
