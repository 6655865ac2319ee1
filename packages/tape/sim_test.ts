import assert from "node:assert/strict";
import fc from "fast-check";
import { isOnTick, kstMs, priceBand, tradingDay, tradingDays } from "@hoga/krx";
import { createSimTape } from "./sim.ts";
import type { TapeInstrument } from "./types.ts";

const STOCK: TapeInstrument = {
  symbol: "005930",
  market: "KOSPI",
  kind: "stock",
  referencePrice: 120_000,
  listedShares: 5_919_637_922,
};

const instruments: fc.Arbitrary<TapeInstrument> = fc.record({
  symbol: fc.integer({ min: 0, max: 999_999 }).map((code) => String(code).padStart(6, "0")),
  market: fc.constantFrom<("KOSPI" | "KOSDAQ" | "KONEX")[]>("KOSPI", "KOSDAQ", "KONEX"),
  kind: fc.constantFrom<("stock" | "etf")[]>("stock", "stock", "etf"),
  referencePrice: fc.option(fc.integer({ min: 5, max: 900_000 })),
  listedShares: fc.option(fc.integer({ min: 1_000, max: 6_000_000_000 })),
  leverage: fc.constantFrom(1, 1, 1, 2, -1, -2),
  industry: fc.constantFrom(null, "반도체 제조업"),
});

/** Every tenth trading day of the calendar, and the days around a change of ticks and around the anchor. */
const DATES = tradingDays("2018-01-01", "2027-12-31").map((day) => day.date)
  .filter((date, index) => index % 10 === 0 || date.startsWith("2023-01-2") || date.startsWith("2026-01-0"));

const MONTH = tradingDays("2026-01-02", "2026-01-30").map((day) => day.date);

Deno.test("createSimTape() makes bars on the tick and within the limits around the close before", () => {
  fc.assert(
    fc.property(instruments, fc.nat(), (instrument, seed) => {
      const tape = createSimTape({ seed });
      for (const date of DATES) {
        const base = tape.basePrice(instrument, date) ?? assert.fail(`no base price on ${date}`);
        const { open, high, low, close, volume } = tape.dayBar(instrument, date) ?? assert.fail(`no bar on ${date}`);
        const { upper, lower } = priceBand(base, instrument, date);
        for (const price of [base, open, high, low, close]) {
          assert.ok(isOnTick(price, instrument.kind, date, instrument.market), `${price} on ${date}`);
        }
        assert.ok(lower <= low && low <= Math.min(open, close) && Math.max(open, close) <= high && high <= upper);
        assert.ok(Number.isSafeInteger(volume) && volume >= 10);
      }
    }),
    { numRuns: 10 },
  );
});

Deno.test("createSimTape() makes each base price from the close before, in both directions from the anchor", () => {
  const tape = createSimTape({ seed: 5 });
  let close: number | null = null;
  for (const { date } of tradingDays("2025-10-01", "2026-03-31")) {
    if (close !== null) assert.equal(tape.basePrice(STOCK, date), close);
    close = tape.dayBar(STOCK, date)?.close ?? null;
  }
  assert.equal(tape.basePrice(STOCK, "2026-01-02"), 120_000);
});

Deno.test("createSimTape() gives the same whatever was asked before, by a fresh tape or in another order", () => {
  const dates = ["2027-06-15", "2019-03-05", "2026-01-02", "2026-11-20", "2018-01-02"];
  const asked = createSimTape({ seed: 9 });
  for (const date of dates) asked.slices(STOCK, date, 0, kstMs(date, "23:59"));
  for (const date of dates.toReversed()) {
    const fresh = createSimTape({ seed: 9 });
    const to = kstMs(date, "09:30");
    assert.deepEqual(asked.slices(STOCK, date, 0, to), fresh.slices(STOCK, date, 0, to));
    assert.deepEqual(asked.dayBar(STOCK, date), fresh.dayBar(STOCK, date));
    assert.deepEqual(asked.quote(STOCK, date, to), fresh.quote(STOCK, date, to));
  }
});

Deno.test("createSimTape() differs by seed and by symbol", () => {
  const closes = (seed: number, symbol: string) => {
    const tape = createSimTape({ seed });
    return MONTH.map((date) => tape.dayBar({ ...STOCK, symbol }, date)?.close);
  };
  assert.notDeepEqual(closes(1, "000001"), closes(2, "000001"));
  assert.notDeepEqual(closes(1, "000001"), closes(1, "000002"));
});

Deno.test("createSimTape() keeps a day's turnover between 0.1 and 2 % of the listed shares", () => {
  const tape = createSimTape({ seed: 3 });
  for (let code = 0; code < 200; code++) {
    const bar = tape.dayBar(
      { ...STOCK, symbol: String(code).padStart(6, "0"), listedShares: 10_000_000 },
      "2026-11-20",
    );
    assert.ok(bar !== null && bar.volume >= 10_000 && bar.volume <= 200_000);
  }
});

Deno.test("slices() in pieces are the slices at once, and sliceAt() is the last of them", () => {
  const tape = createSimTape({ seed: 4 });
  const date = "2026-11-20";
  const [opensAt, closesAt] = [kstMs(date, "09:00"), kstMs(date, "15:30")];
  const all = tape.slices(STOCK, date, 0, Infinity);
  assert.equal(all.length, 4_681);
  const pieces = fc.array(fc.integer({ min: opensAt - 10_000, max: closesAt + 10_000 }), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, (times) => {
      const bounds = [0, ...times.toSorted((a, b) => a - b), closesAt];
      const joined = bounds.slice(1).flatMap((to, index) => tape.slices(STOCK, date, (bounds[index] ?? 0) + 1, to));
      assert.deepEqual(joined.map((slice) => slice.seq), all.map((slice) => slice.seq));
      for (const time of times) {
        assert.deepEqual(tape.sliceAt(STOCK, date, time), all.findLast((slice) => slice.at <= time) ?? null);
      }
    }),
    { numRuns: 15 },
  );
  assert.deepEqual(tape.slices(STOCK, date, opensAt + 600_000, opensAt + 605_000), all.slice(120, 122));
});

Deno.test("the tape follows the session's own hours", () => {
  const tape = createSimTape({ seed: 4 });
  const rows = [["2026-11-19", "10:00", "16:30", 4_681], ["2026-01-02", "10:00", "15:30", 3_961]] as const;
  for (const [date, opens, closes, count] of rows) {
    const slices = tape.slices(STOCK, date, 0, Infinity);
    assert.equal(slices.length, count);
    assert.equal(slices[0]?.at, kstMs(date, opens));
    assert.equal(slices.at(-1)?.at, kstMs(date, closes));
    assert.equal(tape.sliceAt(STOCK, date, kstMs(date, "09:30")), null);
  }
});

Deno.test("on a day without trading there are no slices, and the quote is the close before", () => {
  const tape = createSimTape({ seed: 4 });
  const saturday = "2026-11-21";
  const noon = kstMs(saturday, "12:00");
  const friday = tape.dayBar(STOCK, "2026-11-20");
  assert.deepEqual(tape.slices(STOCK, saturday, 0, Infinity), []);
  assert.equal(tape.sliceAt(STOCK, saturday, noon), null);
  assert.deepEqual(tape.candles(STOCK, saturday, 60_000, noon), []);
  assert.equal(tape.dayBar(STOCK, saturday), null);
  assert.equal(tape.basePrice(STOCK, saturday), friday?.close);
  const quote = tape.quote(STOCK, saturday, noon);
  assert.equal(quote?.last, friday?.close);
  assert.equal(quote?.at, tradingDay("2026-11-20").closesAt);
});

Deno.test("a calendar override closes a day without moving the prices of the days before it", () => {
  const overrides = [{ date: "2026-11-20", closed: true }];
  const closed = createSimTape({ seed: 4, overrides });
  const open = createSimTape({ seed: 4 });
  assert.deepEqual(closed.slices(STOCK, "2026-11-20", 0, Infinity), []);
  assert.deepEqual(closed.dayBar(STOCK, "2026-11-18"), open.dayBar(STOCK, "2026-11-18"));
  assert.equal(closed.basePrice(STOCK, "2026-11-23"), open.basePrice(STOCK, "2026-11-20"));
});

Deno.test("outside the calendar's years nothing is known", () => {
  const tape = createSimTape({ seed: 4 });
  for (const date of ["2017-12-28", "2028-01-03"]) {
    assert.equal(tape.basePrice(STOCK, date), null);
    assert.equal(tape.quote(STOCK, date, 0), null);
    assert.equal(tape.dayBar(STOCK, date), null);
    assert.deepEqual(tape.slices(STOCK, date, 0, Infinity), []);
  }
});
