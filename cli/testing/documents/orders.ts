// Orders and what becomes of them, as the gateway would send it, for the tests of the command line.
import type { Order, OrderPreview, Timeline, Trade } from "../../api/documents.ts";

export const FILLED: Order = {
  id: "ord-1",
  clientOrderId: "key-1",
  accountId: "acc-1",
  symbol: "005930",
  name: "삼성전자",
  side: "buy",
  type: "market",
  timeInForce: "day",
  quantity: 10,
  limitPrice: null,
  stopPrice: null,
  status: "filled",
  reason: null,
  filledQuantity: 10,
  averagePrice: 71_500,
  filledAmount: 715_000,
  commission: 107,
  tax: 0,
  held: { asset: "KRW", amount: 0 },
  waitingFor: null,
  createdAt: "2025-03-14T10:00:00+09:00",
  activatesAt: null,
  expiresAt: "2025-03-14T15:30:00+09:00",
  updatedAt: "2025-03-14T10:00:01+09:00",
};

export const RESERVED: Order = {
  ...FILLED,
  id: "ord-2",
  clientOrderId: "key-2",
  type: "limit",
  limitPrice: 71_000,
  status: "reserved",
  filledQuantity: 0,
  averagePrice: null,
  filledAmount: 0,
  commission: 0,
  held: { asset: "KRW", amount: 710_107 },
  waitingFor: "the market opens at 09:00",
  createdAt: "2025-03-14T08:55:00+09:00",
  activatesAt: "2025-03-14T09:00:00+09:00",
};

export const STOPPED: Order = {
  ...RESERVED,
  id: "ord-4",
  clientOrderId: "key-4",
  side: "sell",
  type: "stop_limit",
  limitPrice: 68_500,
  stopPrice: 69_000,
  status: "accepted",
  held: { asset: "005930", amount: 10 },
  waitingFor: null,
  createdAt: "2025-03-14T10:00:00+09:00",
  activatesAt: null,
};

export const REJECTED: Order = {
  ...FILLED,
  id: "ord-3",
  clientOrderId: "key-3",
  status: "rejected",
  reason: { code: "insufficient_cash", message: "Needs 715,107 won, 1,000 available" },
  filledQuantity: 0,
  averagePrice: null,
  filledAmount: 0,
  commission: 0,
};

export const PREVIEW: OrderPreview = {
  symbol: "005930",
  name: "삼성전자",
  side: "buy",
  type: "market",
  timeInForce: "day",
  quantity: 10,
  limitPrice: null,
  stopPrice: null,
  estimatedPrice: 71_500,
  amount: 715_000,
  commission: 107,
  tax: 0,
  held: { asset: "KRW", amount: 929_639 },
  availableBefore: 100_000_000,
  availableAfter: 99_070_361,
  wouldBe: "accepted",
  reason: null,
  activatesAt: null,
  expiresAt: "2025-03-14T15:30:00+09:00",
  warnings: ["A market order may fill at any price in the band"],
};

export const TRADE: Trade = {
  id: "trd-1",
  orderId: "ord-1",
  accountId: "acc-1",
  symbol: "005930",
  name: "삼성전자",
  side: "buy",
  quantity: 10,
  price: 71_500,
  amount: 715_000,
  commission: 107,
  tax: 0,
  executedAt: "2025-03-14T10:00:01+09:00",
  quote: { last: 71_500, bid: 71_400, ask: 71_500, at: "2025-03-14T10:00:00+09:00", source: "replay" },
  rule: "continuous",
};

export const TIMELINE: Timeline = {
  order: RESERVED,
  entries: [
    { at: "2025-03-14T08:55:00+09:00", type: "OrderPlaced", message: "Placed", data: {} },
    { at: "2025-03-14T08:55:00+09:00", type: "FundsReserved", message: "Held 710,107 won", data: { amount: 710_107 } },
  ],
  waitingFor: "the market opens at 09:00",
  waiting: { code: "reserved_until", at: "2025-03-14T09:00:00+09:00" },
};
