// Market data: instruments, quotes, candles, the calendar and the sessions.
export { createMarketData, type MarketDataService } from "./service.ts";
export type { MarketDataPorts } from "./ports.ts";
export { type Schedule, SCHEDULES } from "./schedules.ts";
