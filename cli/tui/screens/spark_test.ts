import assert from "node:assert/strict";
import { glyphsOf } from "../paint/glyphs.ts";
import { lineText } from "../paint/line.ts";
import { sparkline } from "./spark.ts";

const unicode = glyphsOf("unicode");

Deno.test("a sparkline rises and falls between the least and the most of its values", () => {
  const table: readonly [readonly number[], number, string][] = [
    [[0, 1, 2, 3, 4, 5, 6, 7], 8, "▁▂▃▄▅▆▇█"],
    [[100_000_000, 100_000_001], 8, "▁█"],
    [[7, 0, 3.5], 8, "█▁▅"],
    [[5, 5, 5], 8, "▄▄▄"],
    [[-5, -10], 8, "█▁"],
    [[1], 8, "▄"],
    [[], 8, ""],
    [[1, 2], 0, ""],
    [[9, 1, 2], 2, "▁█"],
  ];
  for (const [values, width, drawn] of table) {
    assert.equal(lineText(sparkline(values, width, unicode)), drawn, `${values} in ${width}`);
  }
  assert.equal(lineText(sparkline([0, 7], 8, glyphsOf("ascii"))), "_#");
});

Deno.test("it is colored by where it ended against where what is shown began", () => {
  const tone = (values: readonly number[], width = 8) => sparkline(values, width, unicode)[0]?.style?.tone;
  assert.deepEqual([tone([1, 2]), tone([2, 1]), tone([2, 3, 2])], ["up", "down", undefined]);
  assert.equal(tone([1, 9, 8], 2), "down");
});
