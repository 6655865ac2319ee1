// A stand-in for the broker Korea Investment & Securities. Tests alone use it: hoga itself has no need of a broker.
export { type KisDay, type KisOptions, type KisQuote, type LocalKis, startLocalKis } from "./server.ts";
export { bookFrame, tradeFrame, type WireBook, type WireTrade } from "./wire.ts";
