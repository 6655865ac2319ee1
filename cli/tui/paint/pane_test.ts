import fc from "fast-check";
import assert from "node:assert/strict";
import { anyLine } from "../testing/texts.ts";
import { type Line, line, lineText, lineWidth } from "./line.ts";
import { below, beside, laid, type Pane, pane, type Size, targetAt } from "./pane.ts";

const texts = ({ lines }: Pane<unknown>) => lines.map(lineText);

/** A pane of one letter, with a target over all of it and a cursor. */
function filled(letter: string, size: Size, cursor: Pane<string>["cursor"] = null): Pane<string> {
  const lines = Array.from({ length: size.rows }, () => line(letter.repeat(size.columns)));
  return pane(lines, size, [{ x: 0, y: 0, width: size.columns, height: size.rows, means: letter }], cursor);
}

Deno.test("pane() cuts and fills to its size", () => {
  const lines = fc.array(anyLine, { maxLength: 6 });
  const size = fc.record({ columns: fc.integer({ min: 0, max: 30 }), rows: fc.integer({ min: 0, max: 6 }) });
  fc.assert(fc.property(lines, size, (shown, { columns, rows }) => {
    assert.deepEqual(pane(shown, { columns, rows }).lines.map(lineWidth), Array.from({ length: rows }, () => columns));
  }));
  assert.deepEqual(texts(pane([line("삼성전자"), line("b"), line("c")], { columns: 4, rows: 2 })), ["삼 …", "b   "]);
});

Deno.test("pane() drops targets below its end, and a cursor that is outside", () => {
  const target = (y: number) => ({ x: 0, y, width: 1, height: 1, means: y });
  const size = { columns: 4, rows: 2 };
  const lines: readonly Line[] = [];
  assert.deepEqual(pane(lines, size, [target(1), target(2)]).targets.map(({ means }) => means), [1]);
  assert.deepEqual(pane(lines, size, [], { x: 3, y: 1 }).cursor, { x: 3, y: 1 });
  assert.equal(pane(lines, size, [], { x: 4, y: 1 }).cursor, null);
  assert.equal(pane(lines, size, [], { x: 3, y: 2 }).cursor, null);
});

Deno.test("below() and beside() move targets and cursors with their panes", () => {
  const a = filled("a", { columns: 3, rows: 1 });
  const b = filled("b", { columns: 3, rows: 2 }, { x: 1, y: 1 });
  const stacked = below(a, b, filled("c", { columns: 3, rows: 1 }));
  assert.deepEqual(texts(stacked), ["aaa", "bbb", "bbb", "ccc"]);
  assert.deepEqual(stacked.cursor, { x: 1, y: 2 });
  assert.deepEqual([0, 1, 2, 3, 4].map((y) => targetAt(stacked, 2, y)), ["a", "b", "b", "c", null]);

  const c = filled("c", { columns: 2, rows: 2 }, { x: 0, y: 0 });
  const row = beside([filled("a", { columns: 3, rows: 2 }), 3], [c, 2]);
  assert.deepEqual(texts(row), ["aaacc", "aaacc"]);
  assert.deepEqual(row.cursor, { x: 3, y: 0 });
  assert.deepEqual([0, 2, 3, 4, 5].map((x) => targetAt(row, x, 1)), ["a", "a", "c", "c", null]);
});

Deno.test("laid() puts one pane upon another, and shuts out what lies beneath", () => {
  const under = filled("u", { columns: 7, rows: 4 }, { x: 0, y: 0 });
  const over = filled("o", { columns: 3, rows: 2 }, { x: 2, y: 1 });
  const both = laid(under, over, 2, 1);
  assert.deepEqual(texts(both), ["uuuuuuu", "uuooouu", "uuooouu", "uuuuuuu"]);
  assert.deepEqual(both.cursor, { x: 4, y: 2 });
  assert.equal(targetAt(both, 0, 0), null);
  assert.equal(targetAt(both, 2, 1), "o");
  assert.equal(laid(under, filled("o", { columns: 3, rows: 2 }), 2, 1).cursor, null);
});

Deno.test("laid() keeps every line as wide as it was, where it cuts wide characters too", () => {
  const under = pane([line("삼성전자"), line("삼성전자")], { columns: 8, rows: 2 });
  const over = pane([line("***")], { columns: 3, rows: 1 });
  assert.deepEqual(texts(laid(under, over, 1, 0)), [" ***전자", "삼성전자"]);
  assert.deepEqual(texts(laid(under, over, 2, 1)), ["삼성전자", "삼*** 자"]);
  assert.deepEqual(texts(laid({ ...under, lines: [[]] }, over, 2, 0)), ["  ***"], "upon a line that is too short");
  const lines = fc.array(anyLine, { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(lines, lines, fc.nat(20), fc.nat(3), (beneath, upon, x, y) => {
    const shown = laid(pane(beneath, { columns: 30, rows: 3 }), pane(upon, { columns: 10, rows: 3 }), x, y);
    assert.deepEqual(shown.lines.map(lineWidth), [30, 30, 30]);
  }));
});

Deno.test("targetAt() knows the edges of a target, and what was laid last wins", () => {
  const targets = [
    { x: 1, y: 1, width: 4, height: 2, means: "first" },
    { x: 2, y: 1, width: 1, height: 1, means: "second" },
  ];
  const table: readonly [number, number, string | null][] = [
    [1, 1, "first"],
    [4, 2, "first"],
    [0, 1, null],
    [5, 1, null],
    [1, 0, null],
    [1, 3, null],
    [2, 1, "second"],
    [2, 2, "first"],
  ];
  for (const [x, y, means] of table) assert.equal(targetAt({ targets }, x, y), means, `${x},${y}`);
});
