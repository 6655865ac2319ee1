import assert from "node:assert/strict";
import { join } from "node:path";
import type { Sql } from "@hoga/db";
import { kstMs } from "@hoga/krx";
import { startLocalKis } from "@hoga/local/kis";
import { type DayHeader, headerLine, type Slice, sliceLine, type Tape, type TapeInstrument } from "@hoga/tape";
import { StackConfigError } from "./errors.ts";
import { checkOptions, type StackOptions } from "./options.ts";
import { openClock, type OpenedFeed, openFeed } from "./settings.ts";
import { openTape } from "./tape.ts";

const DAILY = "date,open,high,low,close,volume\n2026-11-18,100,110,90,105,1000\n2026-11-20,105,120,100,115,2000\n";
const STOCK: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: 1,
  listedShares: null,
};
const REPLAY: OpenedFeed = { feed: "replay", tapeDir: null, seed: 1, dataDir: null, env: {}, log: () => {} };

async function withDir(test: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir();
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** A settings table without a database: what the two statements of settings.ts need. */
function settingsTable(): Sql {
  const rows = new Map<unknown, unknown>();
  const sql: Pick<Sql, "query"> = {
    query: (text, [name, value] = []) => {
      if (text.startsWith("select")) return Promise.resolve(rows.has(name) ? [{ value: rows.get(name) }] : []);
      rows.set(name, JSON.parse(String(value)));
      return Promise.resolve([]);
    },
  };
  return sql as Sql; // Settings are read and written by `query` alone.
}

const options = (more: Partial<StackOptions> = {}): StackOptions => (
  { dataDir: "memory", apiKeyFile: "", port: 0, env: {}, ...more }
);

/** A recorded day of one print at 111. */
function recordedText(date: string): string {
  const header: DayHeader = { symbol: "005930", date, source: "kis", base: 105, previousClose: 105, earlier: null };
  const slice: Slice = {
    symbol: "005930",
    seq: 0,
    at: kstMs(date, "09:00:07"),
    rule: "opening_auction",
    trading: "continuous",
    print: { price: 111, size: 7, side: "buy" },
    bids: [],
    asks: [],
  };
  return headerLine(header) + sliceLine(slice, null);
}

Deno.test("a replay plays the finest that a directory has of a symbol and date", () =>
  withDir(async (dir) => {
    const open = async (): Promise<Tape> => await openTape({ ...REPLAY, tapeDir: dir });
    const volume = (tape: Tape, date: string) => tape.dayBar(STOCK, date)?.volume;
    await Deno.writeTextFile(join(dir, "005930.csv"), DAILY);
    const daily = await open();
    assert.deepEqual(["2026-11-18", "2026-11-20"].map((date) => volume(daily, date)), [1_000, 2_000]);

    await Deno.writeTextFile(
      join(dir, "005930.1m.csv"),
      "at,open,high,low,close,volume\n2026-11-20T09:00,105,106,104,106,300\n",
    );
    const minutes = await open();
    assert.deepEqual(["2026-11-18", "2026-11-20"].map((date) => volume(minutes, date)), [1_000, 300]);

    await Deno.mkdir(join(dir, "recorded", "2026-11-20"), { recursive: true });
    await Deno.writeTextFile(join(dir, "recorded", "2026-11-20", "005930.ndjson"), recordedText("2026-11-20"));
    const recorded = await open();
    assert.deepEqual(["2026-11-18", "2026-11-20"].map((date) => volume(recorded, date)), [1_000, 7]);
    const quote = recorded.quote(STOCK, "2026-11-20", Infinity);
    assert.deepEqual([quote?.last, quote?.source, recorded.source], [111, "replay", "replay"]);

    await Deno.remove(join(dir, "005930.csv"));
    await Deno.remove(join(dir, "005930.1m.csv"));
    const alone = await open();
    assert.deepEqual([volume(alone, "2026-11-20"), alone.basePrice(STOCK, "2026-11-23")], [7, 111]);
  }));

Deno.test("a replay without days, or with some that cannot be read, is refused in one line", () =>
  withDir(async (dir) => {
    const refusal = async (tapeDir: string, message: RegExp) =>
      await assert.rejects(
        openTape({ ...REPLAY, tapeDir }),
        (error) => error instanceof StackConfigError && message.test(error.message),
      );
    await refusal(join(dir, "none"), /^The tape directory .*none is not there$/);
    await refusal(dir, /has no files named <symbol>\.csv or <symbol>\.1m\.csv, and no recorded days$/);
    await Deno.writeTextFile(join(dir, "005930.1m.csv"), "at,open,high,low,close,volume\nnoon,1,1,1,1,1\n");
    await refusal(dir, /^The tape file 005930\.1m\.csv cannot be read: Row 2: .*noon/);
  }));

Deno.test("the feed kis needs its keys, follows what it is asked for, and keeps its token in the data directory", () =>
  withDir(async (dir) => {
    const env = { KIS_APP_KEY: "key", KIS_APP_SECRET: "secret" };
    const feed: OpenedFeed = { ...REPLAY, feed: "kis", dataDir: dir };
    for (const name of ["KIS_APP_KEY", "KIS_APP_SECRET"] as const) {
      await assert.rejects(
        openTape({ ...feed, env: { ...env, [name]: undefined } }),
        (error) => error instanceof StackConfigError && error.message.includes(name),
      );
    }
    const asked = Promise.withResolvers<string>();
    const kis = startLocalKis({
      now: Date.now,
      requests: 18,
      quote(symbol) {
        asked.resolve(symbol);
        return null;
      },
    });
    const tape = await openTape({ ...feed, env: { ...env, KIS_URL: kis.url, KIS_WS_URL: kis.wsUrl } });
    try {
      assert.equal(tape.source, "kis");
      assert.equal(tape.basePrice(STOCK, "2026-11-20"), null);
      assert.equal(await asked.promise, "005930");
    } finally {
      await tape.close();
      await kis.close();
    }
    assert.equal((await Deno.stat(join(dir, "kis-token.json"))).mode, 0o100600);
  }));

Deno.test("a live feed goes with the real clock, which is its usual one, and is refused any other", async () => {
  const refused = (error: unknown) =>
    error instanceof StackConfigError &&
    error.message ===
      "The feed kis needs the real clock, not practice; use --clock real, with another --data where this one is ahead";
  assert.throws(() => checkOptions(options({ feed: "kis", clock: "practice" })), refused);
  assert.throws(() => checkOptions(options({ feed: "kis", env: { HOGA_CLOCK: "practice" } })), refused);
  checkOptions(options({ feed: "kis", clock: "real" }));
  checkOptions(options({ feed: "yahoo" }));

  const wall = kstMs("2026-11-20", "10:00");
  const fresh = settingsTable();
  assert.equal((await openClock(fresh, options({ feed: "kis" }), wall)).spec.mode, "real");
  assert.equal((await openFeed(fresh, options({ feed: "kis" }))).feed, "kis");
  assert.equal((await openFeed(fresh, options())).feed, "kis", "the directory remembers");
  const practiced = settingsTable();
  await openClock(practiced, options(), wall);
  await assert.rejects(openFeed(practiced, options({ feed: "kis" })), refused);
  assert.equal((await openFeed(practiced, options())).feed, "sim");
});

Deno.test("the directory of one feed is not taken for another's", async () => {
  const sql = settingsTable();
  await openClock(sql, options({ clock: "real" }), kstMs("2026-11-20", "10:00"));
  assert.equal((await openFeed(sql, options({ feed: "replay", tapeDir: "days" }))).tapeDir, "days");
  assert.deepEqual(await openFeed(sql, options()).then(({ feed, tapeDir }) => [feed, tapeDir]), ["replay", "days"]);
  assert.equal((await openFeed(sql, options({ feed: "yahoo" }))).tapeDir, null);
  assert.equal((await openFeed(sql, options({ feed: "yahoo", tapeDir: "ticks" }))).tapeDir, "ticks");
});
