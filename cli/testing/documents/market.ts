// Instruments and the market, as the gateway would send it, for the tests of the command line.
import type { Book, CandleList, Instrument, MarketStatus, Quote } from "../../api/documents.ts";

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
