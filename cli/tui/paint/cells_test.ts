import fc from "fast-check";
import assert from "node:assert/strict";
import stringWidth from "string-width";
import { anyText } from "../testing/texts.ts";
import { cellWidth, graphemes, sliceCells, withoutControls } from "./cells.ts";

Deno.test("cellWidth() is what string-width says of every character of the basic plane", () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    if (cellWidth(character) !== stringWidth(character)) wrong.push(`U+${code.toString(16)}`);
  }
  assert.deepEqual(wrong, []);
});

Deno.test("cellWidth() is what string-width says of any text", () => {
  fc.assert(fc.property(anyText, (text) => assert.equal(cellWidth(text), stringWidth(text))), { numRuns: 1_000 });
  assert.equal(cellWidth("삼성전자 005930"), 15);
});

Deno.test("graphemes() are the text, and what a person counts as characters", () => {
  fc.assert(fc.property(anyText, (text) => {
    const all = graphemes(text);
    assert.equal(all.join(""), text);
    assert.equal(all.reduce((sum, one) => sum + cellWidth(one), 0), cellWidth(text));
  }));
  assert.deepEqual(graphemes("삼e\u0301👨‍👩‍👧‍👦1"), ["삼", "e\u0301", "👨‍👩‍👧‍👦", "1"]);
});

Deno.test("sliceCells() is exactly as wide as the cells that it is asked for", () => {
  const cell = fc.integer({ min: 0, max: 60 });
  fc.assert(fc.property(anyText, cell, cell, (text, one, other) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    const width = Math.max(0, Math.min(to, cellWidth(text)) - from);
    assert.equal(cellWidth(sliceCells(text, from, to)), width);
  }));
});

Deno.test("sliceCells() makes a space of half a wide character, at either end", () => {
  const table: readonly [string, number, number, string][] = [
    ["abcdef", 1, 4, "bcd"],
    ["삼성전자", 0, 4, "삼성"],
    ["삼성전자", 0, 3, "삼 "],
    ["삼성전자", 1, 5, " 성 "],
    ["삼성전자", 1, 2, " "],
    ["삼성전자", 4, 99, "전자"],
    ["삼성전자", 8, 9, ""],
    ["삼성전자", 3, 3, ""],
    ["a👨‍👩‍👧‍👦b", 0, 2, "a "],
    ["e\u0301x", 0, 1, "e\u0301"],
  ];
  for (const [text, from, to, sliced] of table) {
    assert.equal(sliceCells(text, from, to), sliced, `${text} ${from} ${to}`);
  }
});

Deno.test("withoutControls() leaves nothing that moves the cursor, colors or turns the writing", () => {
  assert.equal(withoutControls("a\x1b[31m\u0007b\r\nc\u202ed\u2066e\u009b"), "a [31m b c d e ");
  assert.equal(withoutControls("삼성전자 👨‍👩‍👧‍👦"), "삼성전자 👨‍👩‍👧‍👦");
});
