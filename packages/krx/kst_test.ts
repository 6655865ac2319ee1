import assert from "node:assert/strict";
import fc from "fast-check";
import { addDays, isDate, kstDate, kstIso, kstMs, parseInstant, weekday } from "./kst.ts";

/** Instants from 1900 to 2100. */
const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });

Deno.test("a KST day begins at 15:00 UTC of the day before", () => {
  assert.equal(kstDate(Date.UTC(2025, 2, 13, 14, 59, 59, 999)), "2025-03-13");
  assert.equal(kstDate(Date.UTC(2025, 2, 13, 15)), "2025-03-14");
});

Deno.test("an instant is written with the Korean offset, and with milliseconds only where it has some", () => {
  const open = Date.UTC(2025, 2, 14);
  assert.equal(kstIso(open), "2025-03-14T09:00:00+09:00");
  assert.equal(kstIso(open + 123), "2025-03-14T09:00:00.123+09:00");
  assert.equal(kstIso(open + 7), "2025-03-14T09:00:00.007+09:00");
  assert.equal(kstIso(open + 0.9), "2025-03-14T09:00:00+09:00");
  assert.equal(kstIso(-1), "1970-01-01T08:59:59.999+09:00");
});

Deno.test("kstMs takes hours and minutes, seconds and milliseconds", () => {
  const open = Date.UTC(2025, 2, 14);
  assert.equal(kstMs("2025-03-14", "09:00"), open);
  assert.equal(kstMs("2025-03-14", "09:00:30"), open + 30_000);
  assert.equal(kstMs("2025-03-14", "09:00:30.25"), open + 30_250);
  assert.equal(kstMs("2025-03-14", "00:00"), open - 9 * 3_600_000);
});

Deno.test("kstMs refuses what is no date or time", () => {
  const wrong = [["2025-02-30", "09:00"], ["2025-03-14", "24:00"], ["2025-03-14", "9:00"], ["2025-3-14", "09:00"]];
  for (const [date = "", time = ""] of wrong) assert.throws(() => kstMs(date, time), RangeError, `${date} ${time}`);
});

Deno.test("parseInstant reads an offset, Z, or Korean time without either", () => {
  const open = Date.UTC(2025, 2, 14);
  const rows: readonly (readonly [string, number])[] = [
    ["2025-03-14T09:00:00+09:00", open],
    ["2025-03-14T09:00+0900", open],
    ["2025-03-14T09:00+09", open],
    ["2025-03-14T00:00:00Z", open],
    ["2025-03-14t00:00z", open],
    ["2025-03-13T19:00:00-05:00", open],
    ["2025-03-14T05:30+05:30", open],
    ["2025-03-14T09:00", open],
    ["2025-03-14 09:00:00", open],
    [" 2025-03-14T09:00:00.5 ", open + 500],
    ["2025-03-14T09:00:00.123999+09:00", open + 123],
    ["2025-03-14", open - 9 * 3_600_000],
    ["2024-02-29", Date.UTC(2024, 1, 28, 15)],
  ];
  for (const [text, expected] of rows) assert.equal(parseInstant(text), expected, text);
});

Deno.test("parseInstant answers null for what names no instant", () => {
  const wrong = [
    ..."2025-02-30|2025-02-29|2025-13-01|2025-00-10|2025-04-31T09:00|2025-3-14|20250314|2025-03|2025".split("|"),
    ..."2025-03-14T24:00|2025-03-14T09:60|2025-03-14T09:00:60|2025-03-14T9:00|2025-03-14T09|2025-03-14T".split("|"),
    ..."2025-03-14T09:00+25:00|2025-03-14T09:00+09:60|2025-03-14+09:00|2025-03-14Z|09:00|now||1741910400000".split("|"),
    ..."2025-03-14T09:00:00.|2025-03-14T09:00 +09:00|x2025-03-14|2025-03-14x".split("|"),
  ];
  for (const text of wrong) assert.equal(parseInstant(text), null, text);
});

Deno.test("what kstIso writes parseInstant reads back", () => {
  fc.assert(fc.property(instant, (ms) => assert.equal(parseInstant(kstIso(ms)), ms)));
});

Deno.test("an instant lies within its KST date", () => {
  fc.assert(fc.property(instant, (ms) => {
    const midnight = kstMs(kstDate(ms), "00:00");
    assert.ok(midnight <= ms && ms < midnight + 86_400_000);
  }));
});

Deno.test("dates are checked against the calendar", () => {
  for (const date of ["2024-02-29", "2000-02-29", "2025-12-31"]) assert.equal(isDate(date), true, date);
  for (const date of ["2025-02-29", "1900-02-29", "2025-06-31", "2025-1-1", "2025-01-01T00:00", ""]) {
    assert.equal(isDate(date), false, date);
  }
});

Deno.test("days are added over the ends of months and years", () => {
  assert.equal(addDays("2024-02-28", 1), "2024-02-29");
  assert.equal(addDays("2025-12-31", 1), "2026-01-01");
  assert.equal(addDays("2025-03-01", -1), "2025-02-28");
  assert.throws(() => addDays("2025-02-30", 1), RangeError);
  fc.assert(fc.property(instant, fc.integer({ min: -4000, max: 4000 }), (ms, days) => {
    assert.equal(addDays(addDays(kstDate(ms), days), -days), kstDate(ms));
  }));
});

Deno.test("weekdays count from Sunday", () => {
  assert.equal(weekday("2026-11-22"), 0);
  assert.equal(weekday("2026-11-23"), 1);
  assert.equal(weekday("2026-11-28"), 6);
  assert.throws(() => weekday("today"), RangeError);
});
