// The properties of matching, over random days: what each of a day's steps must keep to, and what the whole of it must.
import assert from "node:assert/strict";
import { drain } from "../book.ts";
import { enter } from "../enter.ts";
import { restore } from "../snapshot.ts";
import type { Outcome } from "../types.ts";
import type { History } from "./histories.ts";
import { Ledger } from "./ledger.ts";
import { play, playSlowly, type Result, type State, type Step } from "./play.ts";
import { checkAuction, checkContinuous } from "./priority.ts";
import { checkDisplay, checkMids, checkPairs, checkUncrossed, checkUsersAuction } from "./trades.ts";

/** Counts what days reached, so that nobody takes silence for proof. */
export type Tally = Map<string, number>;

export interface Law {
  readonly name: string;
  /** Throws where the day breaks it. */
  check(history: History, tally: Tally): void;
}

const slowly = (...checks: readonly ((step: Step) => void)[]) => (history: History, tally: Tally): void =>
  playSlowly(history, (step) => {
    count(step, tally);
    for (const check of checks) check(step);
  });

export const LAWS: readonly Law[] = [
  {
    name:
      "orders fill within their limits, the day's limits and their quantity, add up, end once, and rest only if they may",
    check(history, tally) {
      const ledger = new Ledger();
      slowly((step) => ledger.read(step))(history, tally);
      ledger.finish();
    },
  },
  { name: "the better price trades first, at one price the earlier", check: slowly(checkContinuous, checkAuction) },
  {
    name: "what users buy of each other is what they sell, and nobody trades with their own account",
    check: slowly(checkPairs, checkUsersAuction),
  },
  { name: "nothing displayed or printed is consumed twice", check: slowly(checkDisplay) },
  { name: "no book rests crossed in continuous trading", check: slowly(checkUncrossed, checkMids) },
  { name: "FOK does what IOC would where that fills wholly, and else nothing", check: slowly(checkFok) },
  { name: "a book does the same however often it is woken", check: checkWaking },
  { name: "a book goes on from its snapshot as if nothing had been", check: checkSnapshots },
];

function checkFok({ history: { rules }, before, action, outcome, at }: Step): void {
  if (action?.kind !== "enter" || action.order.timeInForce !== "fok") return;
  const { order } = action;
  const ioc = entered(rules, before, { ...order, timeInForce: "ioc" }, at);
  const isWhole = shares(ioc, order.orderId) === order.quantity;
  assert.equal(shares(outcome, order.orderId), isWhole ? order.quantity : 0, "FOK and IOC differ");
  if (isWhole) assert.deepEqual(outcome.fills, ioc.fills);
}

function entered(
  rules: History["rules"],
  { saved, orders, shown }: State,
  order: Parameters<typeof enter>[1],
  at: number,
): Outcome {
  const book = restore(rules, saved, [...orders.values()], shown);
  enter(book, order, at);
  return drain(book);
}

const shares = ({ fills }: Outcome, id: string): number =>
  fills.reduce((sum, { orderId, quantity }) => orderId === id ? sum + quantity : sum, 0);

/** The same day, woken at every slice, at moments of no meaning, and not at all but for what people do. */
function checkWaking(history: History): void {
  const once = play(history);
  const { opensAt, closesAt } = history.rules;
  const slices = history.slices.map(({ at }) => at);
  const odd = Array.from({ length: 12 }, (_, n) => opensAt + Math.floor((closesAt - opensAt) * (n * 0.61803 % 1)));
  const clock = history.halts.flatMap((
    { haltedFrom, haltedUntil, auctionUntil },
  ) => [haltedFrom, haltedUntil ?? 0, auctionUntil ?? 0]);
  for (const moments of [slices, odd, [...slices, ...odd, ...clock, history.rules.closingAuctionFrom]]) {
    const wakes = moments.flatMap((at) => [at - 1, at, at]).sort((a, b) => a - b);
    assertSame(play(history, { wakes }), once);
  }
}

/** The same day, through JSON before and after every action, every third, and with a wake at each slice. */
function checkSnapshots(history: History): void {
  const once = play(history);
  assertSame(play(history, { reborn: () => true }), once);
  assertSame(play(history, { reborn: (n) => n % 3 === 1, wakes: history.slices.map(({ at }) => at) }), once);
}

function assertSame(one: Result, other: Result): void {
  assert.deepEqual(one.fills, other.fills);
  assert.deepEqual(one.ended, other.ended);
  assert.deepEqual(new Map([...one.changed].sort()), new Map([...other.changed].sort()));
}

function count({ outcome: { fills, ended }, action, before, after, what }: Step, tally: Tally): void {
  const add = (name: string) => tally.set(name, (tally.get(name) ?? 0) + 1);
  for (const { rule, against } of fills) {
    add(rule === "continuous" ? `continuous fills against the ${against}` : `${rule} fills`);
  }
  for (const { reason } of ended) add(`ended ${reason}`);
  if (action !== null) {
    add(action.kind);
    add(before.saved.mode.kind);
  }
  if (action?.kind === "enter") add(action.order.type);
  if (action?.kind === "enter" && action.order.timeInForce === "fok" && fills.length > 0) add("FOK filled");
  const { mode } = after.saved;
  if (mode.kind !== before.saved.mode.kind) {
    if (mode.kind === "gathering" && mode.until !== null) {
      add(what === "action" ? "interruptions by users" : "reopenings");
    }
    if (mode.kind === "halted" && mode.own) add("halts");
  }
  for (const { orderId, type, restPrice } of after.orders.values()) {
    if (type === "stop_limit" && restPrice !== null && before.orders.get(orderId)?.restPrice === null) {
      add("stops reached");
    }
  }
}

/** What days must have reached to prove anything. */
export const REACHED: readonly string[] = [
  "continuous fills against the tape",
  "continuous fills against the order",
  "opening_auction fills",
  "closing_auction fills",
  "volatility_auction fills",
  "reopening_auction fills",
  "ended unfilled",
  "ended expired",
  "ended self_trade",
  "ended not_now",
  "continuous",
  "gathering",
  "halted",
  "enter",
  "amend",
  "cancel",
  "limit",
  "market",
  "best_limit",
  "top_limit",
  "conditional_limit",
  "mid_price",
  "stop_limit",
  "FOK filled",
  "stops reached",
  "interruptions by users",
  "halts",
];
