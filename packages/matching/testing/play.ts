// Plays a random day, in steps of any length, and shows what each did to whoever looks.
import type { Slice } from "@hoga/tape";
import { advance, close } from "../advance.ts";
import { type Book, drain, engineOrderOf, openBook } from "../book.ts";
import { amend, cancel, enter } from "../enter.ts";
import { restore, snapshot } from "../snapshot.ts";
import type { BookSnapshot, Ended, EngineOrder, Fill, Outcome } from "../types.ts";
import type { Action, History } from "./histories.ts";

/** A book at a moment, as data. */
export interface State {
  readonly saved: BookSnapshot;
  readonly orders: ReadonlyMap<string, EngineOrder>;
  readonly shown: Slice | null;
}

/** One thing that happened to a book: time passed, a slice came, somebody did something, or the session ended. */
export interface Step {
  readonly history: History;
  readonly at: number;
  readonly what: "clock" | "slice" | "action" | "close";
  readonly slice: Slice | null;
  readonly action: Action | null;
  readonly before: State;
  readonly after: State;
  readonly outcome: Outcome;
  /** The book itself, after the step. */
  readonly book: Book;
}

export interface Result {
  readonly fills: readonly Fill[];
  readonly ended: readonly Ended[];
  readonly changed: ReadonlyMap<string, EngineOrder>;
}

export function stateOf(book: Book): State {
  const orders = new Map<string, EngineOrder>();
  for (const live of book.orders.values()) orders.set(live.orderId, engineOrderOf(live));
  return { saved: snapshot(book), orders, shown: book.shown };
}

/** The book after it went through JSON, as a database keeps it. */
export function reborn(book: Book, history: History): Book {
  const { saved, orders }: { saved: BookSnapshot; orders: EngineOrder[] } = JSON.parse(
    JSON.stringify({ saved: snapshot(book), orders: [...book.orders.values()].map(engineOrderOf) }),
  );
  // Rows come in any order.
  const shown = history.slices.find(({ seq }) => seq === saved.sliceSeq) ?? null;
  return restore(history.rules, saved, orders.reverse(), shown);
}

function act(book: Book, action: Action): void {
  if (action.kind === "enter") enter(book, action.order, action.at);
  else if (action.kind === "cancel") cancel(book, action.orderId);
  else {
    const live = book.orders.get(action.orderId);
    if (live === undefined) return;
    const { quantity, limitPrice, stopPrice } = action.terms;
    // Terms that the order's type does not have stay as they are.
    amend(book, action.orderId, {
      quantity,
      limitPrice: live.limitPrice === null ? null : limitPrice ?? live.limitPrice,
      stopPrice: live.stopPrice === null ? null : stopPrice ?? live.stopPrice,
    }, action.at);
  }
}

/** Plays a day in the smallest steps. */
export function playSlowly(history: History, look: (step: Step) => void): void {
  const { rules, slices, actions, halts } = history;
  const book = openBook(rules);
  let before = stateOf(book);
  const step = (at: number, what: Step["what"], how: Partial<Pick<Step, "slice" | "action">>, run: () => void) => {
    run();
    const after = stateOf(book);
    look({ history, at, what, slice: null, action: null, ...how, before, after, outcome: drain(book), book });
    before = after;
  };
  const pass = (at: number) => step(at, "clock", {}, () => advance(book, [], at, halts));
  let next = 0;
  const come = (to: number) => {
    for (; next < slices.length; next++) {
      const slice = slices[next];
      if (slice === undefined || slice.at > to) break;
      pass(slice.at);
      step(slice.at, "slice", { slice }, () => advance(book, [slice], slice.at, halts));
    }
    pass(to);
  };
  for (const action of actions) {
    come(action.at);
    step(action.at, "action", { action }, () => act(book, action));
  }
  come(rules.closesAt);
  step(rules.closesAt, "close", {}, () => close(book, rules.closesAt));
}

/** How a day is played: at which moments besides those of actions the book is woken, and before which actions it goes through JSON. */
export interface Playing {
  readonly wakes?: readonly number[];
  readonly reborn?: (action: number) => boolean;
}

/** Plays a day in long steps, and gives what came of it. */
export function play(history: History, { wakes = [], reborn: isReborn = () => false }: Playing = {}): Result {
  const { rules, slices, actions, halts } = history;
  let book = openBook(rules);
  const fills: Fill[] = [];
  const ended: Ended[] = [];
  const changed = new Map<string, EngineOrder>();
  const take = () => {
    const outcome = drain(book);
    fills.push(...outcome.fills);
    ended.push(...outcome.ended);
    for (const order of outcome.changed) changed.set(order.orderId, order);
  };
  let woken = 0;
  const come = (to: number) => {
    for (; woken < wakes.length && (wakes[woken] ?? to) < to; woken++) {
      advance(book, slices, wakes[woken] ?? to, halts);
      take();
    }
    advance(book, slices, to, halts);
    take();
  };
  for (const [n, action] of actions.entries()) {
    come(action.at);
    if (isReborn(n)) book = reborn(book, history);
    act(book, action);
    take();
    if (isReborn(n)) book = reborn(book, history);
  }
  come(rules.closesAt);
  close(book, rules.closesAt);
  take();
  return { fills, ended, changed };
}
