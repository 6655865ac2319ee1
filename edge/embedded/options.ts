// What an embedded stack is told, checked before anything is opened.
import type { Sql } from "@hoga/db";
import type { RateLimit } from "@hoga/gateway";
import { parseInstant } from "@hoga/krx";
import {
  type DeliveryMode,
  type Publish,
  type QstashSettings,
  readDatabaseUrl,
  readDelivery,
  readQstash,
  SettingError,
} from "@hoga/outbox";
import { StackConfigError } from "./errors.ts";

/** How to start a stack. `clock`, `speed`, `feed`, `tapeDir` and `seed` are what the data directory remembers when left out. */
export interface StackOptions {
  /** A directory, or "memory" for a database that is gone at the end. */
  readonly dataDir: string;
  /** Where the API key goes, alone, with mode 0600. A key that is there already is kept. */
  readonly apiKeyFile: string;
  /** The gateway's port; the other services take the next four. 0 picks free ones. */
  readonly port: number;
  /** "real", "practice" or an ISO time at which the clock starts. */
  readonly clock?: string;
  readonly speed?: number;
  readonly feed?: FeedName;
  /** Where the feed replay finds its days, and where kis and yahoo keep what they record; the latter have a place in `dataDir` too. */
  readonly tapeDir?: string;
  readonly seed?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes the log, a JSON line an entry. */
  readonly log?: (line: string) => void;
  /** How much one API key may ask of the gateway; the gateway's own limit when left out. */
  readonly rateLimit?: RateLimit;
  readonly probe?: Probe;
}

/** The sources of market data that a stack can be started with. */
export const FEEDS = ["sim", "replay", "kis", "yahoo"] as const;
export type FeedName = typeof FEEDS[number];

/** Whether a feed tells the market as it is now, and so goes with the real clock alone. */
export function isLive(feed: FeedName): feed is "kis" | "yahoo" {
  return feed === "kis" || feed === "yahoo";
}

/** The refusal of a live feed on another clock than the real one. */
export function needsRealClock(feed: FeedName, clock: string): StackConfigError {
  return new StackConfigError(
    `The feed ${feed} needs the real clock, not ${clock}; use --clock real, with another --data where this one is ahead`,
  );
}

/** Where a benchmark looks in: each takes a port and gives back one that does the same and takes notes. */
export interface Probe {
  readonly sql?: (owner: DatabaseOwner, sql: Sql) => Sql;
  /** What hands events to QStash. */
  readonly publish?: (publish: Publish) => Publish;
  /** Hears how long each turn of the driver took, in real ms. */
  readonly turn?: (ms: number) => void;
}

/** What the environment says about the cloud: all of QStash's settings, or none and the local stand-in. */
export interface Environment {
  readonly delivery: DeliveryMode;
  readonly databaseUrls: Readonly<Record<ServiceSchema, string | null>>;
  readonly qstash: QstashSettings | null;
}
export type ServiceSchema = "order" | "portfolio" | "execution" | "market_data" | "gateway";
/** Who speaks to a database: a service, or the stand-in for QStash. */
export type DatabaseOwner = ServiceSchema | "qstash";

/** Reads the environment. Throws {@linkcode StackConfigError}, naming the first setting that is wrong or missing. */
export function readEnvironment(env: StackOptions["env"]): Environment {
  try {
    return {
      delivery: readDelivery(env),
      databaseUrls: {
        order: readDatabaseUrl(env, "order"),
        portfolio: readDatabaseUrl(env, "portfolio"),
        execution: readDatabaseUrl(env, "execution"),
        market_data: readDatabaseUrl(env, "market-data"),
        gateway: readDatabaseUrl(env, "gateway"),
      },
      qstash: readQstash(env),
    };
  } catch (error) {
    if (error instanceof SettingError) throw new StackConfigError(error.message);
    throw error;
  }
}

/** Checks the options that need no database. Throws {@linkcode StackConfigError}. */
export function checkOptions(options: StackOptions): void {
  const { clock, speed, feed, tapeDir, seed, port } = options;
  if (clock !== undefined && clock !== "real" && clock !== "practice" && parseInstant(clock) === null) {
    throw new StackConfigError(
      `The clock "${clock}" is neither real, practice nor an ISO time such as 2025-03-14T08:50:00+09:00`,
    );
  }
  if (speed !== undefined && !(speed > 0 && speed <= 10_000)) {
    throw new StackConfigError(`The speed ${speed} is not above 0 and at most 10000`);
  }
  if (clock === "real" && speed !== undefined && speed !== 1) {
    throw new StackConfigError(`The speed ${speed} does not go with the real clock; use --clock practice or a time`);
  }
  if (feed !== undefined && isLive(feed)) {
    const asked = clock ?? options.env.HOGA_CLOCK ?? "real";
    if (asked !== "real") throw needsRealClock(feed, asked);
  }
  if (feed === "replay" && tapeDir === undefined) {
    throw new StackConfigError("The feed replay needs --tape with a directory of days");
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw new StackConfigError(`The seed ${seed} is not a whole number`);
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_531) {
    throw new StackConfigError(`The port ${port} is not from 0 to 65531`);
  }
}
