// For tests: documents to answer with.
import type {
  Account,
  MarketStatus,
  Quote,
  Standing,
  StoredOrder,
  StoredPortfolio,
  StoredTrade,
} from "@hoga/contracts";

/** Friday 2025-03-14, 10:00 in Korea: the market is open. */
export const NOW = Date.parse("2025-03-14T10:00:00+09:00");

export function account(change: Partial<Account> = {}): Account {
  return {
    id: "a1",
    name: "practice",
    openingCash: 100_000_000,
    generation: 1,
    createdAt: "2025-03-10T08:00:00+09:00",
    resetAt: null,
    ...change,
  };
}

export function storedOrder(change: Partial<StoredOrder> = {}): StoredOrder {
  return {
    id: "o1",
    clientOrderId: "key-1",
    accountId: "a1",
    symbol: "005930",
    side: "buy",
    type: "limit",
    timeInForce: "day",
    quantity: 10,
    limitPrice: 70_000,
    stopPrice: null,
    status: "accepted",
    reason: null,
    filledQuantity: 0,
    averagePrice: null,
    filledAmount: 0,
    commission: 0,
    tax: 0,
    held: { asset: "KRW", amount: 700_105 },
    createdAt: "2025-03-14T09:30:00+09:00",
    activatesAt: null,
    expiresAt: "2025-03-14T15:30:00+09:00",
    updatedAt: "2025-03-14T09:30:00+09:00",
    ...change,
  };
}

export function storedTrade(change: Partial<StoredTrade> = {}): StoredTrade {
  return {
    id: "o1-5-0",
    orderId: "o1",
    accountId: "a1",
    symbol: "005930",
    side: "buy",
    quantity: 4,
    price: 70_000,
    amount: 280_000,
    commission: 42,
    tax: 0,
    executedAt: "2025-03-14T09:31:00+09:00",
    quote: { last: 70_000, bid: 69_900, ask: 70_000, at: "2025-03-14T09:31:00+09:00", source: "sim" },
    rule: "continuous",
    ...change,
  };
}

export function quote(change: Partial<Quote> = {}): Quote {
  return {
    symbol: "005930",
    name: "삼성전자",
    last: 70_100,
    change: 100,
    changeRate: 0.001429,
    open: 70_000,
    high: 70_200,
    low: 69_900,
    volume: 1_000,
    previousClose: 70_000,
    upperLimit: 91_000,
    lowerLimit: 49_000,
    bid: 70_000,
    ask: 70_100,
    indicativePrice: null,
    indicativeVolume: null,
    trading: "continuous",
    at: "2025-03-14T09:59:58+09:00",
    ageMs: 2_000,
    source: "sim",
    phase: "continuous",
    ...change,
  };
}

/** The order of {@linkcode storedOrder} in continuous trading: 1,200 shares are before it at the best bid. */
export function standing(change: Partial<Standing> = {}): Standing {
  return {
    live: true,
    mode: "continuous",
    rule: null,
    until: null,
    restPrice: 70_000,
    stopPrice: null,
    triggered: true,
    sharesAhead: 1_200,
    remaining: 10,
    quote: { last: 70_100, bid: 70_000, ask: 70_100, at: NOW - 2_000, source: "sim" },
    bestBid: 70_000,
    bestAsk: 70_100,
    indicative: null,
    halt: null,
    ...change,
  };
}

export function marketStatus(change: Partial<MarketStatus> = {}): MarketStatus {
  return {
    now: "2025-03-14T10:00:00+09:00",
    date: "2025-03-14",
    isTradingDay: true,
    phase: "continuous",
    opensAt: "2025-03-14T09:00:00+09:00",
    closesAt: "2025-03-14T15:30:00+09:00",
    next: { phase: "closing_auction", at: "2025-03-14T15:20:00+09:00" },
    clock: { mode: "real", speed: 1 },
    feed: "sim",
    ...change,
  };
}

export function storedPortfolio(positions: StoredPortfolio["positions"] = [], cash = 50_000_000): StoredPortfolio {
  return {
    account: account(),
    cash: {
      balance: cash,
      held: 0,
      available: cash,
      settled: cash,
      settledD1: cash,
      settledD2: cash,
      withdrawable: cash,
    },
    positions,
  };
}
