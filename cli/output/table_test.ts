import assert from "node:assert/strict";
import fc from "fast-check";
import stringWidth from "string-width";
import { type Cell, renderFields, renderLine, renderTable } from "./table.ts";

Deno.test("renderTable() aligns Hangul by cells", () => {
  const lines = renderTable([{ title: "이름" }, { title: "Last", align: "right" }], [["삼성전자", "71,500"], [
    "SK",
    "9",
  ]], false);
  assert.deepEqual(lines, [
    "이름        Last",
    "삼성전자  71,500",
    "SK             9",
  ]);
});

Deno.test("renderTable() colors text without moving it", () => {
  const up: Cell = { text: "+5", tone: "up" };
  assert.deepEqual(renderTable([{ title: "P&L", align: "right" }], [[up]], true), [
    "\x1b[2mP&L\x1b[0m",
    " \x1b[31m+5\x1b[0m",
  ]);
  assert.deepEqual(renderTable([{ title: "P&L", align: "right" }], [[up]], false), ["P&L", " +5"]);
});

Deno.test("renderTable() ends every right-aligned column in the same cell, whatever the text", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "가", "ㅅ", "1", "₩", "￦", "\n", "\x1b"), maxLength: 8 });
  fc.assert(fc.property(fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 }), (rows) => {
    const lines = renderTable(
      [{ title: "x" }, { title: "end", align: "right" }],
      rows.map(([a, b]) => [a, `${b}|`]),
      false,
    );
    assert.equal(new Set(lines.slice(1).map((line) => stringWidth(line))).size, 1);
  }));
});

Deno.test("renderFields() and renderLine() join parts and cut control characters", () => {
  assert.deepEqual(renderFields([["현금", "1", "2"], ["Net", "3"]], false), ["현금  1  2", "Net   3"]);
  assert.equal(renderLine(["a\x1b[2Jb", { text: "c\nd", tone: "bold" }], false), "a [2Jb  c d");
});
