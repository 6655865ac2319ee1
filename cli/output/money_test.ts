import assert from "node:assert/strict";
import { formatHeld, formatNumber, formatOptional, formatRate, formatSigned, toned } from "./money.ts";
import { formatMinute, formatOptionalTime, formatTime } from "./time.ts";

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
  assert.equal(formatHeld({ asset: "KRW", amount: 1000 }), "1,000 KRW");
  assert.equal(formatHeld({ asset: "005930", amount: 10 }), "10 (005930)");
});

Deno.test("times are Korea's, whatever offset they came with", () => {
  assert.equal(formatTime("2025-03-14T00:00:05Z"), "2025-03-14 09:00:05");
  assert.equal(formatTime("2025-03-14T23:30:00+09:00"), "2025-03-14 23:30:00");
  assert.equal(formatMinute("2025-03-14T15:30:00+09:00"), "15:30");
  assert.equal(formatOptionalTime(null), "-");
});
