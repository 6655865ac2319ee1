import fc from "fast-check";
import assert from "node:assert/strict";
import { anyLine } from "../testing/texts.ts";
import {
  fit,
  fitRight,
  line,
  lineText,
  lineWidth,
  restyled,
  signed,
  sliceLine,
  type Span,
  spread,
  toned,
} from "./line.ts";

const width = fc.integer({ min: -1, max: 40 });
const ellipsis = fc.constantFrom("…", "~", "");

Deno.test("fit(), fitRight() and spread() are exactly as wide as they are told, whatever the text", () => {
  fc.assert(fc.property(anyLine, width, ellipsis, (spans, columns, mark) => {
    assert.equal(lineWidth(fit(spans, columns, mark)), Math.max(0, columns));
    assert.equal(lineWidth(fitRight(spans, columns, mark)), Math.max(0, columns));
  }));
  fc.assert(fc.property(anyLine, anyLine, width, (left, right, columns) => {
    assert.equal(lineWidth(spread(left, right, columns)), Math.max(0, columns));
  }));
});

Deno.test("sliceLine() has the cells of the line that it is asked for, and their styles", () => {
  const cell = fc.integer({ min: 0, max: 60 });
  fc.assert(fc.property(anyLine, cell, cell, (spans, one, other) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    assert.equal(lineWidth(sliceLine(spans, from, to)), Math.max(0, Math.min(to, lineWidth(spans)) - from));
  }));
  const spans: readonly Span[] = [{ text: "ab", style: { bold: true } }, { text: "삼성" }, toned("cd", "up")];
  assert.deepEqual(sliceLine(spans, 1, 7), [
    { text: "b", style: { bold: true } },
    { text: "삼성" },
    { text: "c", style: { tone: "up" } },
  ]);
  assert.deepEqual(sliceLine(spans, 2, 3), [{ text: " " }]);
});

Deno.test("fit() fills with blanks and cuts with an ellipsis that has the style of what it cuts", () => {
  const table: readonly [string, number, string, string][] = [
    ["abc", 5, "…", "abc  "],
    ["abc", 3, "…", "abc"],
    ["abcdef", 4, "…", "abc…"],
    ["삼성전자", 5, "…", "삼성…"],
    ["삼성전자", 4, "…", "삼 …"],
    ["삼성전자", 5, "~", "삼성~"],
    ["abcdef", 1, "…", "…"],
    ["abcdef", 4, "", "abcd"],
    ["삼성전자", 5, "", "삼성 "],
    ["abcdef", 0, "…", ""],
  ];
  for (const [text, columns, mark, shown] of table) assert.equal(lineText(fit(line(text), columns, mark)), shown, text);
  assert.deepEqual(fit([toned("abcdef", "up")], 3), [toned("ab", "up"), toned("…", "up")]);
});

Deno.test("fitRight() puts what is short against the right edge, spread() two lines at the edges", () => {
  assert.equal(lineText(fitRight(line("삼성"), 6)), "  삼성");
  assert.equal(lineText(fitRight(line("71,500"), 4)), "71,…");
  assert.equal(lineText(spread(line("left"), line("right"), 12)), "left   right");
  assert.equal(lineText(spread(line("left side"), line("right"), 10)), "left…right");
  assert.equal(lineText(spread(line("left"), line("right"), 4)), "rig…");
});

Deno.test("line() lets no control character through, signed() and restyled() give a style", () => {
  assert.deepEqual(line("a\x1bb", toned("c\nd", "danger")), [{ text: "a b" }, toned("c d", "danger")]);
  assert.deepEqual([1, -1, 0].map((sign) => signed("x", sign).style?.tone), ["up", "down", undefined]);
  assert.deepEqual(restyled([toned("a", "up"), { text: "b" }], { bold: true }), [
    toned("a", "up", { bold: true }),
    { text: "b", style: { bold: true } },
  ]);
});
