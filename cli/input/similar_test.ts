import assert from "node:assert/strict";
import { similarWord } from "./similar.ts";

Deno.test("similarWord() finds the word behind a typing mistake, and nothing behind another word", () => {
  const words = ["open", "closed", "filled", "canceled", "confirm", "pager", "lang"];
  const cases: [string, string | null][] = [
    ["opne", "open"],
    ["filed", "filled"],
    ["cancelled", "canceled"],
    ["Confrim", "confirm"],
    ["pagr", "pager"],
    ["language", null],
    ["xyzzy", null],
    ["", null],
    ["o", null],
  ];
  for (const [text, expected] of cases) assert.equal(similarWord(text, words), expected, text);
});
