import assert from "node:assert/strict";
import type { Quote, StoredOrder } from "@hoga/contracts";
import { NOW, quote, storedOrder } from "../testing/documents.ts";
import { waitingFor } from "./waiting_for.ts";

type Row = readonly [order: Partial<StoredOrder>, quote: Partial<Quote> | null | undefined, expected: string | null];

const SELL = { side: "sell", limitPrice: 70_500 } as const;
const MARKET = { type: "market", limitPrice: null } as const;

const ROWS: readonly Row[] = [
  [{ status: "pending" }, undefined, "cash is being reserved"],
  [{ status: "pending", side: "sell" }, undefined, "shares are being reserved"],
  [
    { status: "reserved", activatesAt: "2025-03-17T09:00:00+09:00" },
    undefined,
    "the market opens at 2025-03-17T09:00:00+09:00",
  ],
  [
    { status: "reserved", activatesAt: "2025-03-14T09:00:00+09:00" },
    undefined,
    "the order is on its way to the market",
  ],
  [{ status: "reserved", activatesAt: null }, undefined, "the order is on its way to the market"],
  [{}, {}, "best ask 70,100 is above your limit 70,000"],
  [{ status: "partially_filled" }, {}, "best ask 70,100 is above your limit 70,000"],
  [SELL, {}, "best bid 70,000 is below your limit 70,500"],
  [{}, { ask: null }, "there are no offers to sell"],
  [SELL, { bid: null }, "there are no bids to buy"],
  [{}, { ask: 70_000 }, "waiting for more shares to be offered at 70,000"],
  [MARKET, {}, "waiting for more shares to be offered at 70,100"],
  [{ ...MARKET, side: "sell" }, {}, "waiting for more shares to be bid for at 70,000"],
  [{}, { phase: "closing_auction" }, "in the closing auction"],
  [{}, { phase: "opening_auction" }, "in the opening auction"],
  [{}, { phase: "after_close" }, "the market is closed"],
  [{}, { phase: "closed" }, "the market is closed"],
  [{}, { at: "2025-03-14T09:59:48+09:00" }, "the quote is 12 s old"],
  [{}, { at: "2025-03-14T09:59:50+09:00" }, "best ask 70,100 is above your limit 70,000"],
  [{}, null, "there is no quote for this symbol"],
  [{}, undefined, null],
  [{ status: "filled" }, {}, null],
  [{ status: "canceled" }, {}, null],
  [{ status: "rejected" }, {}, null],
  [{ status: "expired" }, {}, null],
];

Deno.test("an open order says why it has not filled", () => {
  for (const [order, shown, expected] of ROWS) {
    const seen = shown === null || shown === undefined ? shown : quote(shown);
    assert.equal(waitingFor(storedOrder(order), seen, NOW), expected, JSON.stringify([order, shown]));
  }
});
