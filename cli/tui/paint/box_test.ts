import fc from "fast-check";
import assert from "node:assert/strict";
import { anyLine } from "../testing/texts.ts";
import { box, insideOf } from "./box.ts";
import { glyphsOf } from "./glyphs.ts";
import { line, lineText, lineWidth, type Piece } from "./line.ts";
import { pane, targetAt } from "./pane.ts";

const glyphs = glyphsOf("unicode");

function shown(columns: number, title: string, note?: string, rows = 3): readonly string[] {
  const size = { columns, rows };
  const options = { title: [title], glyphs, ...(note === undefined ? {} : { note: [note] }) };
  return box(pane([line("삼성전자 71,500")], insideOf(size)), size, options).lines.map(lineText);
}

Deno.test("box() frames its pane with a title and a note", () => {
  assert.deepEqual(shown(24, "관심종목", "2"), [
    "╭─ 관심종목 ─────── 2 ─╮",
    "│ 삼성전자 71,500      │",
    "╰──────────────────────╯",
  ]);
  assert.deepEqual(shown(24, "Positions"), [
    "╭─ Positions ──────────╮",
    "│ 삼성전자 71,500      │",
    "╰──────────────────────╯",
  ]);
});

Deno.test("a note goes where there is no room for it, and a title is cut", () => {
  const table: readonly [number, string, string | undefined, string][] = [
    [16, "Watchlist", "12", "╭─ Watchlist ──╮"],
    [19, "Watchlist", "12", "╭─ Watchlist ─────╮"],
    [20, "Watchlist", "12", "╭─ Watchlist ─ 12 ─╮"],
    [12, "Watchlist", undefined, "╭─ Watchl…─╮"],
    [12, "관심종목", undefined, "╭─ 관심종…─╮"],
    [6, "Watchlist", "1", "╭─ …─╮"],
    [4, "Watchlist", "1", "╭──╮"],
    [2, "Watchlist", "1", "╭…"],
    [1, "Watchlist", "1", "…"],
  ];
  for (const [columns, title, note, top] of table) assert.equal(shown(columns, title, note)[0], top, `${columns}`);
});

Deno.test("box() is exactly as large as it is told, whatever stands in it", () => {
  const size = fc.record({ columns: fc.integer({ min: 0, max: 40 }), rows: fc.integer({ min: 0, max: 6 }) });
  const pieces = anyLine.map((spans): readonly Piece[] => spans);
  fc.assert(fc.property(size, pieces, pieces, anyLine, (at, title, note, inside) => {
    const { lines } = box(pane([inside, inside], insideOf(at)), at, { title, note, glyphs });
    assert.deepEqual(lines.map(lineWidth), Array.from({ length: at.rows }, () => at.columns));
  }));
});

Deno.test("targets and the cursor move inside the frame, and the frame itself can mean something", () => {
  const size = { columns: 10, rows: 4 };
  const target = { x: 0, y: 1, width: 6, height: 1, means: "row" };
  const framed = box(pane([], insideOf(size), [target], { x: 3, y: 0 }), size, {
    title: ["T"],
    glyphs,
    means: "panel",
  });
  assert.deepEqual(framed.cursor, { x: 5, y: 1 });
  assert.deepEqual([targetAt(framed, 2, 2), targetAt(framed, 1, 2), targetAt(framed, 4, 0)], ["row", "panel", "panel"]);
  assert.equal(box(pane([], insideOf(size)), size, { title: ["T"], glyphs }).targets.length, 0);
});

Deno.test("the frame of what has the focus stands out", () => {
  const size = { columns: 8, rows: 3 };
  const tones = (isFocused: boolean) =>
    box(pane([], insideOf(size)), size, { title: ["T"], glyphs, isFocused }).lines.map((one) => one[0]?.style?.tone);
  assert.deepEqual([tones(true), tones(false)], [["accent", "accent", "accent"], ["frame", "frame", "frame"]]);
});
