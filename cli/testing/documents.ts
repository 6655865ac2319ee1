// Documents as the gateway would send them, for the tests of the command line.
import type {
  Account,
  ApiKey,
  Book,
  CandleList,
  CorporateAction,
  Dashboard,
  Instrument,
  Interruption,
  LedgerEntry,
  MarketStatus,
  OpsStatus,
  Order,
  OrderPreview,
  Portfolio,
  Quote,
  Reconciliation,
  Timeline,
  Trade,
  Whoami,
} from "../api/documents.ts";

export const SAMSUNG: Instrument = {
  symbol: "005930",
  nameKo: "삼성전자",
  nameEn: "Samsung Electronics",
  market: "KOSPI",
  kind: "stock",
};
export const HYNIX: Instrument = {
  symbol: "000660",
  nameKo: "SK하이닉스",
  nameEn: "SK hynix",
  market: "KOSPI",
  kind: "stock",
};

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

export const QUOTE: Quote = {
  symbol: "005930",
  name: "삼성전자",
  last: 71_500,
  change: 500,
  changeRate: 0.00704,
  open: 71_000,
  high: 71_900,
  low: 70_800,
  volume: 12_345_678,
  previousClose: 71_000,
  upperLimit: 92_300,
  lowerLimit: 49_700,
  bid: 71_400,
  ask: 71_500,
  indicativePrice: null,
  indicativeVolume: null,
  trading: "continuous",
  at: "2025-03-14T10:00:00+09:00",
  ageMs: 0,
  source: "replay",
  phase: "continuous",
};

export const HYNIX_QUOTE: Quote = {
  ...QUOTE,
  symbol: "000660",
  name: "SK하이닉스",
  last: 199_000,
  change: -1_500,
  changeRate: -0.00748,
  open: null,
  high: null,
  low: null,
  bid: null,
  ask: null,
};

export const BOOK: Book = {
  symbol: "005930",
  name: "삼성전자",
  at: "2025-03-14T10:00:00+09:00",
  source: "replay",
  last: 71_500,
  asks: [{ price: 71_500, size: 800 }, { price: 71_600, size: 1_200 }],
  bids: [{ price: 71_400, size: 2_000 }],
};

export const CANDLES: CandleList = {
  symbol: "005930",
  name: "삼성전자",
  interval: "1d",
  candles: [
    {
      at: "2025-03-13T00:00:00+09:00",
      open: 70_500,
      high: 71_200,
      low: 70_100,
      close: 71_000,
      volume: 10_000_000,
    },
    { at: "2025-03-14T00:00:00+09:00", open: 71_000, high: 71_900, low: 70_800, close: 71_500, volume: 12_345_678 },
  ],
};

export const MARKET: MarketStatus = {
  now: "2025-03-14T10:00:00+09:00",
  date: "2025-03-14",
  isTradingDay: true,
  phase: "continuous",
  opensAt: "2025-03-14T09:00:00+09:00",
  closesAt: "2025-03-14T15:30:00+09:00",
  next: { phase: "closing_auction", at: "2025-03-14T15:20:00+09:00" },
  clock: { mode: "practice", speed: 60 },
  feed: "replay",
};

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

export const BALANCED: Reconciliation = {
  balanced: true,
  checkedAt: "2025-03-14T10:00:00+09:00",
  checks: [{ name: "transfers_sum_to_zero", ok: true, count: 12 }],
  findings: [],
};

export const UNBALANCED: Reconciliation = {
  ...BALANCED,
  balanced: false,
  checks: [{ name: "holds_match_orders", ok: false, count: 3 }],
  findings: [{
    check: "holds_match_orders",
    subject: "ord-2",
    expected: "710107",
    actual: "0",
    message: "the order's hold is missing",
  }],
};

export const OPS: OpsStatus = {
  ready: true,
  now: "2025-03-14T10:00:00+09:00",
  delivery: "direct",
  services: [{ name: "gateway", ready: true, detail: null }, { name: "order", ready: true, detail: "2 migrations" }],
  outbox: [{ service: "order", pending: 1, published: 1_234, parked: 0, oldestPendingSeconds: 0.4 }],
  openOrders: 1,
  schedules: [{ id: "session-open", cron: "0 9 * * 1-5", paused: false }],
};

export const HOLIDAY = { date: "2025-03-17", closed: true, opens: null, closes: null, note: "임시공휴일" };

export const HALT: Interruption = {
  id: "halt-005930-20250314T100002",
  kind: "halt",
  symbol: "005930",
  market: null,
  haltedFrom: "2025-03-14T10:00:02+09:00",
  haltedUntil: "2025-03-14T11:00:00+09:00",
  auctionUntil: "2025-03-14T11:10:00+09:00",
  note: null,
};
export const BREAKER: Interruption = {
  id: "breaker-KOSPI-2025-03-14-3",
  kind: "circuit_breaker",
  symbol: null,
  market: "KOSPI",
  haltedFrom: "2025-03-14T14:00:00+09:00",
  haltedUntil: null,
  auctionUntil: null,
  note: "level 3",
};

export const DIVIDEND: CorporateAction = {
  id: "dividend-005930-2025-03-28",
  kind: "cash_dividend",
  symbol: "005930",
  exDate: "2025-03-28",
  payDate: "2025-04-18",
  amountPerShare: 1_361,
  numerator: null,
  denominator: null,
  status: "announced",
};
export const SPLIT: CorporateAction = {
  id: "split-005930-2025-03-17",
  kind: "split",
  symbol: "005930",
  exDate: "2025-03-17",
  payDate: null,
  amountPerShare: null,
  numerator: 5,
  denominator: 1,
  status: "effective",
};

export const LAPTOP_KEY: ApiKey = {
  id: "key_0123456789abcdef",
  lastFour: "4Xyz",
  label: "laptop",
  createdAt: "2025-03-10T08:00:00+09:00",
  current: true,
};

export const BOT_KEY: ApiKey = {
  id: "key_fedcba9876543210",
  lastFour: "9Bot",
  label: "bot",
  createdAt: "2025-03-14T10:00:00+09:00",
  current: false,
};

/** A secret in the shape of a key. */
export const SECRET = "hoga_7Qn2TAXmpKrXwLg0jGyBv9DU3o5cRz1EHkYfWs6JtNb0aBcD9Bot";

export const WHOAMI: Whoami = {
  userId: "user_kim",
  name: "kim",
  isOperator: false,
  key: { id: LAPTOP_KEY.id, lastFour: LAPTOP_KEY.lastFour, label: LAPTOP_KEY.label },
  accounts: [ACCOUNT],
};
