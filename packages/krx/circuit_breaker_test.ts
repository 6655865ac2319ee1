import assert from "node:assert/strict";
import { breakerTimes, breakerWindow } from "./circuit_breaker.ts";
import { kstIso, kstMs } from "./kst.ts";

const DATE = "2026-11-20";
const at = (time: string) => kstMs(DATE, time);
const shown = (ms: number | null) => ms === null ? "-" : kstIso(ms).slice(11, 19);

Deno.test("breakers come from the second minute on; levels 1 and 2 not in the last 40 minutes, level 3 until the close", () => {
  const plain = { date: DATE, opensAt: at("09:00"), closesAt: at("15:30") };
  const exam = { date: DATE, opensAt: at("10:00"), closesAt: at("16:30") };
  const rows = [
    [1, plain, "09:01:00", "14:50:00"],
    [2, plain, "09:01:00", "14:50:00"],
    [3, plain, "09:01:00", "15:30:00"],
    [1, exam, "10:01:00", "15:50:00"],
    [2, exam, "10:01:00", "15:50:00"],
    [3, exam, "10:01:00", "16:30:00"],
  ] as const;
  for (const [level, session, from, before] of rows) {
    const window = breakerWindow(level, session);
    assert.deepEqual([shown(window.from), shown(window.before)], [from, before], `level ${level}`);
  }
});

Deno.test("levels 1 and 2 halt for 20 minutes and gather orders for 10, level 3 ends the day", () => {
  const rows = [
    [1, ["10:02:00", "10:22:00", "10:32:00"]],
    [2, ["10:02:00", "10:22:00", "10:32:00"]],
    [3, ["10:02:00", "-", "-"]],
  ] as const;
  for (const [level, times] of rows) {
    const { haltedFrom, haltedUntil, auctionUntil } = breakerTimes(level, at("10:02"));
    assert.deepEqual([haltedFrom, haltedUntil, auctionUntil].map(shown), times, `level ${level}`);
  }
});

Deno.test("the latest breaker of level 1 has its reopening over before the closing auction begins", () => {
  const session = { date: DATE, opensAt: at("09:00"), closesAt: at("15:30") };
  const { auctionUntil } = breakerTimes(1, breakerWindow(1, session).before - 1);
  assert.ok(auctionUntil !== null && auctionUntil < at("15:20"));
});
