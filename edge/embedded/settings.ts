// What a data directory remembers from one start to the next: its clock and its feed.
import { z } from "zod";
import type { Sql } from "@hoga/db";
import {
  type CalendarOverride,
  type ClockSpec,
  kstDate,
  kstIso,
  marketNow,
  marketStatus,
  nextSession,
  parseInstant,
  previousTradingDay,
  REAL_CLOCK,
  tradingDay,
} from "@hoga/krx";
import { StackConfigError } from "./errors.ts";
import { FEEDS, isLive, needsRealClock, type StackOptions } from "./options.ts";

const StoredClock = z.object({
  asked: z.string(),
  mode: z.enum(["real", "practice", "fixed"]),
  wallOrigin: z.number(),
  marketOrigin: z.number(),
  speed: z.number(),
});
type StoredClock = z.infer<typeof StoredClock>;

const StoredFeed = z.object({ feed: z.enum(FEEDS), tapeDir: z.string().nullable(), seed: z.number() });
type StoredFeed = z.infer<typeof StoredFeed>;

/** The feed of a data directory, and what it runs on. `dataDir` is null for a stack in memory. */
export interface OpenedFeed extends StoredFeed {
  readonly dataDir: string | null;
  readonly env: StackOptions["env"];
  readonly log: (line: string) => void;
}

const DEFAULT_SEED = 1;

async function readSetting<T>(sql: Sql, name: string, schema: z.ZodType<T>): Promise<T | null> {
  const [row] = await sql.query("select value from market_data.settings where name = $1", [name]);
  return row === undefined ? null : schema.parse(row.value);
}

async function writeSetting(sql: Sql, name: string, value: unknown): Promise<void> {
  await sql.query(
    `insert into market_data.settings (name, value) values ($1, $2::jsonb) on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  );
}

/** The opening of the session that a practice clock starts at: the last one that has opened by the real clock. */
function practiceOrigin(wall: number): number {
  const today = tradingDay(kstDate(wall));
  const hasOpened = today.opensAt !== null && today.opensAt <= wall;
  return (hasOpened ? today : previousTradingDay(today.date)).opensAt ?? wall;
}

/** A practice clock that stands outside the session goes on to the next opening when somebody comes back: never backwards. */
function skipNight(clock: StoredClock, wall: number, overrides: readonly CalendarOverride[]): StoredClock {
  const now = marketNow(clock, wall);
  const { phase } = marketStatus(now, overrides);
  if (phase === "continuous" || phase === "closing_auction" || phase === "opening_auction") return clock;
  return { ...clock, wallOrigin: wall, marketOrigin: nextSession(now, overrides).opensAt };
}

/** A clock, and whether it has yet to be started: a new one stands at its origin until whoever asked for it is ready. */
export interface OpenedClock {
  readonly spec: ClockSpec;
  readonly isNew: boolean;
}

/**
 * The clock that the directory keeps, or the one asked for. The same request as before goes on with the clock that is there, so that a
 * restart does not turn back time; another one starts anew, but never before the time that the data has reached.
 */
export async function openClock(sql: Sql, options: StackOptions, wall: number): Promise<OpenedClock> {
  const stored = await readSetting(sql, "clock", StoredClock);
  const usual = options.feed !== undefined && isLive(options.feed) ? "real" : "practice";
  const kind = options.clock ?? options.env.HOGA_CLOCK ?? stored?.asked.split(" x")[0] ?? usual;
  const speed = options.speed ?? (options.clock === undefined ? stored?.speed : undefined) ?? 1;
  const asked = `${kind} x${speed}`;
  if (stored !== null && stored.asked === asked) {
    const clock = stored.mode === "practice" ? skipNight(stored, wall, []) : stored;
    if (clock !== stored) await writeSetting(sql, "clock", clock);
    return { spec: clock, isNew: false };
  }
  const clock = newClock(kind, asked, speed, wall, stored === null ? -Infinity : marketNow(stored, wall));
  await writeSetting(sql, "clock", clock);
  return { spec: clock, isNew: clock.mode !== "real" };
}

/** Starts a new clock now: what it took to get ready does not count. */
export async function startClock(sql: Sql, spec: ClockSpec, wall: number): Promise<ClockSpec> {
  const stored = await readSetting(sql, "clock", StoredClock);
  const started = { ...spec, wallOrigin: wall };
  await writeSetting(sql, "clock", { ...started, asked: stored?.asked ?? "" });
  return started;
}

function behind(kind: string, reached: number): StackConfigError {
  return new StackConfigError(
    `The clock ${kind} is before ${
      kstIso(Math.trunc(reached))
    }, which this data directory has reached; use a later time or another --data`,
  );
}

function newClock(kind: string, asked: string, speed: number, wall: number, reached: number): StoredClock {
  if (kind === "real") {
    if (reached > wall) throw behind("real", reached);
    return { asked, ...REAL_CLOCK };
  }
  if (kind === "practice") {
    // Coming from another clock, practice goes on from where that one was.
    const marketOrigin = Math.max(practiceOrigin(wall), reached);
    return skipNight({ asked, mode: "practice", wallOrigin: wall, marketOrigin, speed }, wall, []);
  }
  const marketOrigin = parseInstant(kind);
  if (marketOrigin === null) {
    throw new StackConfigError(`HOGA_CLOCK is "${kind}"; it must be real, practice or an ISO time`);
  }
  if (marketOrigin < reached) throw behind(kind, reached);
  return { asked, mode: "fixed", wallOrigin: wall, marketOrigin, speed };
}

/**
 * The feed that the directory keeps, or the one asked for. Throws {@linkcode StackConfigError} for one that does not go with the directory's
 * clock, which is open by now.
 */
export async function openFeed(sql: Sql, options: StackOptions): Promise<OpenedFeed> {
  const stored = await readSetting(sql, "feed", StoredFeed);
  const feed = options.feed ?? (options.tapeDir === undefined ? stored?.feed : "replay") ?? "sim";
  const asked: StoredFeed = {
    feed,
    // The directory of one feed is nothing to another: what is recorded must not get among the days of a replay.
    tapeDir: options.tapeDir ?? (stored?.feed === feed ? stored.tapeDir : null),
    seed: options.seed ?? stored?.seed ?? DEFAULT_SEED,
  };
  if (asked.feed === "replay" && asked.tapeDir === null) {
    throw new StackConfigError("The feed replay needs --tape with a directory of days");
  }
  if (isLive(asked.feed)) {
    const clock = await readSetting(sql, "clock", StoredClock);
    if (clock !== null && clock.mode !== "real") {
      throw needsRealClock(asked.feed, clock.asked.split(" x")[0] ?? "another");
    }
  }
  await writeSetting(sql, "feed", asked);
  const { dataDir, env, log = () => {} } = options;
  return { ...asked, dataDir: dataDir === "memory" ? null : dataDir, env, log };
}

const StoredPorts = z.array(z.number());

/** The ports of the services when the directory was last open; none when it is new. */
export async function lastPorts(sql: Sql): Promise<readonly number[]> {
  return await readSetting(sql, "ports", StoredPorts) ?? [];
}

/** Remembers the ports of the services. */
export async function keepPorts(sql: Sql, ports: readonly number[]): Promise<void> {
  await writeSetting(sql, "ports", ports);
}
