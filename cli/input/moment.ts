// Dates and times as people type them. A time without an offset is Korea's.
import { usageError } from "../errors.ts";
import type { Messages } from "../i18n/mod.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/;

/** Whether `text` is a day that exists. */
export function isDay(text: string): boolean {
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // An overlong day of the month rolls over instead of failing, so the day has to come back as it went in.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The ISO time with an offset that `text` writes, or null. */
export function isoTime(text: string): string | null {
  const parts = TIME.exec(text);
  if (parts === null || !isDay(parts[1] ?? "")) return null;
  const whole = `${parts[1]}T${parts[2]}${parts[3] ?? "+09:00"}`;
  return Number.isNaN(Date.parse(whole)) ? null : whole;
}

/** A KST date for the option `name`. */
export function checkedDay(name: string, text: string, t: Messages): string {
  if (!isDay(text)) throw usageError(t.input.date(name, text));
  return text;
}

/** A KST date, or a time with its offset, for the option `name`. */
export function checkedMoment(name: string, text: string, t: Messages): string {
  const value = isDay(text) ? text : isoTime(text);
  if (value === null) throw usageError(t.input.moment(name, text));
  return value;
}

/** Refuses a HOGA_CLOCK that is no clock. The stack reads the variable itself, and may know a clock of its own to go on with. */
export function checkClockSetting(env: Readonly<Record<string, string | undefined>>, t: Messages): void {
  const clock = env["HOGA_CLOCK"];
  if (clock !== undefined && clock !== "") checkedClock("HOGA_CLOCK", clock, t);
}

/** "real", "practice" or a time, for the option or variable `name`. */
export function checkedClock(name: string, text: string, t: Messages): string {
  const value = text === "real" || text === "practice" ? text : isoTime(text);
  if (value === null) throw usageError(t.input.clock(name, text));
  return value;
}
