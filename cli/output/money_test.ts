import assert from "node:assert/strict";
import { en } from "../i18n/en.ts";
import { ko } from "../i18n/ko.ts";
import {
  formatHeld,
  formatNumber,
  formatOptional,
  formatOptionalWon,
  formatRate,
  formatShares,
  formatSigned,
  formatSignedWon,
  formatWon,
  toned,
} from "./money.ts";
import { formatMinute, formatMoment, formatOptionalMoment, formatOptionalTime, formatTime } from "./time.ts";

Deno.test("numbers have commas, signs and at most two decimals", () => {
  assert.equal(formatNumber(1_234_567), "1,234,567");
  assert.equal(formatNumber(71_510.666), "71,510.67");
  assert.equal(formatOptional(null), "-");
  assert.deepEqual([1500, 0, -1500].map(formatSigned), ["+1,500", "0", "-1,500"]);
  assert.deepEqual([0.0123, 0, -0.5, -0.00001].map(formatRate), ["+1.23%", "0.00%", "-50.00%", "0.00%"]);
});

Deno.test("toned() paints by sign and formatHeld() names what is held", () => {
  assert.deepEqual([toned("x", 2), toned("x", -2), toned("x", 0)], [
    { text: "x", tone: "up" },
    { text: "x", tone: "down" },
    "x",
  ]);
  assert.equal(formatHeld({ asset: "KRW", amount: 1000 }, en), "₩1,000");
  assert.equal(formatHeld({ asset: "005930", amount: 10 }, en), "10 shares of 005930");
  assert.equal(formatHeld({ asset: "KRW", amount: 1000 }, ko), "1,000원");
  assert.equal(formatHeld({ asset: "005930", amount: 10 }, ko), "005930 10주");
});

Deno.test("amounts have their unit in the language, and their sign before it", () => {
  assert.deepEqual([71_500, -1_200, 0].map((won) => formatWon(won, en)), ["₩71,500", "-₩1,200", "₩0"]);
  assert.deepEqual([71_500.5, -1_200].map((won) => formatWon(won, ko)), ["71,500.5원", "-1,200원"]);
  assert.deepEqual([1_500, 0, -1_500].map((won) => formatSignedWon(won, en)), ["+₩1,500", "₩0", "-₩1,500"]);
  assert.equal(formatSignedWon(1_500, ko), "+1,500원");
  assert.equal(formatOptionalWon(null, en), "-");
  assert.deepEqual([1, 10, 1_000].map((count) => formatShares(count, en)), ["1 share", "10 shares", "1,000 shares"]);
  assert.equal(formatShares(10, ko), "10주");
});

Deno.test("moments name Korea's weekday", () => {
  assert.equal(formatMoment("2025-03-14T10:00:00+09:00", en), "2025-03-14 (Fri) 10:00:00");
  assert.equal(formatMoment("2025-03-14T10:00:00+09:00", ko), "2025-03-14 (금) 10:00:00");
  assert.equal(formatMoment("2025-03-15T15:00:00Z", ko), "2025-03-16 (일) 00:00:00");
  assert.equal(formatOptionalMoment(null, ko), "-");
});

Deno.test("times are Korea's, whatever offset they came with", () => {
  assert.equal(formatTime("2025-03-14T00:00:05Z"), "2025-03-14 09:00:05");
  assert.equal(formatTime("2025-03-14T23:30:00+09:00"), "2025-03-14 23:30:00");
  assert.equal(formatMinute("2025-03-14T15:30:00+09:00"), "15:30");
  assert.equal(formatOptionalTime(null), "-");
});
