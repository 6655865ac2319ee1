// Numbers and times inside sentences.

/** 1234567 → "1,234,567". */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** "2025-03-14T10:12:00+09:00" → "10:12"; seconds only where there are any. The time is taken as written, which is Korea's. */
export function timeOfDay(iso: string): string {
  const [, minute = "", seconds = ""] = /T(\d\d:\d\d)(:\d\d)?/.exec(iso) ?? [];
  return seconds === ":00" ? minute : minute + seconds;
}

/** "2025-03-17T09:00:00+09:00" → "2025-03-17 09:00". */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${timeOfDay(iso)}`;
}
