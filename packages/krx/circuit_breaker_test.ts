import assert from "node:assert/strict";
import fc from "fast-check";
import { type CircuitBreaker, type IndexDay, type IndexSample, nextCircuitBreaker } from "./circuit_breaker.ts";
import { kstIso, kstMs } from "./kst.ts";

const DATE = "2026-11-20";
const at = (time: string) => kstMs(DATE, time);
const session = { date: DATE, opensAt: at("09:00"), closesAt: at("15:30") };

/** Samples of an index that closed at 1,000.00, as `HH:MM:SS value`. */
function samples(...texts: readonly string[]): readonly IndexSample[] {
  return texts.map((text) => {
    const [time = "", value = ""] = text.split(" ");
    return { at: at(time), value: Number(value) };
  });
}

function next(day: Pick<IndexDay, "samples"> & Partial<IndexDay>): CircuitBreaker | null {
  return nextCircuitBreaker({ previousClose: 1_000, session, until: session.closesAt, used: [], ...day });
}

/** `level HH:MM:SS HH:MM:SS HH:MM:SS`, of the halt, its end and the reopening. */
function shown(breaker: CircuitBreaker | null): string {
  if (breaker === null) return "none";
  const times = [breaker.haltedFrom, breaker.haltedUntil, breaker.auctionUntil];
  return [breaker.level, ...times.map((ms) => ms === null ? "-" : kstIso(ms).slice(11, 19))].join(" ");
}

function used(level: 1 | 2 | 3, value: number, auctionUntil: string | null): CircuitBreaker {
  const end = auctionUntil === null ? null : at(auctionUntil);
  const haltedFrom = end === null ? at("13:00") : end - 30 * 60_000;
  return { level, value, haltedFrom, haltedUntil: end === null ? null : end - 10 * 60_000, auctionUntil: end };
}

const FIRST = used(1, 919, "10:32");
const SECOND = used(2, 849, "11:32");

Deno.test("level 1 comes when the index has been down by 8 % for a minute", () => {
  const rows: readonly (readonly [name: string, samples: readonly IndexSample[], breaker: string])[] = [
    ["exactly 8 %", samples("09:00:10 1000", "10:01:00 920"), "1 10:02:00 10:22:00 10:32:00"],
    ["a hundredth less", samples("10:01:00 920.01"), "none"],
    ["for a second less", samples("10:01:00 920", "10:01:59 920.01"), "none"],
    ["for the minute to the second", samples("10:01:00 920", "10:02:00 999"), "1 10:02:00 10:22:00 10:32:00"],
    ["further down in between", samples("10:01:00 920", "10:01:30 900"), "1 10:02:00 10:22:00 10:32:00"],
    ["up in between", samples("10:01:00 920", "10:01:30 921", "10:01:40 919"), "1 10:02:40 10:22:40 10:32:40"],
    ["20 % at once is level 1", samples("10:01:00 800"), "1 10:02:00 10:22:00 10:32:00"],
    ["nothing known", [], "none"],
  ];
  for (const [name, list, breaker] of rows) assert.equal(shown(next({ samples: list })), breaker, name);
});

Deno.test("the value that counts is the one at the end of the minute", () => {
  assert.equal(next({ samples: samples("10:01:00 920", "10:01:30 905.5") })?.value, 905.5);
  assert.equal(next({ samples: samples("10:01:00 920", "10:02:00 880") })?.value, 920);
});

Deno.test("the first minute of the session does not count", () => {
  assert.equal(shown(next({ samples: samples("09:00:00 900") })), "1 09:02:00 09:22:00 09:32:00");
  assert.equal(shown(next({ samples: samples("09:00:00 900", "09:01:00 950") })), "none");
  assert.equal(shown(next({ samples: samples("09:00:00 900", "09:01:30 900") })), "1 09:02:00 09:22:00 09:32:00");
  const late = { date: DATE, opensAt: at("10:00"), closesAt: at("16:30") };
  assert.equal(shown(next({ samples: samples("10:00:00 900"), session: late })), "1 10:02:00 10:22:00 10:32:00");
});

Deno.test("levels 1 and 2 do not come in the last 40 minutes, level 3 until the close", () => {
  assert.equal(shown(next({ samples: samples("14:48:59 900") })), "1 14:49:59 15:09:59 15:19:59");
  assert.equal(shown(next({ samples: samples("14:49:00 900") })), "none");
  assert.equal(shown(next({ samples: samples("14:48:59 840"), used: [FIRST] })), "2 14:49:59 15:09:59 15:19:59");
  assert.equal(shown(next({ samples: samples("14:49:00 840"), used: [FIRST] })), "none");
  assert.equal(shown(next({ samples: samples("15:28:59 790"), used: [FIRST, SECOND] })), "3 15:29:59 - -");
  assert.equal(shown(next({ samples: samples("15:29:00 790"), used: [FIRST, SECOND] })), "none");
  const exam = { date: DATE, opensAt: at("10:00"), closesAt: at("16:30") };
  const long = { session: exam, until: exam.closesAt };
  assert.equal(shown(next({ samples: samples("15:48:59 900"), ...long })), "1 15:49:59 16:09:59 16:19:59");
  assert.equal(shown(next({ samples: samples("15:49:00 900"), ...long })), "none");
});

Deno.test("levels 2 and 3 need their fall, and 1 % below the value of the level before", () => {
  const low = used(1, 855, "10:32");
  const lower = used(2, 805, "11:32");
  const rows: readonly (readonly [value: number, before: readonly CircuitBreaker[], breaker: string])[] = [
    [850, [FIRST], "2 12:01:00 12:21:00 12:31:00"],
    [850.01, [FIRST], "none"],
    [920, [FIRST], "none"],
    // 1 % below 855 is 846.45.
    [850, [low], "none"],
    [846.46, [low], "none"],
    [846.45, [low], "2 12:01:00 12:21:00 12:31:00"],
    [800, [FIRST, SECOND], "3 12:01:00 - -"],
    [800.01, [FIRST, SECOND], "none"],
    // 1 % below 805 is 796.95.
    [800, [FIRST, lower], "none"],
    [796.95, [FIRST, lower], "3 12:01:00 - -"],
    [500, [FIRST, SECOND, used(3, 790, null)], "none"],
  ];
  for (const [value, before, breaker] of rows) {
    assert.equal(shown(next({ samples: samples(`12:00:00 ${value}`), used: before })), breaker, `${value}`);
  }
});

Deno.test("what the index did before and in a halt does not count after it", () => {
  // It stood at 840 from before the halt on: the minute begins with the reopening.
  assert.equal(shown(next({ samples: samples("10:01:30 840"), used: [FIRST] })), "2 10:33:00 10:53:00 11:03:00");
  assert.equal(shown(next({ samples: samples("10:01:30 840", "10:32:00 900"), used: [FIRST] })), "none");
});

Deno.test("only what is known by now counts, and the answer stays the same later", () => {
  const list = samples("10:01:00 920", "10:05:00 990");
  assert.equal(shown(next({ samples: list, until: at("10:01:59") })), "none");
  for (const until of ["10:02:00", "10:04:00", "10:30:00", "15:30"]) {
    assert.equal(shown(next({ samples: list, until: at(until) })), "1 10:02:00 10:22:00 10:32:00", until);
  }
});

Deno.test("decimals of an index are compared as they are published", () => {
  // 92 % of 2,741.25 is 2,521.95, which no product of floats hits.
  const day = { previousClose: 2_741.25, samples: samples("10:01:00 2521.95") };
  assert.equal(next(day)?.level, 1);
  assert.equal(next({ ...day, samples: samples("10:01:00 2521.96") }), null);
});

Deno.test("a day's breakers come in order, each once, and never during another", () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 70_000, max: 101_000 }));
  fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
    let time = session.opensAt;
    const list = steps.map(([seconds, hundredths]) => ({ at: time += seconds * 1_000, value: hundredths / 100 }));
    const breakers: CircuitBreaker[] = [];
    for (let one = next({ samples: list }); one !== null; one = next({ samples: list, used: breakers })) {
      breakers.push(one);
    }
    assert.deepEqual(breakers.map(({ level }) => level), [1, 2, 3].slice(0, breakers.length));
    for (const [index, { haltedFrom, level, value }] of breakers.entries()) {
      const before = breakers[index - 1];
      assert.ok(haltedFrom >= (before?.auctionUntil ?? session.opensAt) + 60_000);
      assert.ok(haltedFrom < session.closesAt - (level === 3 ? 0 : 40 * 60_000));
      assert.ok(value <= { 1: 920, 2: 850, 3: 800 }[level]);
      assert.ok(before === undefined || value <= before.value * 0.99 + 0.005);
    }
  }));
});

Deno.test("samples out of order and values that are none are refused", () => {
  assert.throws(() => next({ samples: samples("10:01:00 920", "10:00:00 920") }), RangeError);
  assert.throws(() => next({ samples: samples("10:01:00 0") }), RangeError);
  assert.throws(() => next({ samples: [], previousClose: 0 }), RangeError);
  assert.throws(() => next({ samples: [{ at: 0, value: NaN }] }), RangeError);
});
