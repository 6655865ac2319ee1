import * as gazette from "@hyunbinseo/holidays-kr/all";
import { addDays, isDate, kstMs, weekday } from "./kst.ts";

/**
 * A calendar date of the exchange. `opensAt` and `closesAt` (ms since the epoch) bound the regular session; null when
 * there is none.
 */
export interface TradingDay {
  readonly date: string;
  readonly isTradingDay: boolean;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  /** In Korean, why the day is closed or what is unusual of its hours; null on an ordinary trading day. */
  readonly note: string | null;
}

/**
 * A change to one date that the built-in data does not know: a temporary holiday, say, or other hours.
 *
 * `closed: true` closes the day and `closed: false` opens one that would be closed. `opens` and `closes` are KST times
 * (`HH:MM`) of a day that trades; what is left out stays as it was. Of two overrides for one date the later in the list
 * counts.
 */
export interface CalendarOverride {
  readonly date: string;
  readonly closed?: boolean;
  readonly opens?: string;
  readonly closes?: string;
  readonly note?: string;
}

/** Thrown for a date outside the years whose holidays are known, 2018 to 2027. */
export class CalendarRangeError extends Error {
  override readonly name = "CalendarRangeError";
  constructor(readonly date: string) {
    super(`no trading calendar for ${date}: it covers ${FIRST_YEAR} to ${LAST_YEAR}`);
  }
}

/** The first year of the calendar. */
export const FIRST_YEAR = 2018;
/** The last year of the calendar. */
export const LAST_YEAR = 2027;

const OPENS = "09:00";
const CLOSES = "15:30";

/**
 * Days of the national college entrance exam. The exchange then opens and closes an hour later, so that examinees get
 * through the traffic (its notices of each year). The exam of 2027 is the Ministry of Education's announcement of
 * 2025-06-01; the exchange's notice for it is still to come.
 */
const EXAM_DAYS: ReadonlySet<string> = new Set([
  "2018-11-15",
  "2019-11-14",
  "2020-12-03",
  "2021-11-18",
  "2022-11-17",
  "2023-11-16",
  "2024-11-14",
  "2025-11-13",
  "2026-11-19",
  "2027-11-18",
]);

/**
 * Public holidays by date, from the official gazette: Sundays and other weekend days are listed only where they have a
 * name.
 */
const HOLIDAYS: ReadonlyMap<string, string> = new Map(
  Object.values(gazette).flatMap((year) =>
    Object.entries(year).map(([date, names]): [string, string] => [date, names.join(", ")])
  ),
);

const NONE: readonly CalendarOverride[] = [];
const cache = new WeakMap<readonly CalendarOverride[], Map<string, ReadonlyMap<string, TradingDay>>>();

/**
 * What the exchange does on a KST date.
 *
 * Closed on weekends, public holidays, Labour Day (1 May, a public holiday only since 2026) and the last weekday of the
 * year that is no holiday (KOSPI Market Business Regulation §5). The first trading day of a year opens at 10:00
 * (Enforcement Rules §8(1)3); the day of the college entrance exam runs 10:00 to 16:30 (yearly notices). Otherwise
 * 09:00 to 15:30. Years are computed once per list of overrides, by the identity of the array: pass the same array
 * again, and do not change it. Throws CalendarRangeError outside 2018 to 2027, RangeError when `date` is not a date.
 */
export function tradingDay(date: string, overrides: readonly CalendarOverride[] = NONE): TradingDay {
  const day = yearOf(date, overrides).get(date);
  if (day === undefined) throw new RangeError(`not a date: ${date}`);
  return day;
}

/**
 * The first trading day strictly after `date`. Throws CalendarRangeError when the search leaves the years 2018 to 2027.
 */
export function nextTradingDay(date: string, overrides: readonly CalendarOverride[] = NONE): TradingDay {
  return seek(date, 1, overrides);
}

/**
 * The last trading day strictly before `date`. Throws CalendarRangeError when the search leaves the years 2018 to 2027.
 */
export function previousTradingDay(date: string, overrides: readonly CalendarOverride[] = NONE): TradingDay {
  return seek(date, -1, overrides);
}

/**
 * The trading days from `from` to `to`, both included, in order; none when `to` is before `from`. Throws as tradingDay
 * does.
 */
export function tradingDays(
  from: string,
  to: string,
  overrides: readonly CalendarOverride[] = NONE,
): readonly TradingDay[] {
  const days: TradingDay[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const day = tradingDay(date, overrides);
    if (day.isTradingDay) days.push(day);
  }
  return days;
}

function seek(from: string, step: 1 | -1, overrides: readonly CalendarOverride[]): TradingDay {
  let day = tradingDay(addDays(from, step), overrides);
  while (!day.isTradingDay) day = tradingDay(addDays(day.date, step), overrides);
  return day;
}

function yearOf(date: string, overrides: readonly CalendarOverride[]): ReadonlyMap<string, TradingDay> {
  let years = cache.get(overrides);
  if (years === undefined) cache.set(overrides, years = new Map());
  const key = date.slice(0, 4);
  let year = years.get(key);
  if (year === undefined) {
    if (!isDate(date)) throw new RangeError(`not a date: ${date}`);
    const number = Number(key);
    if (number < FIRST_YEAR || number > LAST_YEAR) throw new CalendarRangeError(date);
    years.set(key, year = buildYear(number, overrides));
  }
  return year;
}

interface Plan {
  readonly date: string;
  readonly closed: string | null;
  readonly override: CalendarOverride | undefined;
}

function buildYear(year: number, overrides: readonly CalendarOverride[]): ReadonlyMap<string, TradingDay> {
  const byDate = new Map(overrides.map((override) => [override.date, override]));
  const yearEnd = yearEndClosure(year);
  const plans: Plan[] = [];
  for (let date = `${year}-01-01`; date.startsWith(`${year}`); date = addDays(date, 1)) {
    const override = byDate.get(date);
    const reason = date === yearEnd ? "연말 휴장" : closure(date);
    const closed = override?.closed === undefined
      ? reason
      : override.closed
      ? override.note ?? reason ?? "임시 휴장"
      : null;
    plans.push({ date, closed, override });
  }
  const first = plans.find((plan) => plan.closed === null)?.date;
  return new Map(plans.map((plan) => [plan.date, dayOf(plan, plan.date === first)]));
}

function dayOf({ date, closed, override }: Plan, isFirst: boolean): TradingDay {
  if (closed !== null) {
    return { date, isTradingDay: false, opensAt: null, closesAt: null, note: override?.note ?? closed };
  }
  const exam = EXAM_DAYS.has(date);
  const opens = override?.opens ?? (exam || isFirst ? "10:00" : OPENS);
  const closes = override?.closes ?? (exam ? "16:30" : CLOSES);
  const opensAt = kstMs(date, opens);
  const closesAt = kstMs(date, closes);
  if (opensAt >= closesAt) throw new RangeError(`the calendar override of ${date} closes before it opens`);
  return {
    date,
    isTradingDay: true,
    opensAt,
    closesAt,
    note: override?.note ?? hoursNote(opens, closes, exam, isFirst),
  };
}

function hoursNote(opens: string, closes: string, exam: boolean, isFirst: boolean): string | null {
  if (opens === OPENS && closes === CLOSES) return null;
  if (exam) return `수능일 ${opens}–${closes}`;
  if (isFirst && closes === CLOSES) return `새해 첫 거래일 ${opens}`;
  return `거래시간 변경 ${opens}–${closes}`;
}

/** Why a date is closed, apart from the year's last day, or null when it is not. */
function closure(date: string): string | null {
  const holiday = HOLIDAYS.get(date);
  if (holiday !== undefined) return holiday;
  const day = weekday(date);
  if (day === 0) return "일요일";
  if (day === 6) return "토요일";
  return date.endsWith("-05-01") ? "근로자의 날" : null;
}

function yearEndClosure(year: number): string {
  let date = `${year}-12-31`;
  while (closure(date) !== null) date = addDays(date, -1);
  return date;
}
