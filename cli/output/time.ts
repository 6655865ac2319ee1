// Times for people: always Korea's, whatever the offset they came with. Tables have them short; everywhere else they name the weekday.
import type { Messages } from "../i18n/mod.ts";

const KST_MS = 9 * 3600_000;

/** An ISO time → "2025-03-14 09:00:05". */
export function formatTime(iso: string): string {
  return new Date(Date.parse(iso) + KST_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** An ISO time → "09:00". */
export function formatMinute(iso: string): string {
  return formatTime(iso).slice(11, 16);
}

/** A time that may be absent. */
export function formatOptionalTime(iso: string | null): string {
  return iso === null ? "-" : formatTime(iso);
}

/** An ISO time with its weekday → "2025-03-14 (Fri) 09:00:05". */
export function formatMoment(iso: string, { unit }: Messages): string {
  const [date = "", time = ""] = formatTime(iso).split(" ");
  return `${date} (${unit.weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ""}) ${time}`;
}

/** A time with its weekday that may be absent. */
export function formatOptionalMoment(iso: string | null, t: Messages): string {
  return iso === null ? "-" : formatMoment(iso, t);
}
