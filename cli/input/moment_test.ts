import assert from "node:assert/strict";
import { en } from "../i18n/en.ts";
import { checkedClock, checkedDay, checkedMoment } from "./moment.ts";

Deno.test("checkedDay() takes days that exist", () => {
  assert.equal(checkedDay("--date", "2024-02-29", en), "2024-02-29");
  for (const text of ["2025-02-29", "2025-2-1", "20250301", "2025-13-01", "today", ""]) {
    assert.throws(() => checkedDay("--date", text, en), /--date: /, text);
  }
});

Deno.test("checkedMoment() takes days and times, and reads a bare time as Korea's", () => {
  const cases: [string, string][] = [
    ["2025-03-14", "2025-03-14"],
    ["2025-03-14T09:00", "2025-03-14T09:00+09:00"],
    ["2025-03-14T09:00:00.5", "2025-03-14T09:00:00.5+09:00"],
    ["2025-03-14T00:00:00Z", "2025-03-14T00:00:00Z"],
  ];
  for (const [text, expected] of cases) assert.equal(checkedMoment("--from", text, en), expected);
  for (const text of ["2025-03-14T25:00", "2025-02-30T09:00", "09:00", "2025-03-14 09:00"]) {
    assert.throws(() => checkedMoment("--from", text, en), /--from/, text);
  }
});

Deno.test("checkedClock() takes the modes and times, not days", () => {
  for (const text of ["real", "practice"]) assert.equal(checkedClock("--clock", text, en), text);
  assert.equal(checkedClock("HOGA_CLOCK", "2025-03-14T08:50", en), "2025-03-14T08:50+09:00");
  for (const text of ["2025-03-14", "fast", ""]) {
    assert.throws(() => checkedClock("HOGA_CLOCK", text, en), /HOGA_CLOCK/);
  }
});
