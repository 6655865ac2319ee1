// The market's rules: time, calendar, sessions, ticks, limits of price and quantity, interruptions, costs, codes and
// names. Pure: no I/O, no clock of its own.

export { addDays, isDate, kstDate, kstIso, kstMs, parseInstant } from "./kst.ts";
export { type ClockSpec, marketNow, REAL_CLOCK, wallDelay } from "./clock.ts";
export {
  type CalendarOverride,
  CalendarRangeError,
  FIRST_YEAR,
  LAST_YEAR,
  nextTradingDay,
  previousTradingDay,
  type TradingDay,
  tradingDay,
  tradingDays,
} from "./calendar.ts";
export { type MarketStatus, marketStatus, nextSession, type Phase, type Session, sessionAt } from "./session.ts";
export {
  ceilToTick,
  floorToTick,
  type InstrumentKind,
  isOnTick,
  type Market,
  nearestOnTick,
  PRICE_RULES_SINCE,
  tickSize,
  type TickTable,
  tickTable,
} from "./ticks.ts";
export { type BandInstrument, basePrice, type PriceBand, priceBand } from "./bands.ts";
export { quantityCap } from "./quantity.ts";
export {
  type PriceRule,
  VOLATILITY_AUCTION_MS,
  type VolatilityLimits,
  volatilityLimits,
  volatilityTrigger,
  type WouldBePrice,
} from "./volatility.ts";
export { breakerTimes, breakerWindow } from "./circuit_breaker.ts";
export { commission, sellTax, settlementDate } from "./costs.ts";
export { isSymbol } from "./codes.ts";
export type { Instrument } from "./instrument.ts";
export { BUILT_IN_INSTRUMENTS } from "./instruments.ts";
export { type ListingResult, parseListing } from "./listing_csv.ts";
export { buildSearchIndex, type Resolution, resolveInstrument, type SearchIndex, searchInstruments } from "./search.ts";
export { specialQuote } from "./special_quote.ts";
