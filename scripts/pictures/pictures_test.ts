import assert from "node:assert/strict";
import { partsOf } from "./shapes.ts";
import { colorOf, svgOf } from "./svg.ts";
import type { Cell } from "../../cli/testing/terminal/screen_model.ts";

const ROOT = new URL("../../", import.meta.url);
const PLAIN: Cell = {
  ...{ text: "", width: 1, foreground: null, background: null },
  ...{ bold: false, dim: false, underline: false, inverse: false },
};

/** The names of the pictures that a document shows. */
async function shownIn(document: string): Promise<readonly string[]> {
  const text = await Deno.readTextFile(new URL(document, ROOT));
  return [...text.matchAll(/!\[[^\]]+\]\(docs\/pictures\/([^)]+)\)/g)].map(([, name = ""]) => name);
}

Deno.test("the two READMEs show every picture between them, and none that is not there", async () => {
  const shown = new Set([...await shownIn("README.md"), ...await shownIn("README.ko.md")]);
  const kept = await Array.fromAsync(Deno.readDir(new URL("docs/pictures/", ROOT)), ({ name }) => name);
  assert.deepEqual([...shown].toSorted(), kept.toSorted());
});

Deno.test("every picture is small, and says what it shows", async () => {
  const folder = new URL("docs/pictures/", ROOT);
  for await (const { name } of Deno.readDir(folder)) {
    const svg = await Deno.readTextFile(new URL(name, folder));
    const { size } = await Deno.stat(new URL(name, folder));
    assert.ok(size < 60_000, `${name} has ${size} bytes`);
    assert.match(svg, /^<svg [^]* aria-label="hoga: [^"]+"/, name);
  }
});

Deno.test("a run of letters is as wide as its cells, Hangul stands in its own columns, and lines are drawn", () => {
  const row: readonly Cell[] = [
    { ...PLAIN, text: "a" },
    { ...PLAIN, text: "<" },
    { ...PLAIN, text: "가", width: 2, foreground: 9, bold: true },
    { ...PLAIN, width: 0 },
    { ...PLAIN, text: "나", width: 2, foreground: 9, bold: true },
    { ...PLAIN, width: 0 },
    { ...PLAIN, text: "│" },
    { ...PLAIN, text: "x", inverse: true },
  ];
  const svg = svgOf({ columns: row.length, rows: 1, cell: (x) => row[x] ?? PLAIN }, "a & b");
  const texts = [...svg.matchAll(/<text x="([\d.]+)"[^>]* textLength="([\d.]+)"[^>]*>([^<]*)</g)];
  assert.deepEqual(texts.map(([, x, width, text]) => [Number(x), Number(width), text]), [
    [12, 16.8, "a&lt;"],
    [28.8, 33.6, "가나"],
    [70.8, 8.4, "x"],
  ]);
  assert.equal(svg.match(/<path/g)?.length, 1, "the line and the inverse ground have one color");
  assert.match(svg, /aria-label="a &amp; b"/);
});

Deno.test("the palette has 16 colors of its own, a cube and a ladder of grays", () => {
  assert.deepEqual([16, 231, 214, 232, 255].map((index) => colorOf(index, "")), [
    ...["#000000", "#ffffff", "#ffaf00", "#080808", "#eeeeee"],
  ]);
  assert.deepEqual([colorOf(null, "#123456"), colorOf("#abcdef", "")], ["#123456", "#abcdef"]);
  assert.equal(new Set(Array.from({ length: 16 }, (_, index) => colorOf(index, ""))).size, 16);
});

Deno.test("what hoga draws with has shapes within their cell", () => {
  for (const glyph of "─│╭╮╰╯┃╹╻╵╷╿╽▁▂▃▄▅▆▇█") {
    const parts = partsOf(glyph);
    assert.ok(parts !== null && parts.length > 0, glyph);
    for (const [x, y, width, height] of parts) {
      assert.ok(x >= 0 && y >= 0 && x + width <= 1.001 && y + height <= 1.001, glyph);
    }
  }
  assert.equal(partsOf("a"), null);
});
