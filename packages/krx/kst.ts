// Korean Standard Time: UTC+9 all year. Korea has had no daylight saving time since 1988.

const OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * The KST calendar date (`YYYY-MM-DD`) of an instant in ms since the epoch.
 * Throws a RangeError when `ms` is not a finite number that a Date can hold.
 */
export function kstDate(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
}

/**
 * An instant as ISO 8601 with the Korean offset: `2025-03-14T09:00:00+09:00`.
 * Milliseconds (`.123`) appear only when the instant is not a whole second; a fraction of a millisecond is cut off.
 * Throws a RangeError when `ms` is not a finite number that a Date can hold.
 */
export function kstIso(ms: number): string {
  const whole = Math.floor(ms);
  const text = new Date(whole + OFFSET_MS).toISOString();
  return `${whole % 1000 === 0 ? text.slice(0, 19) : text.slice(0, 23)}+09:00`;
}

/**
 * The instant (ms since the epoch) of a KST date and wall time: `kstMs("2025-03-14", "09:00")`, `"09:00:30"` or
 * `"09:00:30.250"`. Throws a RangeError when either is not a real date or time.
 */
export function kstMs(date: string, time: string): number {
  const day = utcMidnight(date);
  const within = timeOfDay(time);
  if (day === null || within === null) throw new RangeError(`not a KST date and time: ${date} ${time}`);
  return day + within - OFFSET_MS;
}

/**
 * The instant (ms since the epoch) that a text names, or null when it names none.
 *
 * Accepts ISO 8601 with an offset (`+09:00`, `+0900`, `+09`) or `Z`; without one the time is Korean. A bare date is
 * 00:00 KST. The date and the time must exist: `2025-02-30` and `24:00` are null. Digits beyond the millisecond are cut
 * off.
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text.trim());
  if (match === null) return null;
  const day = utcMidnight(match[1] ?? "");
  const within = timeOfDay(match[2] ?? "00:00");
  const offset = offsetMs(match[3]);
  if (day === null || within === null || offset === null) return null;
  return day + within - offset;
}

/** Whether a text is a calendar date that exists, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  return utcMidnight(text) !== null;
}

/** The date `days` (a whole number, negative for the past) after `date`. Throws a RangeError when `date` is not one. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The weekday of a date: 0 for Sunday to 6 for Saturday. Throws a RangeError when `date` is not one. */
export function weekday(date: string): number {
  return new Date(midnight(date)).getUTCDay();
}

function midnight(date: string): number {
  const ms = utcMidnight(date);
  if (ms === null) throw new RangeError(`not a date: ${date}`);
  return ms;
}

/** Midnight UTC of a date, or null when there is no such date. Date.parse alone would take 30 February for 2 March. */
function utcMidnight(date: string): number | null {
  if (!DATE.test(date)) return null;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return null;
  return new Date(ms).toISOString().startsWith(date) ? ms : null;
}

function timeOfDay(time: string): number | null {
  const match = TIME.exec(time);
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  const seconds = Number(match[3] ?? "0");
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const fraction = Number((match[4] ?? "").padEnd(3, "0").slice(0, 3));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction;
}

function offsetMs(text: string | undefined): number | null {
  if (text === undefined) return OFFSET_MS;
  if (text === "Z" || text === "z") return 0;
  const digits = text.slice(1).replace(":", "");
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2) || "0");
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
