import assert from "node:assert/strict";
import fc from "fast-check";
import { type CalendarOverride, kstIso, kstMs } from "@hoga/krx";
import { type AnnouncedSession, dueSessions, nextStepAt, type SessionStep } from "./sessions.ts";

/** `2026-11-20 09:00` in KST to ms. */
function at(text: string): number {
  const [date = "", time = ""] = text.split(" ");
  return kstMs(date, time);
}

function announced(date: string, opens: string, closes: string, closed: boolean): AnnouncedSession {
  return { date, opensAt: at(`${date} ${opens}`), closesAt: at(`${date} ${closes}`), closed };
}

/** What has been announced once `steps` are taken. */
function after(last: AnnouncedSession | null, steps: readonly SessionStep[]): AnnouncedSession | null {
  const step = steps.at(-1);
  return step === undefined ? last : { ...step.session, closed: step.kind !== "opened" };
}

function words(steps: readonly SessionStep[]): readonly string[] {
  return steps.map(({ kind, session }) => {
    const moment = kind === "opened" ? session.opensAt : session.closesAt;
    return `${kind} ${kstIso(moment).slice(0, 16).replace("T", " ")}`;
  });
}

const NONE: readonly CalendarOverride[] = [];

Deno.test("the first tick tells of an open session only, and remembers the last one untold", () => {
  const rows: readonly (readonly [now: string, step: string])[] = [
    ["2026-11-20 08:59:59.999", "untold 2026-11-19 16:30"],
    ["2026-11-20 09:00", "opened 2026-11-20 09:00"],
    ["2026-11-20 15:29:59.999", "opened 2026-11-20 09:00"],
    ["2026-11-20 15:30", "untold 2026-11-20 15:30"],
    ["2026-11-22 12:00", "untold 2026-11-20 15:30"],
    ["2026-09-26 12:00", "untold 2026-09-23 15:30"],
  ];
  for (const [now, step] of rows) assert.deepEqual(words(dueSessions(null, at(now), NONE)), [step], now);
  assert.deepEqual(dueSessions(null, at("2018-01-01 12:00"), NONE), []);
});

Deno.test("an ordinary day, a weekend, a holiday, exam day and the first day of a year", () => {
  const friday = announced("2026-11-20", "09:00", "15:30", false);
  const closed = { ...friday, closed: true };
  const rows: readonly (readonly [last: AnnouncedSession, now: string, steps: readonly string[]])[] = [
    [friday, "2026-11-20 15:29:59.999", []],
    [friday, "2026-11-20 15:30", ["closed 2026-11-20 15:30"]],
    [closed, "2026-11-20 23:00", []],
    [closed, "2026-11-22 12:00", []],
    [closed, "2026-11-23 08:59:59.999", []],
    [closed, "2026-11-23 09:00", ["opened 2026-11-23 09:00"]],
    [friday, "2026-11-23 09:00", ["closed 2026-11-20 15:30", "opened 2026-11-23 09:00"]],
    [announced("2026-09-23", "09:00", "15:30", true), "2026-09-26 12:00", []],
    [announced("2026-11-18", "09:00", "15:30", true), "2026-11-19 09:30", []],
    [announced("2026-11-18", "09:00", "15:30", true), "2026-11-19 16:00", ["opened 2026-11-19 10:00"]],
    [announced("2026-12-30", "09:00", "15:30", true), "2027-01-04 09:59", []],
    [announced("2026-12-30", "09:00", "15:30", true), "2027-01-04 10:00", ["opened 2027-01-04 10:00"]],
  ];
  for (const [last, now, steps] of rows) assert.deepEqual(words(dueSessions(last, at(now), NONE)), steps, now);
});

Deno.test("a late tick catches up in order, and not beyond the calendar", () => {
  const wednesday = announced("2026-09-23", "09:00", "15:30", false);
  assert.deepEqual(words(dueSessions(wednesday, at("2026-09-29 10:00"), NONE)), [
    "closed 2026-09-23 15:30",
    "opened 2026-09-28 09:00",
    "closed 2026-09-28 15:30",
    "opened 2026-09-29 09:00",
  ]);
  const last = announced("2027-12-30", "09:00", "15:30", true);
  assert.deepEqual(dueSessions(last, at("2027-12-31 10:00"), NONE), []);
  assert.equal(nextStepAt(last, NONE), Infinity);
});

Deno.test("overrides move what is due, and a session whose day was taken away ends as announced", () => {
  const friday = announced("2026-11-20", "09:00", "15:30", false);
  const early = [{ date: "2026-11-20", closes: "12:00" }];
  assert.deepEqual(words(dueSessions(friday, at("2026-11-20 12:00"), early)), ["closed 2026-11-20 12:00"]);
  const gone = [{ date: "2026-11-20", closed: true }, { date: "2026-11-23", closed: true }];
  assert.deepEqual(words(dueSessions(friday, at("2026-11-23 10:00"), gone)), ["closed 2026-11-20 15:30"]);
});

Deno.test("any number of ticks tells what one late tick tells, and nothing is due before the next step", () => {
  const start = announced("2026-08-28", "09:00", "15:30", true);
  const moment = fc.integer({ min: at("2026-08-28 15:30"), max: at("2026-12-05 00:00") });
  fc.assert(fc.property(fc.array(moment, { maxLength: 40 }), moment, (moments, end) => {
    let last: AnnouncedSession | null = start;
    const told: string[] = [];
    for (const now of [...moments, end].sort((a, b) => a - b)) {
      const steps = dueSessions(last, now, NONE);
      if (last !== null) assert.equal(steps.length > 0, now >= nextStepAt(last, NONE));
      last = after(last, steps);
      told.push(...words(steps));
    }
    assert.deepEqual(told, words(dueSessions(start, Math.max(...moments, end), NONE)));
  }));
});
