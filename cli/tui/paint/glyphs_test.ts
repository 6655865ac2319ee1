import fc from "fast-check";
import assert from "node:assert/strict";
import { anyText } from "../testing/texts.ts";
import { cellWidth } from "./cells.ts";
import { GLYPH_SETS, type Glyphs, glyphsOf, isGlyphSet, plainText } from "./glyphs.ts";

/** Every drawing character of a set that stands in for a cell. */
const cells = ({ arrow: _, corners, heights, candle, ...single }: Glyphs) =>
  [...Object.values(single), ...corners, ...heights, ...Object.values(candle)].filter((glyph) =>
    typeof glyph === "string"
  );

Deno.test("every drawing character is one cell wide, in both sets, and the plain set is ASCII", () => {
  for (const set of GLYPH_SETS) {
    for (const glyph of cells(glyphsOf(set))) assert.equal(cellWidth(glyph), 1, `${set} ${glyph}`);
  }
  for (const glyph of cells(glyphsOf("ascii"))) assert.match(glyph, /^[\x20-\x7e]$/);
  assert.deepEqual(["unicode", "ascii", "emoji"].map(isGlyphSet), [true, true, false]);
});

Deno.test("plain text is ASCII and Hangul, as wide as it was", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const plain = plainText(text);
      assert.match(plain, /^[\x20-\x7e\u3131-\u318e\uac00-\ud7a3]*$/);
      assert.equal(cellWidth(plain), cellWidth(text));
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("what sentences have has stand-ins, and what has none is a question mark for each cell", () => {
  const table: readonly [string, string][] = [
    ["삼성전자 71,500", "삼성전자 71,500"],
    ["PAPER · practice ×60 → 5:00…", "PAPER - practice x60 > 5:00~"],
    ["←→ ↑↓ ▲500 ▼1 1–9", "<> ^v ^500 v1 1-9"],
    ["漢字é😀", "???????"],
    ["한", "한"],
  ];
  for (const [text, plain] of table) assert.equal(plainText(text), plain, text);
});
