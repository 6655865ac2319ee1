// Holds the call auction against the brute force on many random books, and times a large auction: `deno run -A
// scripts/prove/auctions.ts --books 100000 --seed 17`. Exits 1 with the smallest book found on which they differ.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { callAuction } from "../../packages/matching/auction/call_auction.ts";
import { auctionPrice } from "../../packages/matching/auction/price.ts";
import { books, rulesOf } from "../../packages/matching/auction/testing/books.ts";
import { CASES, casesOf, difference } from "../../packages/matching/auction/testing/compare.ts";
import type { AuctionOrder } from "../../packages/matching/auction/types.ts";

const USAGE = "scripts/prove/auctions.ts [--books N] [--seed N] [--orders N]";

/** A whole number between 1 and 2^31 - 1, what seeds of fast-check can be. */
function wholeOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 0x7fffffff) {
    throw new TypeError(`--${name} ${text} is not a whole number above 0: ${USAGE}`);
  }
  return value;
}

function settings(): { readonly count: number; readonly seed: number; readonly orders: number } {
  const { values } = parseArgs({
    args: Deno.args.filter((arg) => arg !== "--"),
    options: {
      books: { type: "string", default: "100000" },
      // Another seed every second, so that each night tries other books.
      seed: { type: "string", default: `${Math.floor(Date.now() / 1000) % 0x7fffffff}` },
      orders: { type: "string", default: "50000" },
    },
  });
  return {
    count: wholeOf(values.books, "books"),
    seed: wholeOf(values.seed, "seed"),
    orders: wholeOf(values.orders, "orders"),
  };
}

/** Compares the auctions of `count` books; false and a report where one differs. */
function compare(count: number, seed: number): boolean {
  const cases = new Map<string, number>(CASES.map((name) => [name, 0]));
  const began = performance.now();
  const outcome = fc.check(
    fc.property(books, (book) => {
      const found = difference(book);
      if (found !== null) throw new Error(found);
      for (const name of casesOf(book)) cases.set(name, (cases.get(name) ?? 0) + 1);
    }),
    { numRuns: count, seed },
  );
  const seconds = (performance.now() - began) / 1000;
  if (outcome.failed) {
    console.error(`seed ${seed}: the auctions of a book differ, after ${outcome.numRuns} books`);
    console.error(JSON.stringify(outcome.counterexample?.[0], null, 2));
    console.error(outcome.errorInstance instanceof Error ? outcome.errorInstance.message : outcome.errorInstance);
    return false;
  }
  const report = { books: count, seconds: round(seconds), booksPerSecond: Math.round(count / seconds) };
  console.log(JSON.stringify({ ...report, cases: Object.fromEntries(cases) }, null, 2));
  return true;
}

/** Times one auction of many orders around 70,000 won, some of them market orders. */
function time(count: number, seed: number): void {
  const places = fc.tuple(fc.nat({ max: 999 }), fc.integer({ min: 1, max: 5_000 }));
  const orders = fc.sample(places, { numRuns: count, seed }).map(([place, quantity], seq): AuctionOrder => ({
    id: `${seq}`,
    side: seq % 2 === 0 ? "buy" : "sell",
    price: place < 50 ? null : 65_000 + place % 100 * 100,
    quantity,
    seq,
  }));
  const rules = rulesOf({ last: 70_000, upper: 91_000, lower: 49_000, simultaneous: true });
  const milliseconds = (run: () => unknown) => {
    const tries = Array.from({ length: 10 }, () => {
      const began = performance.now();
      run();
      return performance.now() - began;
    });
    return round(tries.sort((a, b) => a - b)[5] ?? 0);
  };
  const auction = milliseconds(() => callAuction(orders, rules));
  const indicative = milliseconds(() => auctionPrice(orders, rules));
  console.log(JSON.stringify({ orders: count, auctionMs: auction, indicativeMs: indicative }, null, 2));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function main(): number {
  const { count, seed, orders } = settings();
  console.log(`seed ${seed}`);
  if (!compare(count, seed)) return 1;
  time(orders, seed);
  return 0;
}

Deno.exit(main());
