import assert from "node:assert/strict";
import { kstMs } from "@hoga/krx";
import { parseMinuteCsv } from "./minute_csv.ts";

const at = (time: string, date = "2025-03-14") => kstMs(date, time);
const BAR = { open: 54_500, high: 54_700, low: 54_400, close: 54_600, volume: 1_200 };
const CELLS = "54500,54700,54400,54600,1200";

Deno.test("parseMinuteCsv() reads instants, or dates and times, into days of minutes that rise in time", () => {
  const days = new Map([
    ["2025-03-14", [{ at: at("09:00"), ...BAR }, { at: at("09:01"), ...BAR }]],
    ["2025-03-17", [{ at: at("09:00", "2025-03-17"), ...BAR }]],
  ]);
  const prices = "open,high,low,close,volume";
  assert.deepEqual(
    parseMinuteCsv(
      `at,${prices}\n2025-03-17T09:00:00+09:00,${CELLS}\n2025-03-14T00:01:00Z,${CELLS}\n2025-03-14 09:00,${CELLS}\n`,
    ),
    { days },
  );
  assert.deepEqual(
    parseMinuteCsv(
      `\uFEFFTime,Date,name,${prices}\r\n09:01,2025-03-14,x,${CELLS}\r\n\r\n090000,2025-03-14,x,${CELLS}\r\n"09:00:00",2025-03-17,,${CELLS}`,
    ),
    { days },
  );
  assert.deepEqual(parseMinuteCsv(`at,${prices}`), { days: new Map() });
});

Deno.test("parseMinuteCsv() makes a minute without volume flat at its close", () => {
  const parsed = parseMinuteCsv("at,open,high,low,close,volume\n2025-03-14 09:00,0,0,0,500,0");
  assert.deepEqual(parsed, {
    days: new Map([["2025-03-14", [{ at: at("09:00"), open: 500, high: 500, low: 500, close: 500, volume: 0 }]]]),
  });
});

Deno.test("parseMinuteCsv() names the row and the value of what it cannot read", () => {
  const dated = (row: string) => `date,time,open,high,low,close,volume\n2025-03-14,09:00,${CELLS}\n${row}`;
  const timed = (row: string) => `at,open,high,low,close,volume\n${row}`;
  const rows: readonly (readonly [text: string, error: string])[] = [
    ["", "Row 1: the header lacks date, time, open, high, low, close, volume"],
    ["at,open,low,volume", "Row 1: the header lacks high, close"],
    [dated(`2025-02-30,09:00,${CELLS}`), 'Row 3: "2025-02-30" is not a date (YYYY-MM-DD)'],
    [dated(`2025-03-14,24:00,${CELLS}`), 'Row 3: "24:00" is not a time (HH:MM)'],
    [dated(`2025-03-14,09:00:30,${CELLS}`), 'Row 3: "2025-03-14 09:00:30" is not a whole minute'],
    [dated(`2025-03-14,0900,${CELLS}`), 'Row 3: the minute "2025-03-14 0900" is there twice'],
    [dated("2025-03-14,09:01,1.5,2,1,1,1"), 'Row 3: open "1.5" is not a whole number'],
    [dated("2025-03-14,09:01,5,4,3,4,1"), "Row 3: high 4 is below open 5 or close 4"],
    [timed(`yesterday,${CELLS}`), 'Row 2: at "yesterday" is not an ISO 8601 time'],
    [timed("2025-03-14 09:00,1,1,1,1"), 'Row 2: volume "" is not a whole number'],
  ];
  for (const [text, error] of rows) assert.deepEqual(parseMinuteCsv(text), { error });
});
