import assert from "node:assert/strict";
import { Calendar, Limits } from "@hoga/contracts";
import { kstMs } from "@hoga/krx";
import { calendarOf, limitsOf } from "./calendar.ts";

const NOW = kstMs("2026-11-20", "10:00");

function daysOf(params: { readonly year?: string; readonly date?: string }) {
  const outcome = calendarOf(params, NOW, []);
  assert.ok("value" in outcome, JSON.stringify(params));
  return Calendar.parse(outcome.value).days;
}

function refusalOf(outcome: ReturnType<typeof calendarOf> | ReturnType<typeof limitsOf>): string {
  assert.ok("refusal" in outcome);
  assert.equal(outcome.refusal.code, "invalid_request");
  assert.ok(!outcome.refusal.message.includes("\n"), "one line");
  return outcome.refusal.message;
}

Deno.test("a year is every day of it, with hours and a note", () => {
  for (const [year, days, trading] of [["2018", 365, 244], ["2024", 366, 244], ["2027", 365, 245]] as const) {
    const list = daysOf({ year });
    assert.deepEqual([list.length, list.filter((day) => day.isTradingDay).length], [days, trading], year);
    assert.deepEqual([list[0]?.date, list.at(-1)?.date], [`${year}-01-01`, `${year}-12-31`]);
  }
  const days = new Map(daysOf({ year: "2026" }).map((day) => [day.date, day]));
  assert.deepEqual(days.get("2026-01-02"), {
    date: "2026-01-02",
    isTradingDay: true,
    opensAt: "2026-01-02T10:00:00+09:00",
    closesAt: "2026-01-02T15:30:00+09:00",
    note: "새해 첫 거래일 10:00",
  });
  assert.deepEqual(days.get("2026-07-17"), {
    date: "2026-07-17",
    isTradingDay: false,
    opensAt: null,
    closesAt: null,
    note: "제헌절",
  });
  assert.deepEqual(daysOf({ date: "2026-11-19" }), [{
    date: "2026-11-19",
    isTradingDay: true,
    opensAt: "2026-11-19T10:00:00+09:00",
    closesAt: "2026-11-19T16:30:00+09:00",
    note: "수능일 10:00–16:30",
  }]);
  assert.equal(daysOf({})[0]?.date, "2026-01-01", "the market's own year");
});

Deno.test("a year without a calendar is refused with its number and the years that have one", () => {
  for (const year of ["2017", "2028", "1900", "9999"]) {
    const message = `There is no trading calendar for ${year}: it covers 2018 to 2027`;
    assert.equal(refusalOf(calendarOf({ year }, NOW, [])), message);
  }
  assert.match(refusalOf(calendarOf({ year: "26" }, NOW, [])), /^year must be .*"26"$/);
  assert.match(refusalOf(calendarOf({ year: "2026", date: "2026-01-02" }, NOW, [])), /not both/);
});

Deno.test("limits on every market, before and after each change of a rule", () => {
  const rows: readonly (readonly [
    base: string,
    market: string,
    date: string,
    tick: number,
    lower: number,
    upper: number,
  ])[] = [
    ["199900", "kospi", "2026-11-20", 100, 140_000, 259_500],
    ["199900", "kosdaq", "2026-11-20", 100, 140_000, 259_500],
    ["199900", "konex", "2026-11-20", 100, 170_000, 229_500],
    ["199900", "etf", "2026-11-20", 5, 139_930, 259_870],
    ["145500", "kospi", "2023-01-24", 500, 102_000, 189_000],
    ["145500", "kosdaq", "2023-01-24", 100, 101_900, 189_100],
    ["145500", "kospi", "2023-01-25", 100, 101_900, 189_100],
    ["1505", "etf", "2023-12-10", 5, 1_055, 1_955],
    ["1505", "etf", "2023-12-11", 1, 1_054, 1_956],
    ["10000", "KOSDAQ", "2015-06-12", 50, 8_500, 11_500],
    ["10000", "kosdaq", "2015-06-15", 50, 7_000, 13_000],
  ];
  for (const [base, market, date, tick, lower, upper] of rows) {
    const outcome = limitsOf({ base, market, date }, NOW);
    assert.ok("value" in outcome);
    const expected = { base: Number(base), tick, upper, lower };
    assert.deepEqual(Limits.parse(outcome.value), expected, `${base} ${market} ${date}`);
  }
  assert.deepEqual(limitsOf({ base: "71500" }, NOW), {
    value: { base: 71_500, tick: 100, upper: 92_900, lower: 50_100 },
  });
});

Deno.test("limits refuse what is no price, no market and no date, and dates before the known rules", () => {
  const rows: readonly (readonly [params: Parameters<typeof limitsOf>[0], message: RegExp])[] = [
    [{}, /^base must be whole won from 1 to 100000000, not ""$/],
    [{ base: "0" }, /"0"/],
    [{ base: "-5" }, /"-5"/],
    [{ base: "1.5" }, /"1.5"/],
    [{ base: "100000001" }, /"100000001"/],
    [{ base: "100", market: "nyse" }, /^market must be kospi, kosdaq, konex or etf, not "nyse"$/],
    [{ base: "100", date: "2026-02-30" }, /^date must be a date .*"2026-02-30"$/],
    [{ base: "100", date: "2010-10-03" }, /^date must be 2010-10-04 or later, not "2010-10-03"/],
  ];
  for (const [params, message] of rows) assert.match(refusalOf(limitsOf(params, NOW)), message);
});
