// What callers get about instruments, quotes and the market's hours.
import { z } from "@hono/zod-openapi";
import { Day, Kind, Market, Phase, Shares, Source, Time, Won } from "./primitives.ts";

export const Instrument = z.object({
  symbol: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  market: Market,
  kind: Kind,
}).openapi("Instrument");
export type Instrument = z.infer<typeof Instrument>;
export const InstrumentList = z.object({ instruments: z.array(Instrument) }).openapi("InstrumentList");
export const ImportResult = z.object({ imported: z.int().nonnegative(), total: z.int().nonnegative() }).openapi(
  "ImportResult",
);

export const Quote = z.object({
  symbol: z.string(),
  name: z.string(),
  last: Won,
  change: Won,
  changeRate: z.number(),
  open: Won.nullable(),
  high: Won.nullable(),
  low: Won.nullable(),
  volume: Shares,
  previousClose: Won,
  upperLimit: Won,
  lowerLimit: Won,
  bid: Won.nullable(),
  ask: Won.nullable(),
  /** What the call auction that is gathering orders would give (예상체결가, 예상체결수량); null outside auctions. */
  indicativePrice: Won.nullable(),
  indicativeVolume: Shares.nullable(),
  /** How orders are matched now: at once, gathered for a call auction, not at all for the time being, or not until the next session. */
  trading: z.enum(["continuous", "auction", "halted", "closed"]),
  at: Time,
  /** How old it was when it was asked for, in ms of the market. */
  ageMs: z.int().nonnegative(),
  source: Source,
  phase: Phase,
}).openapi("Quote");
export type Quote = z.infer<typeof Quote>;
export const QuoteList = z.object({ quotes: z.array(Quote) }).openapi("QuoteList");

export const BookLevel = z.object({ price: Won, size: Shares });
export const Book = z.object({
  symbol: z.string(),
  name: z.string(),
  at: Time,
  source: Source,
  last: Won,
  asks: z.array(BookLevel),
  bids: z.array(BookLevel),
}).openapi("Book");
export type Book = z.infer<typeof Book>;

export const Candle = z.object({ at: Time, open: Won, high: Won, low: Won, close: Won, volume: Shares }).openapi(
  "Candle",
);
export const CandleList = z.object({
  symbol: z.string(),
  name: z.string(),
  interval: z.enum(["1m", "5m", "1d"]),
  candles: z.array(Candle),
}).openapi("CandleList");
export type CandleList = z.infer<typeof CandleList>;

export const MarketStatus = z.object({
  now: Time,
  date: Day,
  isTradingDay: z.boolean(),
  phase: Phase,
  opensAt: Time.nullable(),
  closesAt: Time.nullable(),
  next: z.object({ phase: Phase, at: Time }),
  clock: z.object({ mode: z.enum(["real", "practice", "fixed"]), speed: z.number() }),
  feed: Source,
}).openapi("MarketStatus");
export type MarketStatus = z.infer<typeof MarketStatus>;

export const CalendarDay = z.object({
  date: Day,
  isTradingDay: z.boolean(),
  opensAt: Time.nullable(),
  closesAt: Time.nullable(),
  note: z.string().nullable(),
}).openapi("CalendarDay");
export const Calendar = z.object({ days: z.array(CalendarDay) }).openapi("Calendar");
export const Limits = z.object({ base: Won, tick: Won, upper: Won, lower: Won }).openapi("Limits");
