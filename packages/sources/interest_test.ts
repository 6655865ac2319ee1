import assert from "node:assert/strict";
import type { TapeInstrument } from "@hoga/tape";
import { createInterest, INTEREST_MS } from "./interest.ts";

const stock = (symbol: string): TapeInstrument => (
  { symbol, market: "KOSPI", kind: "stock", referencePrice: null, listedShares: null }
);

Deno.test("interests rank by their beginning, the newest first, and end when nobody asks any more", () => {
  const interest = createInterest();
  const active = (now: number) => interest.active(now).map(({ symbol }) => symbol);
  assert.deepEqual(["A", "B", "C", "A"].map((symbol, i) => interest.ask(stock(symbol), i)), [true, true, true, false]);
  assert.deepEqual(active(10), ["C", "B", "A"]);
  assert.equal(interest.ask(stock("A"), INTEREST_MS), false);
  assert.deepEqual(active(INTEREST_MS + 2), ["C", "A"]);
  assert.deepEqual(active(INTEREST_MS + 3), ["A"]);
  assert.equal(interest.ask(stock("B"), INTEREST_MS + 3), true);
  assert.deepEqual(active(INTEREST_MS + 3), ["B", "A"]);
});
