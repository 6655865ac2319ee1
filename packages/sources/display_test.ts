import assert from "node:assert/strict";
import fc from "fast-check";
import { kstMs } from "@hoga/krx";
import { createRecordedDay, type DayHeader, type GrowingDay, type Level, type Slice } from "@hoga/tape";
import { createDisplay, type Display, type Dropped } from "./display.ts";
import type { BookUpdate, SnapshotUpdate, TradeUpdate, Update } from "./updates.ts";

const DATE = "2026-11-20";
const at = (time: string) => kstMs(DATE, time);
const SESSION = { opensAt: at("09:00"), closesAt: at("15:30") };
const HEADER: DayHeader = {
  symbol: "005930",
  date: DATE,
  source: "kis",
  base: 70_000,
  previousClose: 70_000,
  earlier: null,
};
const BIDS: Level[] = [{ price: 70_000, size: 10 }, { price: 69_900, size: 20 }];
const ASKS: Level[] = [{ price: 70_100, size: 30 }, { price: 70_200, size: 40 }];

function opened(header: Partial<DayHeader> = {}): { display: Display; day: GrowingDay } {
  const day = createRecordedDay({ ...HEADER, ...header });
  const nothing = () => {};
  return { display: createDisplay(day, SESSION, 0, { slice: nothing, indication: nothing, final: nothing }), day };
}

const trade = (time: string, total: number, more: Partial<TradeUpdate> = {}): TradeUpdate => ({
  kind: "trade",
  symbol: "005930",
  at: at(time),
  price: 70_100,
  size: 5,
  side: "buy",
  total,
  best: { bid: BIDS[0] ?? null, ask: ASKS[0] ?? null },
  halted: false,
  ...more,
});
const book = (time: string, more: Partial<BookUpdate> = {}): BookUpdate => ({
  kind: "book",
  symbol: "005930",
  at: at(time),
  bids: BIDS,
  asks: ASKS,
  gathering: false,
  indicative: null,
  ...more,
});
const snapshot = (time: string, total: number, more: Partial<SnapshotUpdate> = {}): SnapshotUpdate => ({
  kind: "snapshot",
  symbol: "005930",
  at: at(time),
  askedAt: at(time) + 1,
  price: 70_100,
  range: { open: 70_000, high: 70_300, low: 69_900 },
  total,
  base: 70_000,
  previousClose: 70_000,
  halted: false,
  interrupted: false,
  book: { bids: BIDS, asks: ASKS },
  indicative: null,
  ...more,
});

/** Applies updates, each arriving as it happens. */
function apply(display: Display, ...updates: readonly Update[]): (Dropped | null)[] {
  return updates.map((update) => display.apply(update, { now: update.at, told: 0 }));
}
const slices = (day: GrowingDay): Slice[] => Array.from({ length: day.count }, (_, i) => day.sliceOf(i));
const summary = (day: GrowingDay) =>
  slices(day).map((
    { at, rule, trading, print },
  ) => [new Date(at + 9 * 3_600_000).toISOString().slice(11, 19), rule, trading, print?.size ?? 0]);

Deno.test("a display shows a day from its opening auction to its closing auction", () => {
  const { display, day } = opened();
  const gathering = (price: number, size: number) => ({ gathering: true, indicative: { price, size } });
  apply(
    display,
    book("08:40:00", gathering(70_200, 100)),
    book("09:00:05", gathering(70_100, 150)),
    trade("09:00:12", 160, { size: 160, side: null }),
    trade("09:00:12", 165),
    book("09:00:13"),
    book("15:20:01", gathering(70_100, 50)),
    trade("15:30:17", 225, { size: 60, side: null }),
  );
  assert.deepEqual(summary(day), [
    ["09:00:12", "opening_auction", "continuous", 160],
    ["09:00:12", "continuous", "continuous", 5],
    ["09:00:13", "continuous", "continuous", 0],
    ["15:20:01", "continuous", "auction", 0],
    ["15:30:00", "closing_auction", "halted", 60],
  ]);
  assert.deepEqual([at("08:40"), at("09:00:06"), at("09:01"), at("15:21")].map(day.indicativeAt), [
    { price: 70_200, size: 100 },
    { price: 70_100, size: 150 },
    null,
    { price: 70_100, size: 50 },
  ]);
});

Deno.test("a display that begins late takes no print for the opening auction's", () => {
  const earlier = { open: 70_000, high: 70_300, low: 69_900, close: 70_100, volume: 1_000 };
  const { display, day } = opened({ earlier });
  apply(display, trade("09:00:20", 1_005));
  const untraded = opened();
  apply(untraded.display, book("09:00:31"), trade("09:04:00", 5));
  assert.deepEqual([summary(day), summary(untraded.day)], [
    [["09:00:20", "continuous", "continuous", 5]],
    [["09:00:31", "continuous", "continuous", 0], ["09:04:00", "continuous", "continuous", 5]],
  ]);
});

Deno.test("a volatility interruption gathers, and its print ends it", () => {
  const { display, day } = opened();
  const gathering = { gathering: true, indicative: { price: 77_000, size: 9 } };
  apply(
    display,
    trade("10:00:00", 5),
    book("10:00:05", gathering),
    book("10:01:00", gathering),
    trade("10:02:20", 105, { size: 100, price: 77_000 }),
    trade("10:02:21", 110, { price: 77_100 }),
    book("10:10:00", gathering),
    book("10:12:10"),
    trade("10:12:11", 115),
  );
  assert.deepEqual(summary(day).map(([, rule, trading]) => [rule, trading]), [
    ["continuous", "continuous"],
    ["continuous", "auction"],
    ["continuous", "auction"],
    ["volatility_auction", "continuous"],
    ["continuous", "continuous"],
    ["continuous", "auction"],
    ["continuous", "continuous"],
    ["continuous", "continuous"],
  ]);
  assert.equal(day.indicativeAt(at("11:00")), null);
});

Deno.test("a halt is shown, and the auction after it is a reopening", () => {
  const { display, day } = opened();
  apply(
    display,
    trade("10:00:00", 5),
    snapshot("10:05:00", 5, { halted: true }),
    book("10:10:00"),
    book("10:35:00", { gathering: true }),
    trade("10:45:09", 55, { size: 50 }),
  );
  assert.deepEqual(summary(day).map(([, rule, trading]) => [rule, trading]), [
    ["continuous", "continuous"],
    ["continuous", "halted"],
    ["continuous", "halted"],
    ["continuous", "auction"],
    ["reopening_auction", "continuous"],
  ]);
});

Deno.test("what is known, late, crossed or outside the session is not shown", () => {
  const { display, day } = opened();
  const crossed = { bids: ASKS, asks: BIDS.toReversed() };
  assert.deepEqual(
    apply(
      display,
      trade("08:35:00", 3),
      trade("10:00:00", 5),
      trade("10:00:00", 5),
      book("10:00:01", crossed),
      book("15:30:00"),
      trade("15:31:01", 10),
      trade("15:40:00", 12),
      trade("17:00:00", 20),
    ),
    [
      "outside_session",
      null,
      "known",
      "crossed",
      "outside_session",
      "outside_session",
      "outside_session",
      "outside_session",
    ],
  );
  const arrival = { now: at("10:00:30"), told: 0 };
  assert.equal(display.apply(trade("10:00:19", 30), arrival), "late");
  assert.equal(display.apply(book("10:00:19"), arrival), "late");
  assert.equal(display.apply(trade("10:00:20", 30), arrival), null);
  assert.equal(day.count, 2);
});

Deno.test("a slice is stamped with the exchange's time, but never before what was told", () => {
  const { display, day } = opened();
  display.apply(trade("10:00:00", 5), { now: at("10:00:00.400"), told: 0 });
  display.apply(trade("10:00:01", 10), { now: at("10:00:02"), told: at("10:00:01.750") });
  display.apply(trade("10:00:01", 15), { now: at("10:00:02.500"), told: 0 });
  display.apply(trade("10:00:09", 20), { now: at("10:00:03"), told: 0 });
  assert.deepEqual(slices(day).map(({ at }) => at), ["10:00:00", "10:00:01.750", "10:00:01.750", "10:00:03"].map(at));
});

Deno.test("a trade moves the best levels of the book that stands", () => {
  const { display, day } = opened();
  apply(
    display,
    book("10:00:00"),
    trade("10:00:01", 5, { best: { bid: { price: 70_100, size: 7 }, ask: { price: 70_200, size: 35 } } }),
    trade("10:00:02", 10, { best: { bid: { price: 70_100, size: 7 }, ask: null } }),
  );
  assert.deepEqual(slices(day).slice(1).map(({ bids, asks }) => ({ bids, asks })), [
    { bids: [{ price: 70_100, size: 7 }, ...BIDS], asks: [{ price: 70_200, size: 35 }] },
    { bids: [{ price: 70_100, size: 7 }, ...BIDS], asks: [] },
  ]);
});

Deno.test("snapshots print what traded since the last one, once", () => {
  const { display, day } = opened();
  apply(
    display,
    snapshot("08:50:00", 3, { range: null, indicative: { price: 70_200, size: 8 } }),
    snapshot("09:00:30", 103, { range: { open: 70_100, high: 70_100, low: 70_100 } }),
    snapshot("09:00:40", 103),
    snapshot("09:00:50", 150, { price: 69_900 }),
    trade("09:00:50", 150),
    trade("09:00:51", 155),
    snapshot("09:01:00", 155, { interrupted: true, indicative: { price: 71_000, size: 4 } }),
    snapshot("09:03:20", 255),
  );
  assert.deepEqual(summary(day), [
    ["09:00:30", "opening_auction", "continuous", 100],
    ["09:00:40", "continuous", "continuous", 0],
    ["09:00:50", "continuous", "continuous", 47],
    ["09:00:51", "continuous", "continuous", 5],
    ["09:01:00", "continuous", "auction", 0],
    ["09:03:20", "volatility_auction", "continuous", 100],
  ]);
  assert.deepEqual(day.sliceOf(2).print, { price: 69_900, size: 47, side: "sell" });
  assert.deepEqual(day.indicativeAt(at("08:55")), { price: 70_200, size: 8 });
});

Deno.test("a book that was asked for does not undo one that was told since", () => {
  const { display, day } = opened();
  const old = { bids: [{ price: 69_000, size: 1 }], asks: [{ price: 69_100, size: 1 }] };
  apply(
    display,
    snapshot("10:00:00", 5, { book: old }),
    book("10:00:01"),
    snapshot("10:00:02", 6, { askedAt: at("10:00:00.900"), book: old }),
    snapshot("10:00:03", 7, { askedAt: at("10:00:02"), book: old }),
  );
  assert.deepEqual(slices(day).map(({ bids }) => bids[0]?.price), [69_000, 70_000, 70_000, 69_000]);
});

Deno.test("a snapshot after the close tells the closing auction that no trade told, and the day's bar", () => {
  const range = { open: 70_000, high: 70_500, low: 69_900 };
  const told = opened();
  apply(
    told.display,
    trade("10:00:00", 5),
    snapshot("15:30:30", 50),
    snapshot("15:31:05", 55, { price: 70_400, range }),
    snapshot("15:31:06", 60),
  );
  assert.deepEqual(summary(told.day).at(-1), ["15:30:00", "closing_auction", "halted", 50]);
  assert.deepEqual(told.day.final, { ...range, close: 70_400, volume: 55 });
  const heard = opened();
  apply(heard.display, trade("15:30:20", 50, { size: 50 }), snapshot("15:31:05", 55, { range }));
  assert.deepEqual([heard.day.count, heard.day.final?.volume], [1, 55]);
});

Deno.test("a beat tells again what stands, shows a book that was held back, and begins the closing auction", () => {
  const { display, day } = opened();
  const beat = (time: string, isAlive: boolean) => display.beat({ now: at(time), told: 0 }, isAlive);
  beat("09:30:00", true);
  apply(display, book("10:00:00"), book("10:00:00", { bids: [] }));
  beat("10:00:00.100", true);
  assert.equal(day.count, 1);
  beat("10:00:00.250", true);
  assert.deepEqual(day.sliceOf(1).bids, []);
  beat("10:00:05", false);
  assert.equal(day.count, 2);
  beat("10:00:05", true);
  assert.deepEqual([day.count, day.timeOf(2)], [3, at("10:00:05")]);
  beat("15:20:00", false);
  beat("15:20:01", false);
  beat("15:30:00", true);
  assert.deepEqual(summary(day).at(-1), ["15:20:00", "continuous", "auction", 0]);
  assert.equal(day.count, 4);
});

Deno.test("whatever comes, in whatever order, the day only grows and stays in its session", () => {
  const time = fc.integer({ min: at("08:55"), max: at("15:35") });
  const anything = fc.record({
    kind: fc.constantFrom("trade", "book", "snapshot", "beat"),
    at: time,
    delay: fc.integer({ min: -2_000, max: 15_000 }),
    told: time,
    total: fc.integer({ min: 1, max: 500 }),
    flag: fc.boolean(),
    halted: fc.boolean(),
  });
  fc.assert(fc.property(fc.array(anything, { maxLength: 80 }), (news) => {
    const { display, day } = opened();
    let now = at("08:50");
    for (const { kind, at: when, delay, told, total, flag, halted } of news) {
      now = Math.max(now, when + delay);
      const arrival = { now, told: Math.min(told, now) };
      if (kind === "trade") display.apply(trade("10:00", total, { at: when, halted }), arrival);
      if (kind === "book") display.apply(book("10:00", { at: when, gathering: flag }), arrival);
      if (kind === "snapshot") display.apply(snapshot("10:00", total, { at: now, halted, interrupted: flag }), arrival);
      if (kind === "beat") display.beat(arrival, flag);
      const last = day.count === 0 ? null : day.sliceOf(day.count - 1);
      assert.ok(last === null || last.at >= SESSION.opensAt && last.at <= SESSION.closesAt);
      assert.ok(last === null || (last.at === SESSION.closesAt) === (last.rule === "closing_auction"));
      assert.ok((day.count === 0 ? 0 : day.barTo(day.count - 1)?.volume ?? 0) <= 500 * 80);
    }
    const openings = slices(day).filter(({ rule }) => rule === "opening_auction");
    assert.ok(openings.length <= 1);
  }));
});
