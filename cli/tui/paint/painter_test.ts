import assert from "node:assert/strict";
import { createPainter, type Painted } from "./painter.ts";

const BEGIN = "\x1b[?2026h";
const END = "\x1b[?2026l";
const HIDE = "\x1b[?25l";
const SHOW = "\x1b[?25h";

/** A painter, and what it has written since the last look. */
function bench() {
  const written: string[] = [];
  const painter = createPainter((text) => void written.push(text));
  return {
    forget: painter.forget,
    paint(lines: readonly string[], cursor: Painted["cursor"] = null): readonly string[] {
      painter.paint({ lines, cursor });
      return written.splice(0);
    },
  };
}

Deno.test("the first frame is written whole, upon a cleared screen", () => {
  const { paint } = bench();
  assert.deepEqual(paint(["a", "b"]), [`${BEGIN}${HIDE}\x1b[2J\x1b[1;1Ha\x1b[2;1Hb${HIDE}${END}`]);
});

Deno.test("only the lines that changed are written, and nothing when none did", () => {
  const { paint } = bench();
  paint(["a", "b", "c"]);
  assert.deepEqual(paint(["a", "B", "c"]), [`${BEGIN}${HIDE}\x1b[2;1HB${HIDE}${END}`]);
  assert.deepEqual(paint(["a", "B", "c"]), []);
  assert.deepEqual(paint(["A", "B", "C"]), [`${BEGIN}${HIDE}\x1b[1;1HA\x1b[3;1HC${HIDE}${END}`]);
});

Deno.test("the cursor is shown where text is typed, moves by itself, and is hidden elsewhere", () => {
  const { paint } = bench();
  paint(["a"]);
  assert.deepEqual(paint(["a"], { x: 4, y: 0 }), [`${BEGIN}\x1b[1;5H${SHOW}${END}`]);
  assert.deepEqual(paint(["a"], { x: 4, y: 0 }), []);
  assert.deepEqual(paint(["a"], { x: 5, y: 0 }), [`${BEGIN}\x1b[1;6H${SHOW}${END}`]);
  assert.deepEqual(paint(["a"], { x: 5, y: 2 }), [`${BEGIN}\x1b[3;6H${SHOW}${END}`]);
  // While lines are written the cursor is hidden, and stands in its place again afterwards.
  assert.deepEqual(paint(["b"], { x: 5, y: 2 }), [`${BEGIN}${HIDE}\x1b[1;1Hb\x1b[3;6H${SHOW}${END}`]);
  assert.deepEqual(paint(["b"]), [`${BEGIN}${HIDE}${END}`]);
});

Deno.test("after forget() the next frame is written whole, changed or not", () => {
  const { paint, forget } = bench();
  const whole = paint(["a", "b"], { x: 1, y: 1 });
  forget();
  assert.deepEqual(paint(["a", "b"], { x: 1, y: 1 }), whole);
});
