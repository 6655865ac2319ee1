import assert from "node:assert/strict";
import { parseDailyCsv } from "./daily_csv.ts";

const HEADER = "date,open,high,low,close,volume";

Deno.test("parseDailyCsv() reads bars and puts them in the order of their dates", () => {
  const text = `${HEADER}\n2025-03-14,54500,55100,54400,54700,10845154\n2025-03-13,54500,55000,54300,54400,9000\n`;
  assert.deepEqual(parseDailyCsv(text), {
    bars: [
      { date: "2025-03-13", open: 54_500, high: 55_000, low: 54_300, close: 54_400, volume: 9_000 },
      { date: "2025-03-14", open: 54_500, high: 55_100, low: 54_400, close: 54_700, volume: 10_845_154 },
    ],
  });
});

Deno.test("parseDailyCsv() takes columns in any order, other columns, a byte order mark, CRLF, quotes and empty lines", () => {
  const text = `\uFEFFVolume,"Date",name,close,low,high,open\r\n7,"2025-03-14",x,5,1,9,3\r\n\r\n`;
  assert.deepEqual(parseDailyCsv(text), {
    bars: [{ date: "2025-03-14", open: 3, high: 9, low: 1, close: 5, volume: 7 }],
  });
});

Deno.test("parseDailyCsv() makes a day without volume flat at its close", () => {
  const flat = { date: "2025-03-14", open: 500, high: 500, low: 500, close: 500, volume: 0 };
  assert.deepEqual(parseDailyCsv(`${HEADER}\n2025-03-14,0,0,0,500,0`), { bars: [flat] });
  assert.deepEqual(parseDailyCsv(HEADER), { bars: [] });
});

const REFUSED: readonly (readonly [row: string, error: string])[] = [
  ["2025-02-30,1,1,1,1,1", `Row 3: "2025-02-30" is not a date (YYYY-MM-DD)`],
  ["2025-03-14,1,1,1,1.5,1", `Row 3: close "1.5" is not a whole number`],
  ["2025-03-14,1,1,1,1", `Row 3: volume "" is not a whole number`],
  ["2025-03-14,-1,1,1,1,1", `Row 3: open "-1" is not a whole number`],
  ["2025-03-14,1,1,1,1,99999999999999999999", `Row 3: volume "99999999999999999999" is not a whole number`],
  ["2025-03-14,5,9,6,7,1", `Row 3: low 6 is above open 5 or close 7`],
  ["2025-03-14,5,6,5,7,1", `Row 3: high 6 is below open 5 or close 7`],
  ["2025-03-14,5,6,0,5,1", `Row 3: low is 0`],
  ["2025-03-14,5,6,5,0,0", `Row 3: close is 0`],
  ["2025-03-14,5,3000000000,5,5,1", `Row 3: a price is above 2000000000`],
  ["2025-03-13,5,6,5,5,1", `Row 3: 2025-03-13 is there twice`],
];

Deno.test("parseDailyCsv() names the row it cannot read and says why", () => {
  for (const [row, error] of REFUSED) {
    assert.deepEqual(parseDailyCsv(`${HEADER}\n2025-03-13,5,6,5,5,1\n${row}\n`), { error });
  }
  assert.deepEqual(parseDailyCsv("date,open,high,low\n"), { error: "Row 1: the header lacks close, volume" });
  assert.deepEqual(parseDailyCsv(""), { error: "Row 1: the header lacks date, open, high, low, close, volume" });
});
