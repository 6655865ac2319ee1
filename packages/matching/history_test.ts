// Properties of whole histories: random slices, with orders that come, change and go between them.
import assert from "node:assert/strict";
import fc from "fast-check";
import { createSimTape, type Slice } from "@hoga/tape";
import { kstMs, priceBand, tickSize } from "@hoga/krx";
import { advance } from "./advance.ts";
import { cancel, closeBook, emptyBook } from "./book.ts";
import { amend, enter } from "./enter.ts";
import { CLOSING_SEQ, DATE, order, RULES, slice, SYMBOL } from "./fixtures.ts";
import type { BookState, Ended, Fill, NewOrder, StepResult } from "./types.ts";

/** What happens after a slice: an order comes, or one of those that came is changed or cancelled. */
interface Action {
  readonly kind: "enter" | "amend" | "cancel";
  readonly side: "buy" | "sell";
  readonly timeInForce: "day" | "ioc" | "fok";
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly pick: number;
}

interface Moment {
  readonly slice: Slice;
  readonly actions: readonly Action[];
}

const price = fc.integer({ min: 95, max: 105 }).map((rung) => rung * 100);
const size = fc.integer({ min: 1, max: 60 });

const actions: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom<Action["kind"][]>("enter", "enter", "enter", "amend", "cancel"),
  side: fc.constantFrom<Action["side"][]>("buy", "sell"),
  timeInForce: fc.constantFrom<Action["timeInForce"][]>("day", "day", "day", "ioc", "fok"),
  quantity: fc.integer({ min: 1, max: 120 }),
  limitPrice: fc.option(price, { freq: 4 }),
  pick: fc.nat(),
});

const slices = fc.record({
  mid: price,
  bidSizes: fc.array(size, { maxLength: 4 }),
  askSizes: fc.array(size, { maxLength: 4 }),
  print: fc.option(fc.tuple(price, size, fc.constantFrom<("buy" | "sell")[]>("buy", "sell")), { freq: 3 }),
  odd: fc.integer({ min: 0, max: 30 }),
});

/** A day: the opening auction, some continuous slices, two of the closing window and its auction; now and then a slice beyond the band. */
const histories: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.tuple(slices, fc.array(actions, { maxLength: 3 })),
  { minLength: 5, maxLength: 25 },
).map((moments) =>
  moments.map(([{ mid, bidSizes, askSizes, print, odd }, actions], index) => {
    const fromEnd = moments.length - index;
    const rule = index === 0 ? "opening_auction" : fromEnd === 1 ? "closing_auction" : "continuous";
    const seq = fromEnd <= 3 ? CLOSING_SEQ + 3 - fromEnd : index;
    const bids = bidSizes.map((size, rank): [number, number] => [mid - 100 * rank, size]);
    const asks = askSizes.map((size, rank): [number, number] => [mid + 100 + 100 * rank, size]);
    if (odd === 0) asks.push([13_100, 1]);
    return { slice: slice(seq, { bids, asks, rule, ...(print === null ? {} : { print }) }), actions };
  })
);

interface Played {
  book: BookState;
  readonly fills: Fill[];
  readonly ended: Ended[];
  /** The orders that came, with their terms as last changed. */
  readonly orders: Map<string, NewOrder>;
}

/** Plays a history, looking at each step. `piecesOf` cuts the slices between two actions into the calls that apply them. */
function play(
  moments: readonly Moment[],
  options: { piecesOf?: (slices: readonly Slice[]) => readonly (readonly Slice[])[]; look?: Look } = {},
): Played {
  const { piecesOf = (slices) => [slices], look = () => {} } = options;
  const played: Played = { book: emptyBook(SYMBOL, DATE), fills: [], ended: [], orders: new Map() };
  const apply = (result: StepResult, shown: Slice) => {
    look(result, shown, played);
    // A book goes through the database between steps.
    played.book = JSON.parse(JSON.stringify(result.book));
    played.fills.push(...result.fills);
    played.ended.push(...result.ended);
  };
  let waiting: Slice[] = [];
  for (const { slice: shown, actions } of moments) {
    waiting.push(shown);
    if (actions.length === 0) continue;
    for (const piece of piecesOf(waiting)) apply(advance(played.book, piece, RULES), shown);
    waiting = [];
    for (const action of actions) act(played, action, shown, apply);
  }
  const last = moments.at(-1)?.slice ?? assert.fail("no slice");
  for (const piece of piecesOf(waiting)) apply(advance(played.book, piece, RULES), last);
  apply(closeBook(played.book, last.at), last);
  return played;
}

/** Sees a step's result before it is added to what was `played`. */
type Look = (result: StepResult, shown: Slice, played: Played) => void;

function act(played: Played, action: Action, shown: Slice, apply: (result: StepResult, shown: Slice) => void): void {
  const { kind, side, timeInForce, quantity, limitPrice, pick } = action;
  const at = shown.at + pick % 12_000;
  const live = played.book.orders[pick % Math.max(played.book.orders.length, 1)];
  if (kind === "enter") {
    const incoming = order(`o${played.orders.size}`, side, quantity, limitPrice, timeInForce);
    played.orders.set(incoming.orderId, incoming);
    apply(enter(played.book, incoming, shown, at, RULES), shown);
  } else if (live !== undefined && kind === "cancel") {
    const result = cancel(played.book, live.orderId);
    if ("book" in result) played.book = result.book;
  } else if (live !== undefined) {
    const price = live.limitPrice === null ? null : limitPrice ?? live.limitPrice;
    const result = amend(played.book, live.orderId, { quantity, limitPrice: price }, shown, at, RULES);
    if ("refused" in result) return;
    played.orders.set(live.orderId, { ...live, quantity, limitPrice: price });
    apply(result, shown);
  }
}

Deno.test("no fill is empty, worse than its limit, outside the band, beyond the quantity, or named twice", () => {
  fc.assert(
    fc.property(histories, (moments) => {
      const names = new Set<string>();
      const totals = new Map<string, { quantity: number; amount: number }>();
      const check = (fill: Fill, { side, limitPrice, quantity }: NewOrder) => {
        const { price } = fill;
        assert.ok(Number.isSafeInteger(fill.quantity) && fill.quantity > 0);
        assert.ok(price >= RULES.band.lower && price <= RULES.band.upper);
        assert.ok(limitPrice === null || (side === "buy" ? price <= limitPrice : price >= limitPrice));
        const before = totals.get(fill.orderId) ?? { quantity: 0, amount: 0 };
        const total = { quantity: before.quantity + fill.quantity, amount: before.amount + fill.quantity * price };
        totals.set(fill.orderId, total);
        assert.deepEqual(total, { quantity: fill.cumulativeQuantity, amount: fill.cumulativeAmount });
        assert.ok(total.quantity <= quantity);
        names.add(`${fill.orderId} ${fill.sliceSeq} ${fill.n}`);
      };
      const { fills } = play(moments, {
        look: (result, _, { orders }) => {
          for (const fill of result.fills) check(fill, orders.get(fill.orderId) ?? assert.fail("nobody's fill"));
          for (const order of result.book.orders) {
            assert.ok(order.filled < order.quantity, "a filled order leaves the book");
          }
        },
      });
      assert.equal(names.size, fills.length);
    }),
    { numRuns: 300 },
  );
});

Deno.test("what is displayed or printed in a slice is consumed once over all orders", () => {
  fc.assert(
    fc.property(histories, (moments) => {
      const used = new Map<string, number>();
      const played = play(moments, {
        piecesOf: (slices) => slices.map((slice) => [slice]),
        look: ({ book }, shown) => {
          if (book.sliceSeq !== shown.seq) return;
          for (const [side, price, shares] of book.consumed) {
            const level = (side === "bid" ? shown.bids : shown.asks).find((level) => level.price === price);
            assert.ok(shares > 0 && shares <= (level?.size ?? 0), `${shares} of ${side} ${price}`);
          }
          assert.ok(Math.max(book.printUsed, book.printUsedBySells) <= (shown.print?.size ?? 0));
        },
      });
      for (const { orderId, sliceSeq, quantity } of played.fills) {
        const key = `${sliceSeq} ${played.orders.get(orderId)?.side}`;
        used.set(key, (used.get(key) ?? 0) + quantity);
      }
      for (const { slice: { seq, print, bids, asks } } of moments) {
        const sum = (levels: Slice["bids"]) => levels.reduce((total, level) => total + level.size, print?.size ?? 0);
        assert.ok((used.get(`${seq} buy`) ?? 0) <= sum(asks));
        assert.ok((used.get(`${seq} sell`) ?? 0) <= sum(bids));
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("slices applied one by one, or some again, give what they give at once", () => {
  fc.assert(
    fc.property(histories, (moments) => {
      const { book, fills, ended } = play(moments);
      const single = play(moments, { piecesOf: (slices) => slices.map((slice) => [slice]) });
      const doubled = play(moments, { piecesOf: (slices) => [slices.slice(0, 2), slices, slices.slice(1)] });
      for (const other of [single, doubled]) {
        assert.deepEqual({ book: other.book, fills: other.fills, ended: other.ended }, { book, fills, ended });
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("FOK fills wholly or not at all, IOC never rests, and every order ends once", () => {
  fc.assert(
    fc.property(histories, (moments) => {
      const { fills, ended, orders } = play(moments, {
        look: ({ book }) => {
          assert.ok(book.orders.every((order) => order.timeInForce === "day"));
          assert.equal(new Set(book.orders.map((order) => order.entrySeq)).size, book.orders.length);
        },
      });
      const endings = new Map(ended.map(({ orderId, reason }) => [orderId, reason]));
      assert.equal(endings.size, ended.length);
      for (const { orderId, timeInForce, quantity } of orders.values()) {
        const filled = fills.filter((fill) => fill.orderId === orderId).reduce((sum, fill) => sum + fill.quantity, 0);
        if (timeInForce === "fok") assert.ok(filled === 0 || filled === quantity);
        if (timeInForce !== "day") assert.equal(endings.has(orderId), filled < quantity);
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("orders of the night and the morning trade through a whole made-up day, the same however often the engine wakes", () => {
  const date = "2026-11-20";
  const instrument = {
    symbol: SYMBOL,
    market: "KOSPI",
    kind: "stock",
    referencePrice: 70_000,
    listedShares: 50_000_000,
  } as const;
  const tape = createSimTape({ seed: 11 });
  const base = tape.basePrice(instrument, date) ?? assert.fail("no base price");
  const bar = tape.dayBar(instrument, date) ?? assert.fail("no bar");
  const rules = {
    band: priceBand(base, instrument, date),
    tickOf: (price: number) => tickSize(price, "stock", date),
    maxQuoteAgeMs: 60_000,
    closingAuctionFrom: kstMs(date, "15:20"),
  };
  const run = (everyMs: number) => {
    let book = emptyBook(SYMBOL, date);
    const fills: Fill[] = [];
    const night = [
      order("low", "buy", 10, bar.low),
      order("below", "buy", 10, rules.band.lower),
      order("all", "buy", 10, null),
    ];
    for (const each of night) book = enter(book, each, null, kstMs(date, "08:00"), rules).book;
    const closesAt = kstMs(date, "15:30");
    for (let now = kstMs(date, "09:00"); now <= closesAt; now += everyMs) {
      const result = advance(book, tape.slices(instrument, date, 0, now), rules);
      book = result.book;
      fills.push(...result.fills);
    }
    const result = advance(book, tape.slices(instrument, date, 0, closesAt), rules);
    fills.push(...result.fills);
    return { fills, ended: closeBook(result.book, closesAt).ended.map((end) => end.orderId) };
  };
  const once = run(24 * 3_600_000);
  assert.deepEqual(run(30 * 60_000), once);
  assert.deepEqual(once.fills.find((fill) => fill.orderId === "all")?.price, bar.open);
  assert.deepEqual(once.fills.filter((fill) => fill.orderId === "low").map((fill) => fill.price), [bar.low]);
  assert.deepEqual(once.ended, ["below"]);
});
