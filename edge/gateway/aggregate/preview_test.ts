import assert from "node:assert/strict";
import type { StoredPreview } from "@hoga/contracts";
import { storedPortfolio } from "../testing/documents.ts";
import { previewDocument } from "./preview.ts";

const preview = (change: Partial<StoredPreview> = {}): StoredPreview => ({
  symbol: "005930",
  side: "buy",
  type: "limit",
  timeInForce: "day",
  quantity: 10,
  limitPrice: 70_000,
  stopPrice: null,
  estimatedPrice: 70_000,
  amount: 700_000,
  commission: 105,
  tax: 0,
  held: { asset: "KRW", amount: 700_105 },
  wouldBe: "accepted",
  activatesAt: null,
  expiresAt: "2025-03-14T15:30:00+09:00",
  warnings: [],
  ...change,
});
const SELL = preview({ side: "sell", held: { asset: "005930", amount: 10 } });
const owning = (quantity: number, held: number) =>
  storedPortfolio([{ symbol: "005930", quantity, held, cost: 1, realizedPnl: 0 }]);
const nameOf = () => "삼성전자";

Deno.test("a buy is compared with the cash that is available, to the won", () => {
  const enough = previewDocument(preview(), storedPortfolio([], 700_105), nameOf);
  assert.deepEqual([enough.availableBefore, enough.availableAfter, enough.wouldBe], [700_105, 0, "accepted"]);
  assert.equal(enough.reason, null);
  const short = previewDocument(preview(), storedPortfolio([], 700_104), nameOf);
  assert.deepEqual([short.availableAfter, short.wouldBe], [-1, "rejected"]);
  assert.deepEqual(short.reason, {
    code: "insufficient_cash",
    message: "Not enough cash: 700,105 won are needed and 700,104 are available",
  });
});

Deno.test("a sell is compared with the shares that are not held for another", () => {
  assert.equal(previewDocument(SELL, owning(12, 2), nameOf).wouldBe, "accepted");
  assert.equal(previewDocument(SELL, owning(12, 3), nameOf).reason?.code, "insufficient_shares");
  const none = previewDocument(SELL, storedPortfolio(), nameOf);
  assert.deepEqual([none.availableBefore, none.availableAfter, none.wouldBe], [0, -10, "rejected"]);
});
