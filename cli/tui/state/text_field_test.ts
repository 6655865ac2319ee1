import fc from "fast-check";
import assert from "node:assert/strict";
import { graphemes } from "../paint/cells.ts";
import { anyText } from "../testing/texts.ts";
import { beforeCursor, cursorMoved, erased, fieldOf, type TextField, typed, wordErased } from "./text_field.ts";

const change: fc.Arbitrary<(field: TextField) => TextField> = fc.oneof(
  anyText.map((text) => (field: TextField) => typed(field, text)),
  fc.integer({ min: -5, max: 5 }).map((by) => (field: TextField) => cursorMoved(field, by)),
  fc.constantFrom("before" as const, "after" as const).map((side) => (field: TextField) => erased(field, side)),
  fc.constant(wordErased),
);

Deno.test("whatever is typed, the cursor stands within the text, and no control character gets in", () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
    const { text, at } = changes.reduce((field, next) => next(field), fieldOf(""));
    assert.ok(at >= 0 && at <= graphemes(text).length, `${at} in ${JSON.stringify(text)}`);
    assert.doesNotMatch(text, /\p{Cc}/u);
  }));
});

Deno.test("what was typed goes by backspaces, one for each that a person sees", () => {
  const words = fc.array(fc.constantFrom("삼", "e\u0301", "👨‍👩‍👧‍👦", "a", " ", "漢"), { maxLength: 8 });
  fc.assert(fc.property(words, (parts) => {
    let field = parts.reduce(typed, fieldOf("x"));
    for (const _ of parts) field = erased(field, "before");
    assert.deepEqual(field, { text: "x", at: 1 });
  }));
});

Deno.test("typing puts in at the cursor, and the cursor after it", () => {
  assert.deepEqual(typed({ text: "삼자", at: 1 }, "성전"), { text: "삼성전자", at: 3 });
  assert.deepEqual(typed(fieldOf("a"), "\n"), { text: "a", at: 1 });
  assert.deepEqual(typed(fieldOf("\u1112"), "\u1161"), { text: "하", at: 1 });
  assert.equal(beforeCursor({ text: "삼성전자", at: 2 }), "삼성");
});

Deno.test("erasing stops at the ends", () => {
  assert.deepEqual(erased({ text: "ab", at: 0 }, "before"), { text: "ab", at: 0 });
  assert.deepEqual(erased({ text: "ab", at: 2 }, "after"), { text: "ab", at: 2 });
  assert.deepEqual(erased({ text: "ab", at: 1 }, "after"), { text: "a", at: 1 });
  assert.deepEqual(cursorMoved({ text: "ab", at: 1 }, -Infinity), { text: "ab", at: 0 });
  assert.deepEqual(cursorMoved({ text: "ab", at: 1 }, Infinity), { text: "ab", at: 2 });
});

Deno.test("a word goes with the blanks after it, and blanks alone go too", () => {
  const table: readonly [string, number, string, number][] = [
    ["order list", 10, "order ", 6],
    ["order ", 6, "", 0],
    ["order list", 5, " list", 0],
    ["a b c", 3, "a  c", 2],
    ["   ", 3, "", 0],
    ["", 0, "", 0],
  ];
  for (const [text, at, rest, left] of table) {
    assert.deepEqual(wordErased({ text, at }), { text: rest, at: left }, text);
  }
});
