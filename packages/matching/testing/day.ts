// A day of one book, driven step by step.
import assert from "node:assert/strict";
import type { Slice } from "@hoga/tape";
import { advance, close } from "../advance.ts";
import { type Book, drain, openBook } from "../book.ts";
import { amend, cancel, enter, type NewTerms } from "../enter.ts";
import { snapshot } from "../snapshot.ts";
import type { BookRules, Ended, EngineOrder, Fill, Halt, NewOrder } from "../types.ts";
import { OPENS, RULES, type Shown, slice, SLICE_MS } from "./fixtures.ts";

/** A book, the moment it has come to, and what has happened in it. */
export class Day {
  readonly book: Book;
  readonly fills: Fill[] = [];
  readonly ended: Ended[] = [];
  readonly changed: EngineOrder[] = [];
  at = OPENS - 60_000;
  #halts: readonly Halt[] = [];
  #seq = 0;

  constructor(rules: Partial<BookRules> = {}) {
    this.book = openBook({ ...RULES, ...rules });
  }

  /** Enters orders at this moment, one after the other. */
  enter(...orders: readonly NewOrder[]): this {
    for (const order of orders) enter(this.book, order, this.at);
    return this.#take();
  }

  amend(orderId: string, quantity: number, limitPrice: number | null, stopPrice: number | null = null): this {
    assert.equal(this.tryAmend(orderId, { quantity, limitPrice, stopPrice }), "amended");
    return this;
  }

  tryAmend(orderId: string, terms: NewTerms): ReturnType<typeof amend> {
    const answer = amend(this.book, orderId, terms, this.at);
    this.#take();
    return answer;
  }

  cancel(orderId: string): this {
    assert.notEqual(cancel(this.book, orderId), null);
    return this.#take();
  }

  /** The next slice of the tape, five seconds on, or at a given moment. */
  slice(shown: Shown, at = Math.max(this.at + SLICE_MS, OPENS)): this {
    this.at = at;
    return this.apply(slice(this.#seq++, at, shown));
  }

  apply(...slices: readonly Slice[]): this {
    advance(this.book, slices, this.at, this.#halts);
    return this.#take();
  }

  /** Lets the clock come to a moment, or so many ms pass. */
  until(at: number): this {
    this.at = at;
    return this.apply();
  }

  wait(ms: number): this {
    return this.until(this.at + ms);
  }

  /** Tells of interruptions, from now on. */
  halt(...halts: readonly Halt[]): this {
    this.#halts = halts;
    return this;
  }

  close(): this {
    close(this.book, this.at);
    return this.#take();
  }

  #take(): this {
    const { fills, ended, changed } = drain(this.book);
    this.fills.push(...fills);
    this.ended.push(...ended);
    this.changed.push(...changed);
    return this;
  }
}

/** A day in continuous trading: the opening auction found no price, so the last price is the base, 10,000 won. */
export function trading(shown: Shown = {}, rules: Partial<BookRules> = {}): Day {
  return new Day(rules).slice({ ...shown, rule: "opening_auction" });
}

/** Fills as [order, shares, price], the form in which tables state them. */
export const short = (fills: readonly Fill[]): (readonly [string, number, number])[] =>
  fills.map(({ orderId, quantity, price }) => [orderId, quantity, price] as const);

/** The live orders by priority of entry, as [order, shares left, price at which it rests]. */
export const resting = ({ book }: Day): (readonly [string, number, number | null])[] =>
  [...book.orders.values()].sort((a, b) => a.seq - b.seq).map(({ orderId, left, restPrice }) =>
    [orderId, left, restPrice] as const
  );

/** The display in the book's queues, the best prices of each side first, as [side, price, shares], in the order of the queue. */
export const displayed = ({ book }: Day): (readonly [string, number, number])[] =>
  snapshot(book).display.map(([side, price, _, shares]) => [side, price, shares] as const);

/** A row of a table: what is played, and what comes of it in all. */
export interface Row {
  readonly rule: string;
  readonly play: () => Day;
  /** [order, shares, price] */
  readonly fills?: readonly (readonly [string, number, number])[];
  /** [order, shares left, price at which it rests] */
  readonly rests?: readonly (readonly [string, number, number | null])[];
  readonly ended?: readonly (readonly [string, Ended["reason"]])[];
}

/** A test of every row of a table. */
export function testRows(name: string, rows: readonly Row[]): void {
  Deno.test(name, () => {
    for (const { rule, play, fills = [], rests = [], ended = [] } of rows) {
      const day = play();
      assert.deepEqual(short(day.fills), fills, rule);
      assert.deepEqual(resting(day), rests, rule);
      assert.deepEqual(day.ended.map(({ orderId, reason }) => [orderId, reason]), ended, rule);
    }
  });
}
