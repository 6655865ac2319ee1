import assert from "node:assert/strict";
import fc from "fast-check";
import { CalendarRangeError } from "./calendar.ts";
import { kstIso, kstMs } from "./kst.ts";
import { marketStatus, nextSession, type Phase, sessionAt } from "./session.ts";

const DAY = 86_400_000;
const FROM = kstMs("2018-01-01", "00:00");
const UNTIL = kstMs("2027-12-30", "23:59");

/** `2026-11-20 09:00` in KST to ms. */
function at(text: string): number {
  const [date = "", time = ""] = text.split(" ");
  return kstMs(date, time);
}

function short(ms: number): string {
  return kstIso(ms).slice(0, 16).replace("T", " ");
}

Deno.test("every boundary of an ordinary day, an exam day, a year's first day and days without trading", () => {
  const rows: readonly (readonly [now: string, phase: Phase, next: Phase, at: string])[] = [
    ["2026-11-20 00:00", "pre_open", "opening_auction", "2026-11-20 08:30"],
    ["2026-11-20 08:29:59.999", "pre_open", "opening_auction", "2026-11-20 08:30"],
    ["2026-11-20 08:30", "opening_auction", "continuous", "2026-11-20 09:00"],
    ["2026-11-20 08:59:59.999", "opening_auction", "continuous", "2026-11-20 09:00"],
    ["2026-11-20 09:00", "continuous", "closing_auction", "2026-11-20 15:20"],
    ["2026-11-20 15:19:59.999", "continuous", "closing_auction", "2026-11-20 15:20"],
    ["2026-11-20 15:20", "closing_auction", "after_close", "2026-11-20 15:30"],
    ["2026-11-20 15:29:59.999", "closing_auction", "after_close", "2026-11-20 15:30"],
    ["2026-11-20 15:30", "after_close", "closed", "2026-11-21 00:00"],
    ["2026-11-20 23:59:59.999", "after_close", "closed", "2026-11-21 00:00"],
    ["2026-11-21 00:00", "closed", "pre_open", "2026-11-23 00:00"],
    ["2026-11-22 23:59:59.999", "closed", "pre_open", "2026-11-23 00:00"],
    ["2026-11-23 16:00", "after_close", "pre_open", "2026-11-24 00:00"],
    ["2026-11-19 09:29", "pre_open", "opening_auction", "2026-11-19 09:30"],
    ["2026-11-19 09:30", "opening_auction", "continuous", "2026-11-19 10:00"],
    ["2026-11-19 15:30", "continuous", "closing_auction", "2026-11-19 16:20"],
    ["2026-11-19 16:20", "closing_auction", "after_close", "2026-11-19 16:30"],
    ["2026-01-02 09:30", "opening_auction", "continuous", "2026-01-02 10:00"],
    ["2026-01-02 15:20", "closing_auction", "after_close", "2026-01-02 15:30"],
    ["2026-12-30 15:30", "after_close", "closed", "2026-12-31 00:00"],
    ["2026-12-31 09:00", "closed", "pre_open", "2027-01-04 00:00"],
    ["2026-09-24 10:00", "closed", "pre_open", "2026-09-28 00:00"],
  ];
  for (const [now, phase, next, nextAt] of rows) {
    const status = marketStatus(at(now));
    assert.deepEqual([status.phase, status.next.phase, short(status.next.at)], [phase, next, nextAt], now);
  }
});

Deno.test("the status carries the day it is about", () => {
  const now = at("2026-11-19 12:00");
  assert.deepEqual(marketStatus(now), {
    now,
    date: "2026-11-19",
    isTradingDay: true,
    phase: "continuous",
    opensAt: at("2026-11-19 10:00"),
    closesAt: at("2026-11-19 16:30"),
    next: { phase: "closing_auction", at: at("2026-11-19 16:20") },
  });
  const saturday = marketStatus(at("2026-11-21 12:00"));
  assert.deepEqual([saturday.isTradingDay, saturday.opensAt, saturday.closesAt], [false, null, null]);
});

Deno.test("the phase lasts until `next.at` and is `next.phase` from then on", () => {
  fc.assert(fc.property(fc.integer({ min: FROM, max: UNTIL - 10 * DAY }), (now) => {
    const { phase, next } = marketStatus(now);
    assert.ok(next.at > now);
    assert.equal(marketStatus(next.at - 1).phase, phase);
    assert.equal(marketStatus(next.at).phase, next.phase);
    assert.notEqual(next.phase, phase);
  }));
});

Deno.test("a session is open from its opening to the moment before its close", () => {
  const session = { date: "2026-11-20", opensAt: at("2026-11-20 09:00"), closesAt: at("2026-11-20 15:30") };
  assert.equal(sessionAt(session.opensAt - 1), null);
  assert.deepEqual(sessionAt(session.opensAt), session);
  assert.deepEqual(sessionAt(session.closesAt - 1), session);
  assert.equal(sessionAt(session.closesAt), null);
  assert.equal(sessionAt(at("2026-11-21 10:00")), null);
});

Deno.test("an order belongs to the open session, else to the next one to open", () => {
  const rows: readonly (readonly [now: string, date: string])[] = [
    ["2026-11-20 03:00", "2026-11-20"],
    ["2026-11-20 12:00", "2026-11-20"],
    ["2026-11-20 15:29:59.999", "2026-11-20"],
    ["2026-11-20 15:30", "2026-11-23"],
    ["2026-11-20 22:00", "2026-11-23"],
    ["2026-11-21 12:00", "2026-11-23"],
    ["2026-12-30 18:00", "2027-01-04"],
    ["2026-12-31 12:00", "2027-01-04"],
  ];
  for (const [now, date] of rows) assert.equal(nextSession(at(now)).date, date, now);
  fc.assert(fc.property(fc.integer({ min: FROM, max: UNTIL - 10 * DAY }), (now) => {
    const session = nextSession(now);
    assert.ok(now < session.closesAt);
    assert.deepEqual(sessionAt(session.opensAt), session);
    const open = sessionAt(now);
    if (open !== null) assert.deepEqual(session, open);
  }));
});

Deno.test("overrides move the session", () => {
  const overrides = [{ date: "2026-11-23", closed: true }, { date: "2026-11-24", opens: "11:00" }];
  assert.equal(marketStatus(at("2026-11-23 10:00"), overrides).phase, "closed");
  assert.equal(marketStatus(at("2026-11-24 10:40"), overrides).phase, "opening_auction");
  assert.equal(short(nextSession(at("2026-11-20 18:00"), overrides).opensAt), "2026-11-24 11:00");
  assert.equal(sessionAt(at("2026-11-24 10:59"), overrides), null);
});

Deno.test("after the last known trading day there is no next session to tell", () => {
  assert.equal(marketStatus(at("2027-12-30 16:00")).next.phase, "closed");
  assert.throws(() => marketStatus(at("2027-12-31 12:00")), CalendarRangeError);
  assert.throws(() => nextSession(at("2027-12-30 16:00")), CalendarRangeError);
});
