// Opens the live tapes: a source, what it shows, and what is kept of it.
import { join } from "node:path";
import type { CalendarOverride } from "@hoga/krx";
import type { Log } from "@hoga/telemetry";
import { createKisFeed } from "./kis/feed.ts";
import type { KisSettings } from "./kis/settings.ts";
import type { OpenSocket } from "./kis/socket.ts";
import { createLiveTape, type LiveTape } from "./live.ts";
import { createRecorder } from "./recorder.ts";
import { openTickFiles } from "./tick_files.ts";
import type { Time } from "./time.ts";
import { createYahooFeed } from "./yahoo/feed.ts";

/** What a live tape runs on. */
export interface LivePorts {
  readonly time: Time;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** The directory that `recorded/<date>/<symbol>.ndjson` is kept under; null keeps nothing. */
  readonly dir: string | null;
  readonly overrides?: readonly CalendarOverride[];
}

/** The recorded days of a tape directory. */
export function recordedDir(dir: string): string {
  return join(dir, "recorded");
}

/** What the environment of a live tape gives `createLiveTape`. */
function keeping({ dir, time, log, overrides }: LivePorts) {
  return {
    time,
    log,
    recorder: dir === null ? null : createRecorder(recordedDir(dir), time, log),
    ...(dir === null ? {} : { recorded: openTickFiles(recordedDir(dir)) }),
    ...(overrides === undefined ? {} : { overrides }),
  };
}

/** The market as Korea Investment & Securities tells it. `tokenFile` keeps its access token over restarts; null keeps it in memory. */
export function openKisTape(
  ports: LivePorts & {
    readonly settings: KisSettings;
    readonly tokenFile: string | null;
    readonly openSocket?: OpenSocket;
  },
): LiveTape {
  const { settings, tokenFile, fetch, openSocket = (url) => new WebSocket(url) } = ports;
  return createLiveTape({
    ...keeping(ports),
    source: "kis",
    connect: (host) => createKisFeed(host, { settings, fetch, tokenFile, openSocket }),
  });
}

/** The market as Yahoo tells it, some twenty minutes late. */
export function openYahooTape(ports: LivePorts): LiveTape {
  return createLiveTape({
    ...keeping(ports),
    source: "yahoo",
    connect: (host) => createYahooFeed(host, { fetch: ports.fetch }),
  });
}
