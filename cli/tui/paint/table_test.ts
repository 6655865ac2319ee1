import fc from "fast-check";
import assert from "node:assert/strict";
import { anyText } from "../testing/texts.ts";
import { lineText, lineWidth } from "./line.ts";
import { table, type TableColumn } from "./table.ts";

const COLUMNS: readonly TableColumn[] = [
  { title: "Symbol", drop: 2 },
  { title: "Name", isFlexible: true, least: 8 },
  { title: "Last", align: "right" },
  { title: "Volume", align: "right", drop: 3 },
  { title: "%", align: "right", drop: 2 },
];
const ROWS = [
  ["005930", "삼성전자", "71,500", "12,345,678", "+0.70%"],
  ["000660", "SK하이닉스", "199,000", "1", "-0.75%"],
];

function shown(width: number, columns = COLUMNS, rows = ROWS): readonly string[] {
  const laid = table(columns, rows, width, "…");
  return [laid.head, ...laid.rows].map(lineText);
}

Deno.test("each column has what its longest cell needs, and the flexible one what is left over", () => {
  assert.deepEqual(shown(46), [
    "Symbol Name             Last     Volume      %",
    "005930 삼성전자       71,500 12,345,678 +0.70%",
    "000660 SK하이닉스    199,000          1 -0.75%",
  ]);
  assert.deepEqual(
    shown(60)[1],
    "005930 삼성전자                71,500 12,345,678 +0.70%     ",
    "no further apart than this",
  );
});

Deno.test("the flexible column gives way down to its least before another goes", () => {
  assert.deepEqual(shown(41).slice(1), [
    "005930 삼성전자  71,500 12,345,678 +0.70%",
    "000660 SK하이 … 199,000          1 -0.75%",
  ]);
  assert.deepEqual(shown(40).slice(1), [
    "005930 삼성전자            71,500 +0.70%",
    "000660 SK하이닉스         199,000 -0.75%",
  ]);
  const least = COLUMNS.map((column) => column.isFlexible ? { ...column, least: 4 } : column);
  assert.deepEqual(shown(37, least)[2], "000660 SK … 199,000          1 -0.75%");
});

Deno.test("the columns that matter least go first, the last of equals before the others, and 0 never", () => {
  const heads = (width: number) => shown(width)[0]?.trim().split(/\s+/);
  assert.deepEqual(heads(41), ["Symbol", "Name", "Last", "Volume", "%"]);
  assert.deepEqual(heads(40), ["Symbol", "Name", "Last", "%"]);
  assert.deepEqual(heads(30), ["Symbol", "Name", "Last", "%"]);
  assert.deepEqual(heads(29), ["Symbol", "Name", "Last"]);
  assert.deepEqual(heads(23), ["Symbol", "Name", "Last"]);
  assert.deepEqual(heads(22), ["Name", "Last"]);
  assert.deepEqual(shown(15), ["Name        La…", "삼성전자  71,5…", "SK하이 … 199,0…"]);
});

Deno.test("every line is exactly as wide as the table is told", () => {
  const column: fc.Arbitrary<TableColumn> = fc.record({
    title: anyText,
    align: fc.constantFrom("left" as const, "right" as const),
    drop: fc.nat(3),
    isFlexible: fc.boolean(),
    least: fc.nat(10),
  });
  const cells = fc.array(fc.array(anyText, { maxLength: 5 }), { maxLength: 3 });
  fc.assert(fc.property(fc.array(column, { maxLength: 5 }), cells, fc.nat(60), (columns, rows, width) => {
    const laid = table(columns, rows, width, "…");
    assert.deepEqual([laid.head, ...laid.rows].map(lineWidth), [laid.head, ...rows].map(() => width));
  }));
});
