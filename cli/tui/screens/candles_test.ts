import fc from "fast-check";
import assert from "node:assert/strict";
import { glyphsOf } from "../paint/glyphs.ts";
import { lineText, lineWidth } from "../paint/line.ts";
import { candleChart } from "./candles.ts";

type Candle = Parameters<typeof candleChart>[0][number];

const unicode = glyphsOf("unicode");

function candle(open: number, high: number, low: number, close: number, volume = 100, minute = 0): Candle {
  const at = `2025-03-14T${String(9 + Math.floor(minute / 60)).padStart(2, "0")}:${
    String(minute % 60).padStart(2, "0")
  }:00+09:00`;
  return { at, open, high, low, close, volume };
}

/** The characters of the first candle, from the top, in a chart of so many rows whose scale is that of the second, at `low` to `high`. */
function column(one: Candle, rows: number, low: number, high: number, glyphs = unicode): string {
  const scale = candle(low, high, low, high);
  const { lines } = candleChart([one, scale], false, { columns: 20, rows: rows + 1 }, glyphs);
  return lines.slice(0, rows).map((line) => lineText(line)[0]).join("");
}

Deno.test("a candle's body and wicks fill the halves of its cells", () => {
  // Four rows are eight halves, numbered from the top: a price of 17 is half 0, 10 is half 7.
  const table: readonly [string, Candle, string][] = [
    ["all body", candle(10, 17, 10, 17), "┃┃┃┃"],
    ["all wick, a body of half a cell above", candle(17, 17, 10, 17), "╿│││"],
    ["a body of half a cell below", candle(10, 17, 10, 10), "│││╽"],
    ["wicks above and below whole cells of body", candle(12, 17, 10, 15), "│┃┃│"],
    ["wicks that begin within cells", candle(13, 16, 11, 14), "╷╽╿╵"],
    ["body from the lower half of one to the upper half of another", candle(11, 16, 11, 16), "╻┃┃╹"],
    ["a body alone in an upper half", candle(15, 15, 15, 15), " ╹  "],
    ["a body alone in a lower half", candle(14, 14, 14, 14), " ╻  "],
    ["falling is drawn like rising", candle(15, 17, 10, 12), "│┃┃│"],
  ];
  for (const [name, one, drawn] of table) assert.equal(column(one, 4, 10, 17), drawn, name);
});

Deno.test("without lines the candles are of hashes and bars", () => {
  assert.equal(column(candle(12, 17, 10, 15), 4, 10, 17, glyphsOf("ascii")), "|##|");
  assert.equal(column(candle(13, 16, 11, 14), 4, 10, 17, glyphsOf("ascii")), ".##'");
});

Deno.test("what rose is up, what fell is down, and what did neither is muted", () => {
  const tones = [candle(10, 17, 10, 17), candle(17, 17, 10, 10), candle(14, 17, 10, 14)].map((one) =>
    candleChart([one, one], false, { columns: 20, rows: 5 }, unicode).lines[0]?.[0]?.style?.tone
  );
  assert.deepEqual(tones, ["up", "down", "muted"]);
});

Deno.test("prices stand at the right edge, the last one in its row, and times beneath", () => {
  const day = Array.from(
    { length: 12 },
    (_, index) =>
      candle(
        70_000 + index * 100,
        70_300 + index * 100,
        69_900 + index * 100,
        70_200 + index * 100,
        1_000 * (index + 1),
        index,
      ),
  );
  const { lines } = candleChart(day, false, { columns: 36, rows: 14 }, unicode);
  assert.deepEqual(lines.map((line) => lineText(line).trimEnd()), [
    "                    ╷ ╽       71,300",
    "                  ╷ ╽ ┃",
    "              ╷ ╽ ┃ ┃ ╿       71,000",
    "            │ ┃ ┃ ╿ ╵",
    "        ╷ ╽ ┃ ┃ ╿ ╵           70,700",
    "    ╷ ╽ ┃ ┃ ╿ ╵",
    "  ╷ ╽ ┃ ┃ │                   70,400",
    "╽ ┃ ┃ ╿ ╵",
    "┃ ╿ ╵                         70,100",
    "╿ ╵",
    "                ▂ ▄ ▆ █          12K",
    "        ▂ ▄ ▆ █ █ █ █ █",
    "▂ ▄ ▆ █ █ █ █ █ █ █ █ █",
    "09:00     09:05     09:10",
  ]);
});

Deno.test("next to the row of the last price no other price stands", () => {
  const price = fc.integer({ min: 70_000, max: 72_000 });
  fc.assert(fc.property(price, fc.integer({ min: 6, max: 30 }), (close, rows) => {
    const all = [candle(70_000, 72_000, 70_000, 72_000), candle(close, close, close, close)];
    const { lines } = candleChart(all, false, { columns: 30, rows }, unicode);
    // Beneath the candles are the times, and from twelve rows on the volumes.
    const body = lines.slice(0, rows >= 12 ? rows - 4 : rows - 1);
    const labels = body.map((line) => lineText(line).slice(20).trim());
    const last = body.findIndex((line) => line.some(({ style }) => style?.bold));
    assert.equal(labels[last], close.toLocaleString("en-US"));
    for (const next of [last - 1, last + 1]) assert.equal(labels[next] ?? "", "", labels.join());
  }));
});

Deno.test("days have dates beneath instead of times", () => {
  const days = [candle(10, 17, 10, 17), { ...candle(10, 17, 10, 17), at: "2025-03-17T00:00:00+09:00" }];
  const { lines } = candleChart(days, true, { columns: 20, rows: 5 }, unicode);
  assert.equal(lineText(lines.at(-1) ?? []).trimEnd(), "03-14");
});

Deno.test("the last candles that fit are shown; a gap between them only where all have one", () => {
  const many = Array.from({ length: 50 }, (_, index) => candle(10, 17, 10, index === 49 ? 17 : 16, 100, index));
  const body = (columns: number) => lineText(candleChart(many, false, { columns, rows: 5 }, unicode).lines[1] ?? []);
  // Three cells at the right are for prices.
  assert.equal(body(23).slice(0, 20), "┃".repeat(20));
  const { lines } = candleChart(many, false, { columns: 23, rows: 5 }, unicode);
  assert.match(lineText(lines.at(-1) ?? []), /^09:30 /, "the last twenty");
  assert.equal(body(103).slice(0, 100), "┃ ".repeat(50));
  assert.equal(body(102).slice(0, 99), "┃".repeat(50).padEnd(99));
});

Deno.test("a price that hardly moved is a thin line, not the whole height", () => {
  const flat = [candle(70_000, 70_100, 70_000, 70_100), candle(70_100, 70_100, 70_000, 70_000)];
  const { lines } = candleChart(flat, false, { columns: 20, rows: 11 }, unicode);
  assert.equal(lines.filter((line) => lineText(line)[0] !== " ").length, 3, "two rows, and the line of times");
});

Deno.test("a chart fills its size exactly, whatever the candles", () => {
  const price = fc.integer({ min: 1, max: 2_000_000 });
  const any = fc.record({
    prices: fc.array(price, { minLength: 4, maxLength: 4 }),
    volume: fc.nat(1e9),
    minute: fc.nat(390),
  })
    .map(({ prices, volume, minute }) => {
      const [low = 1, open = 1, close = 1, high = 1] = prices.toSorted((one, other) => one - other);
      return candle(open, high, low, close, volume, minute);
    });
  const size = fc.record({ columns: fc.integer({ min: 12, max: 120 }), rows: fc.integer({ min: 4, max: 40 }) });
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 200 }), size, fc.boolean(), (all, at, isDaily) => {
    const { lines } = candleChart(all, isDaily, at, unicode);
    assert.deepEqual(lines.map(lineWidth), Array.from({ length: at.rows }, () => at.columns));
  }));
});
