// Live sources of market data, their recorder, and recorded days on disk.
export { type KisSettings, readKisSettings } from "./kis/settings.ts";
export type { LiveTape } from "./live.ts";
export { type LivePorts, openKisTape, openYahooTape, recordedDir } from "./open.ts";
export { openTickFiles, recordedDates } from "./tick_files.ts";
export { realTime, type Time } from "./time.ts";
