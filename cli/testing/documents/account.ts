// What belongs to an account, as the gateway would send it, for the tests of the command line.
import type { Account, Dashboard, LedgerEntry, Portfolio } from "../../api/documents.ts";
import { MARKET, QUOTE } from "./market.ts";
import { RESERVED, TRADE } from "./orders.ts";

export const PORTFOLIO: Portfolio = {
  accountId: "acc-1",
  cash: {
    balance: 99_284_893,
    held: 710_107,
    available: 98_574_786,
    settled: 100_000_000,
    settledD1: 100_000_000,
    settledD2: 99_284_893,
    withdrawable: 98_574_786,
  },
  positions: [{
    symbol: "005930",
    name: "삼성전자",
    quantity: 10,
    held: 0,
    sellable: 10,
    averageCost: 71_510.7,
    last: 72_000,
    marketValue: 720_000,
    unrealizedPnl: 4_893,
    unrealizedReturn: 0.00684,
    realizedPnl: 0,
  }],
  totals: { netAssets: 100_004_893, marketValue: 720_000, unrealizedPnl: 4_893, realizedPnl: -1_200 },
};

export const LEDGER: readonly LedgerEntry[] = [
  {
    id: "led-2",
    at: "2025-03-14T10:00:01+09:00",
    kind: "trade",
    asset: "KRW",
    amount: -715_000,
    balanceAfter: 99_285_000,
    orderId: "ord-1",
    tradeId: "trd-1",
    settlesOn: "2025-03-18",
  },
  {
    id: "led-1",
    at: "2025-03-14T08:00:00+09:00",
    kind: "deposit",
    asset: "KRW",
    amount: 100_000_000,
    balanceAfter: 100_000_000,
    orderId: null,
    tradeId: null,
    settlesOn: null,
  },
];

export const ACCOUNT: Account = {
  id: "acc-1",
  name: "practice",
  openingCash: 100_000_000,
  generation: 1,
  createdAt: "2025-03-14T08:00:00+09:00",
  resetAt: null,
};

export const DASHBOARD: Dashboard = {
  market: MARKET,
  portfolio: PORTFOLIO,
  openOrders: [RESERVED],
  recentTrades: [TRADE],
  quotes: [QUOTE],
};
