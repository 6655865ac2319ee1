export { createQstash } from "./server.ts";
export type { Qstash, QstashOptions, SigningKeys, TickResult } from "./types.ts";
export { runQstash } from "./pump.ts";
export type { PumpOptions, QstashPump } from "./pump.ts";
