import assert from "node:assert/strict";
import { BOOK, QUOTE, RESERVED } from "../../testing/documents.ts";
import { targetAt } from "../paint/pane.ts";
import { spansWith, texts } from "../testing/frames.ts";
import { tradingState } from "../testing/states.ts";
import { ladder } from "./ladder.ts";
import { lookOf } from "./look.ts";

const look = lookOf(tradingState());
const asks = Array.from({ length: 12 }, (_, index) => ({ price: 71_500 + index * 100, size: 100 * (index + 1) }));
const bids = Array.from(
  { length: 12 },
  (_, index) => ({ price: 71_400 - index * 100, size: Math.max(100, 1_000 - 100 * index) }),
);
const DEEP = { ...BOOK, asks, bids, last: 71_500 };
const size = (columns: number, rows: number) => ({ columns, rows });
const drawn = (...args: Parameters<typeof ladder>) => texts(ladder(...args)).map((text) => text.trimEnd());

Deno.test("sells stand above, buys below, the best next to each other, with a bar for each size and sums between", () => {
  assert.deepEqual(drawn(DEEP, QUOTE, [], look, size(34, 7)), [
    "  71,700    300 █████",
    "  71,600    200 ███",
    "  71,500    100 ██",
    " asks 7,800  bids 5,700",
    "  71,400  1,000 ████████████████",
    "  71,300    900 ██████████████",
    "  71,200    800 █████████████",
  ]);
});

Deno.test("as many levels show as fit, ten at most", () => {
  const levels = (rows: number) => drawn(DEEP, QUOTE, [], look, size(34, rows)).filter((line) => line !== "").length;
  assert.deepEqual([3, 7, 8, 21, 40].map(levels), [3, 7, 7, 21, 21]);
  assert.equal(drawn({ ...DEEP, asks: [] }, QUOTE, [], look, size(34, 7))[0], " asks 0  bids 5,700");
});

Deno.test("own orders are marked at their price on their side, and the last price is inverse", () => {
  const own = [
    { ...RESERVED, limitPrice: 71_300, side: "buy" as const },
    { ...RESERVED, limitPrice: 71_600, side: "buy" as const },
  ];
  const shown = ladder(DEEP, QUOTE, own, look, size(34, 7));
  assert.deepEqual(texts(shown).filter((line) => line.startsWith("▶")).map((line) => line.slice(2, 9).trim()), [
    "71,300",
  ]);
  assert.deepEqual(spansWith(shown.lines, "71,500").map(({ style }) => style?.inverse), [true]);
  assert.deepEqual(spansWith(shown.lines, "71,400").map(({ style }) => style?.inverse), [undefined]);
});

Deno.test("prices are colored by the day before, bars by their side", () => {
  const shown = ladder(DEEP, { ...QUOTE, previousClose: 71_400 }, [], look, size(34, 7));
  const tone = (text: string) => spansWith(shown.lines, text)[0]?.style?.tone;
  assert.deepEqual([tone("71,500"), tone("71,400"), tone("71,300")], ["up", undefined, "down"]);
  assert.deepEqual([...new Set(spansWith(shown.lines, "█").map(({ style }) => style?.tone))], ["sell", "buy"]);
  const unknown = ladder(DEEP, undefined, [], look, size(34, 7));
  assert.equal(spansWith(unknown.lines, "71,500")[0]?.style?.tone, undefined);
});

Deno.test("a click on a level means its price, and the sums mean nothing", () => {
  const shown = ladder(DEEP, QUOTE, [], look, size(34, 7));
  const means = Array.from({ length: 7 }, (_, y) => targetAt(shown, 33, y));
  const price = (value: number) => ({ kind: "price", price: value });
  assert.deepEqual(means, [
    ...[71_700, 71_600, 71_500].map(price),
    null,
    ...[71_400, 71_300, 71_200].map(price),
  ]);
});
