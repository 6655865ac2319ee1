import assert from "node:assert/strict";
import { specialQuote } from "./special_quote.ts";

const BOOKS: readonly (readonly [bestBid: number | null, bestAsk: number | null, close: number | null])[] = [
  [null, null, null],
  [null, 9_900, 9_900],
  [null, 10_000, null],
  [null, 10_050, null],
  [10_050, null, 10_050],
  [10_000, null, null],
  [9_900, null, null],
  [9_900, 9_950, 9_950],
  [10_050, 10_100, 10_050],
  [9_900, 10_100, null],
  [10_100, 9_900, null],
];

for (const [bestBid, bestAsk, close] of BOOKS) {
  Deno.test(`an issue with base 10000, bid ${bestBid} and offer ${bestAsk} closes untraded at ${close ?? "its base"}`, () => {
    assert.equal(specialQuote({ base: 10_000, bestBid, bestAsk }), close);
  });
}
