// The tape of an embedded stack: made up, played back from files, or live.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { type CalendarOverride, isSymbol } from "@hoga/krx";
import {
  type LivePorts,
  openKisTape,
  openTickFiles,
  openYahooTape,
  readKisSettings,
  realTime,
  recordedDates,
  recordedDir,
} from "@hoga/sources";
import {
  createRecordedTape,
  createReplayTape,
  createSimTape,
  type DailyBar,
  type MinuteBars,
  parseDailyCsv,
  parseMinuteCsv,
  type Tape,
} from "@hoga/tape";
import { jsonLog } from "@hoga/telemetry";
import { StackConfigError } from "./errors.ts";
import { isMissing } from "./missing.ts";
import type { OpenedFeed } from "./settings.ts";

/** A tape that is in use until it is closed. */
export type OpenedTape = Tape & {
  /** See the market-data service's port. */
  readonly withOverrides?: (overrides: readonly CalendarOverride[]) => Tape;
  /** Ends what a live tape does in the background, and writes what it has yet to record. */
  close(): Promise<void>;
};

/** A market by the calendar's changes. */
type ByOverrides = (overrides: readonly CalendarOverride[]) => Tape;

/** A directory of days to replay: bars by symbol, and what was recorded. */
interface Days {
  readonly bars: ReadonlyMap<string, readonly DailyBar[]>;
  readonly minutes: ReadonlyMap<string, MinuteBars>;
}

/** The name of a symbol's file: `<symbol>.csv` of daily bars, `<symbol>.1m.csv` of minutes. */
const DAYS_FILE = /^([0-9A-Za-z]{6})(\.1m)?\.csv$/i;

/** Reads the bars of every `<symbol>.csv` and `<symbol>.1m.csv` of a directory. */
async function readDays(directory: string): Promise<Days> {
  const bars = new Map<string, readonly DailyBar[]>();
  const minutes = new Map<string, MinuteBars>();
  for (const name of await filesIn(directory)) {
    const [, code = "", ofMinutes] = DAYS_FILE.exec(name) ?? [];
    const symbol = code.toUpperCase();
    if (!isSymbol(symbol)) continue;
    const text = await readFile(join(directory, name), "utf8");
    if (ofMinutes === undefined) bars.set(symbol, readable(name, parseDailyCsv(text)).bars);
    else minutes.set(symbol, readable(name, parseMinuteCsv(text)).days);
  }
  return { bars, minutes };
}

async function filesIn(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name).sort();
  } catch (error) {
    if (isMissing(error)) throw new StackConfigError(`The tape directory ${directory} is not there`);
    throw error;
  }
}

function readable<T extends object>(name: string, parsed: T | { readonly error: string }): T {
  if ("error" in parsed) throw new StackConfigError(`The tape file ${name} cannot be read: ${parsed.error}`);
  return parsed;
}

/** The days of a directory. Of each symbol and date the finest is played: what was recorded, else its minutes, else its daily bar. */
async function openReplay(directory: string, seed: number): Promise<ByOverrides> {
  const { bars, minutes } = await readDays(directory);
  const recorded = recordedDir(directory);
  const made = (overrides: readonly CalendarOverride[]) => createReplayTape({ bars, minutes, seed, overrides });
  if (recordedDates(recorded).length > 0) {
    const store = openTickFiles(recorded);
    return (overrides) => createRecordedTape(store, { source: "replay", overrides, under: made(overrides) });
  }
  if (bars.size === 0 && minutes.size === 0) {
    throw new StackConfigError(
      `The tape directory ${directory} has no files named <symbol>.csv or <symbol>.1m.csv, and no recorded days`,
    );
  }
  return made;
}

/** A live tape that has been started. What it records goes under the tape directory, or into the data directory. */
function openLive(feed: OpenedFeed): OpenedTape {
  const { dataDir, tapeDir, env, log } = feed;
  const ports: LivePorts = {
    time: realTime,
    log: jsonLog(feed.feed, log, realTime.now),
    fetch,
    dir: tapeDir ?? (dataDir === null ? null : join(dataDir, "tape")),
  };
  const tape = feed.feed === "kis" ? openKis(ports, env, dataDir) : openYahooTape(ports);
  tape.start();
  return { ...tape, close: () => tape.stop() };
}

function openKis(ports: LivePorts, env: OpenedFeed["env"], dataDir: string | null) {
  const settings = readKisSettings(env);
  if ("error" in settings) throw new StackConfigError(settings.error);
  if (!("WebSocket" in globalThis)) {
    throw new StackConfigError(`The feed kis needs Node 22 or newer, or Deno; this is Node ${process.versions.node}`);
  }
  return openKisTape({ ...ports, settings, tokenFile: dataDir === null ? null : join(dataDir, "kis-token.json") });
}

/** Opens the feed's tape. Throws {@linkcode StackConfigError} when its files or settings are not there or not right. */
export async function openTape(feed: OpenedFeed): Promise<OpenedTape> {
  const still = (make: ByOverrides): OpenedTape => ({
    ...make([]),
    withOverrides: make,
    close: () => Promise.resolve(),
  });
  const { seed } = feed;
  if (feed.feed === "sim") return still((overrides) => createSimTape({ seed, overrides }));
  return feed.feed === "replay" ? still(await openReplay(feed.tapeDir ?? "", seed)) : openLive(feed);
}
