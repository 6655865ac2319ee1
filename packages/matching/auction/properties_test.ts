import assert from "node:assert/strict";
import fc from "fast-check";
import { callAuction } from "./call_auction.ts";
import { auctionPrice } from "./price.ts";
import { type Book, books } from "./testing/books.ts";
import { CASES, casesOf, difference } from "./testing/compare.ts";
import type { AuctionOrder, AuctionResult } from "./types.ts";

Deno.test("an auction agrees with the brute force on 2,000 books, of every kind", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(books, (book) => {
      assert.equal(difference(book), null);
      for (const name of casesOf(book)) seen.set(name, (seen.get(name) ?? 0) + 1);
    }),
    { numRuns: 2_000 },
  );
  assert.deepEqual(CASES.filter((name) => (seen.get(name) ?? 0) < 3), [], "cases that hardly any book reached");
});

/** Runs `check` on the auctions of random books in which something trades. */
function eachAuction(
  check: (result: AuctionResult, book: Book, filled: (order: AuctionOrder) => number) => void,
): void {
  fc.assert(
    fc.property(books, (book) => {
      const result = callAuction(book.orders, book);
      if (result === null) return;
      const fills = new Map(result.fills.map(({ id, quantity }) => [id, quantity]));
      assert.equal(fills.size, result.fills.length, "an order has one entry");
      check(result, book, ({ id }) => fills.get(id) ?? 0);
    }),
    { numRuns: 500 },
  );
}

Deno.test("what is bought is sold, and nobody gets more than they want or at a price they refused", () => {
  eachAuction(({ price, volume }, { orders }, filled) => {
    for (const side of ["buy", "sell"] as const) {
      const given = orders.filter((order) => order.side === side).reduce((sum, order) => sum + filled(order), 0);
      assert.equal(given, volume);
    }
    for (const order of orders) {
      const shares = filled(order);
      assert.ok(Number.isSafeInteger(shares) && shares >= 0 && shares <= order.quantity);
      const refused = order.price !== null && (order.side === "buy" ? order.price < price : order.price > price);
      assert.ok(!refused || shares === 0);
    }
  });
});

Deno.test("no better order lacks a share while a worse one has one", () => {
  eachAuction(({ simultaneous }, { orders, upper, lower }, filled) => {
    // A market order is the best of its side; at the limit it is one of those.
    const rank = ({ side, price }: AuctionOrder) =>
      side === "buy" ? price ?? upper ?? Infinity : -(price ?? lower ?? 0);
    for (const better of orders.filter((order) => filled(order) < order.quantity)) {
      for (const worse of orders.filter((order) => order.side === better.side && filled(order) > 0)) {
        assert.ok(rank(better) <= rank(worse), `${better.id} lacks shares, ${worse.id} has some`);
        const byTime = simultaneous !== better.side && better.price === worse.price;
        assert.ok(!byTime || worse.seq <= better.seq, `${better.id} came before ${worse.id}`);
      }
    }
  });
});

Deno.test("no order that would trade at the price is left on both sides", () => {
  eachAuction(({ price }, { orders }, filled) => {
    const left = (side: "buy" | "sell") =>
      orders.some((order) =>
        order.side === side && filled(order) < order.quantity &&
        (order.price === null || (side === "buy" ? order.price >= price : order.price <= price))
      );
    assert.ok(!(left("buy") && left("sell")));
  });
});

Deno.test("the price is valid, within the limits, and the nearest that matched to the last price", () => {
  eachAuction(({ price, lowest, highest }, { ticks, last, upper, lower }) => {
    assert.ok(ticks.includes(price));
    assert.ok(price >= lowest && price <= highest);
    assert.ok(price <= (upper ?? Infinity) && price >= (lower ?? 1));
    const onTheWay = ticks.filter((tick) => tick >= lowest && tick <= highest && tick < price && tick >= last);
    assert.deepEqual(onTheWay, [], "a matched price at or above the last price, and nearer");
    if (price < last) assert.equal(price, highest);
  });
});

Deno.test("without market orders the last price moves the price alone", () => {
  fc.assert(
    fc.property(books, fc.integer({ min: 1, max: 250_000 }), (book, last) => {
      const orders = book.orders.filter((order) => order.price !== null);
      const [one, other] = [auctionPrice(orders, book), auctionPrice(orders, { ...book, last })];
      assert.deepEqual(one && { ...one, price: 0 }, other && { ...other, price: 0 });
    }),
    { numRuns: 500 },
  );
});

Deno.test("the order in which the orders are listed changes nothing", () => {
  const shuffled = books.chain((book) => {
    const orders = book.orders.map((order, seq) => ({ ...order, seq }));
    return fc.shuffledSubarray(orders, { minLength: orders.length }).map((list) => ({ book, orders, list }));
  });
  fc.assert(
    fc.property(shuffled, ({ book, orders, list }) => {
      assert.deepEqual(callAuction(list, book), callAuction(orders, book));
    }),
    { numRuns: 500 },
  );
});
