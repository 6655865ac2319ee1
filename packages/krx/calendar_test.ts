import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import {
  type CalendarOverride,
  CalendarRangeError,
  FIRST_YEAR,
  LAST_YEAR,
  nextTradingDay,
  previousTradingDay,
  tradingDay,
  tradingDays,
} from "./calendar.ts";
import { addDays, kstIso, weekday } from "./kst.ts";

const date = fc.integer({ min: 10, max: 3640 }).map((days) => addDays("2018-01-01", days));

function hours(day: string, overrides?: readonly CalendarOverride[]): string {
  const { opensAt, closesAt } = tradingDay(day, overrides);
  return opensAt === null || closesAt === null
    ? "closed"
    : `${kstIso(opensAt).slice(11, 16)}-${kstIso(closesAt).slice(11, 16)}`;
}

function closedWeekdays(year: number): string {
  const closed: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1)) {
    if (!tradingDay(day).isTradingDay && weekday(day) % 6 !== 0) closed.push(day.slice(5));
  }
  return closed.join(" ");
}

/** Each year's weekdays without trading, and its number of trading days. 2027 is as the gazette plans it. */
const CLOSED: readonly (readonly [year: number, tradingDays: number, closed: string])[] = [
  [
    2018,
    244,
    "01-01 02-15 02-16 03-01 05-01 05-07 05-22 06-06 06-13 08-15 09-24 09-25 09-26 10-03 10-09 12-25 12-31",
  ],
  [2019, 246, "01-01 02-04 02-05 02-06 03-01 05-01 05-06 06-06 08-15 09-12 09-13 10-03 10-09 12-25 12-31"],
  [2020, 248, "01-01 01-24 01-27 04-15 04-30 05-01 05-05 08-17 09-30 10-01 10-02 10-09 12-25 12-31"],
  [2021, 248, "01-01 02-11 02-12 03-01 05-05 05-19 08-16 09-20 09-21 09-22 10-04 10-11 12-31"],
  [2022, 246, "01-31 02-01 02-02 03-01 03-09 05-05 06-01 06-06 08-15 09-09 09-12 10-03 10-10 12-30"],
  [2023, 245, "01-23 01-24 03-01 05-01 05-05 05-29 06-06 08-15 09-28 09-29 10-02 10-03 10-09 12-25 12-29"],
  [
    2024,
    244,
    "01-01 02-09 02-12 03-01 04-10 05-01 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-01 10-03 10-09 12-25 12-31",
  ],
  [
    2025,
    242,
    "01-01 01-27 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03 10-06 10-07 10-08 10-09 12-25 12-31",
  ],
  [
    2026,
    244,
    "01-01 02-16 02-17 02-18 03-02 05-01 05-05 05-25 06-03 07-17 08-17 09-24 09-25 10-05 10-09 12-25 12-31",
  ],
  [2027, 245, "01-01 02-08 02-09 03-01 05-03 05-05 05-13 07-19 08-16 09-14 09-15 09-16 10-04 10-11 12-27 12-31"],
];

Deno.test("the closed weekdays of every year are the exchange's", () => {
  assert.deepEqual(
    CLOSED.map(([year]) => year),
    Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => 2018 + at),
  );
  for (const [year, days, closed] of CLOSED) {
    assert.equal(closedWeekdays(year), closed, String(year));
    assert.equal(tradingDays(`${year}-01-01`, `${year}-12-31`).length, days, String(year));
  }
});

Deno.test("the year ends with a closed day, and where the last of December is one anyway, the weekday before it", () => {
  const ends = ["2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31", "2022-12-30", "2023-12-29", "2024-12-31"];
  for (const day of ends) assert.equal(tradingDay(day).note, "연말 휴장", day);
  assert.equal(tradingDay("2022-12-29").isTradingDay, true);
  assert.equal(tradingDay("2023-12-28").isTradingDay, true);
});

Deno.test("every note says why a day is closed or has other hours", () => {
  const rows: readonly (readonly [string, string | null])[] = [
    ["2026-11-20", null],
    ["2026-11-21", "토요일"],
    ["2026-11-22", "일요일"],
    ["2026-02-17", "설날"],
    ["2025-05-01", "근로자의 날"],
    ["2026-05-01", "노동절"],
    ["2025-05-05", "어린이날, 부처님 오신 날"],
    ["2026-12-31", "연말 휴장"],
    ["2026-11-19", "수능일 10:00–16:30"],
    ["2026-01-02", "새해 첫 거래일 10:00"],
  ];
  for (const [day, note] of rows) assert.equal(tradingDay(day).note, note, day);
});

Deno.test("every session of every year opens at 09:00 and closes at 15:30, but the first and the exam day's", () => {
  const unusual: readonly (readonly [year: number, first: string, exam: string])[] = [
    [2018, "01-02", "11-15"],
    [2019, "01-02", "11-14"],
    [2020, "01-02", "12-03"],
    [2021, "01-04", "11-18"],
    [2022, "01-03", "11-17"],
    [2023, "01-02", "11-16"],
    [2024, "01-02", "11-14"],
    [2025, "01-02", "11-13"],
    [2026, "01-02", "11-19"],
    [2027, "01-04", "11-18"],
  ];
  for (const [year, first, exam] of unusual) {
    assert.equal(hours(`${year}-${first}`), "10:00-15:30", `${year}`);
    assert.equal(hours(`${year}-${exam}`), "10:00-16:30", `${year}`);
    const other = tradingDays(`${year}-01-01`, `${year}-12-31`).filter(({ date }) => hours(date) !== "09:00-15:30");
    assert.deepEqual(other.map(({ date }) => date), [`${year}-${first}`, `${year}-${exam}`]);
  }
  assert.equal(hours("2026-12-25"), "closed");
});

Deno.test("an override closes a day, opens one, or changes its hours", () => {
  const overrides: readonly CalendarOverride[] = [
    { date: "2026-11-23", closed: true, note: "임시공휴일" },
    { date: "2026-11-24", closed: true },
    { date: "2026-11-25", opens: "10:00" },
    { date: "2026-11-26", closes: "13:00", note: "전산 장애" },
    { date: "2026-11-28", closed: false, opens: "09:30" },
    { date: "2026-11-29", opens: "09:30" },
  ];
  const of = (day: string) => [hours(day, overrides), tradingDay(day, overrides).note];
  assert.deepEqual(of("2026-11-23"), ["closed", "임시공휴일"]);
  assert.deepEqual(of("2026-11-24"), ["closed", "임시 휴장"]);
  assert.deepEqual(of("2026-11-25"), ["10:00-15:30", "거래시간 변경 10:00–15:30"]);
  assert.deepEqual(of("2026-11-26"), ["09:00-13:00", "전산 장애"]);
  assert.deepEqual(of("2026-11-27"), ["09:00-15:30", null]);
  assert.deepEqual(of("2026-11-28"), ["09:30-15:30", "거래시간 변경 09:30–15:30"]);
  assert.deepEqual(of("2026-11-29"), ["closed", "일요일"]);
  assert.equal(nextTradingDay("2026-11-20", overrides).date, "2026-11-25");
  assert.equal(tradingDay("2026-11-23").isTradingDay, true, "and changes nothing for those who do not pass it");
});

Deno.test("when the year's first day is closed by an override, the next opens at 10:00", () => {
  const overrides = [{ date: "2026-01-02", closed: true }];
  assert.equal(hours("2026-01-05", overrides), "10:00-15:30");
});

Deno.test("the later of two overrides for a date counts, and wrong hours are refused", () => {
  const twice = [{ date: "2026-11-23", closed: true }, { date: "2026-11-23", closed: false }];
  assert.equal(tradingDay("2026-11-23", twice).isTradingDay, true);
  assert.throws(() => tradingDay("2026-11-23", [{ date: "2026-11-23", opens: "16:00" }]), /closes before it opens/);
  assert.throws(() => tradingDay("2026-11-23", [{ date: "2026-11-23", opens: "9" }]), RangeError);
});

Deno.test("a date outside the known years is an error that says so, and a text that is no date another", () => {
  for (const day of ["2017-12-31", "2028-01-01"]) assert.throws(() => tradingDay(day), CalendarRangeError, day);
  assert.throws(() => tradingDay("2028-01-03"), /2028-01-03.*2018 to 2027/);
  assert.throws(() => nextTradingDay("2027-12-30"), CalendarRangeError);
  assert.throws(() => previousTradingDay("2018-01-02"), CalendarRangeError);
  tradingDay("2026-01-05");
  for (const day of ["2026-02-30", "2026-1-5", "", "tomorrow"]) assert.throws(() => tradingDay(day), RangeError, day);
});

Deno.test("the next and the previous trading day are the nearest on either side", () => {
  assert.equal(nextTradingDay("2026-09-23").date, "2026-09-28");
  assert.equal(previousTradingDay("2026-09-28").date, "2026-09-23");
  assert.equal(nextTradingDay("2026-12-30").date, "2027-01-04");
  fc.assert(fc.property(date, (day) => {
    const next = nextTradingDay(day).date;
    assert.ok(next > day && tradingDay(next).isTradingDay);
    assert.deepEqual(tradingDays(addDays(day, 1), addDays(next, -1)), []);
    const previous = previousTradingDay(day).date;
    assert.ok(previous < day && tradingDay(previous).isTradingDay);
    assert.deepEqual(tradingDays(addDays(previous, 1), addDays(day, -1)), []);
  }));
});

Deno.test("tradingDays includes both ends and is empty backwards", () => {
  const days = tradingDays("2026-11-20", "2026-11-24").map((day) => day.date);
  assert.deepEqual(days, ["2026-11-20", "2026-11-23", "2026-11-24"]);
  assert.deepEqual(tradingDays("2026-11-24", "2026-11-20"), []);
});

Deno.test("the days with a daily bar are exactly the trading days between the first and the last", () => {
  const folder = new URL("../../../shared/krx/daily/", import.meta.url);
  if (!existsSync(folder)) return console.log("skipped: ../shared/krx/daily is absent");
  for (const file of readdirSync(folder)) {
    const lines = readFileSync(new URL(file, folder), "utf8").trim().split("\n").slice(1);
    const dates = lines.map((line) => line.slice(0, 10));
    const [first = "", last = ""] = [dates[0], dates.at(-1)];
    assert.deepEqual(dates, tradingDays(first, last).map((day) => day.date), file);
  }
});
