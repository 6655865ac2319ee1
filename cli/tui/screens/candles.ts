// Candles in cells: each is one cell wide, and half a cell is the finest step of its height.
import { tickSize } from "@hoga/krx";
import type { CandleList } from "../../api/documents.ts";
import { formatNumber } from "../../output/money.ts";
import { formatTime } from "../../output/time.ts";
import { cellWidth } from "../paint/cells.ts";
import type { Glyphs } from "../paint/glyphs.ts";
import { fit, fitRight, type Line, line, type Span, toned } from "../paint/line.ts";
import { type Pane, pane, type Size } from "../paint/pane.ts";

type Candle = CandleList["candles"][number];

interface Scale {
  /** The half cell of a price, from 0 at the top. */
  readonly halfOf: (price: number) => number;
  readonly priceAt: (row: number) => number;
}

/** The height of a chart is worth at least this share of its prices. */
const LEAST_SPAN = 0.01;

function scaleOf(candles: readonly Candle[], rows: number): Scale {
  const most = Math.max(...candles.map((candle) => candle.high));
  const least = Math.min(...candles.map((candle) => candle.low));
  // A few ticks at the least, so that the first minutes of a day do not fill the whole height.
  const slack = Math.max(0, most * LEAST_SPAN - (most - least)) / 2;
  const high = most + slack;
  const low = least - slack;
  const halves = rows * 2 - 1;
  const span = Math.max(1, high - low);
  return {
    halfOf: (price) => Math.round((high - price) / span * halves),
    priceAt: (row) => high - (row * 2 + 0.5) / halves * span,
  };
}

/** What of a candle stands in one cell, told by what is in its upper and its lower half. */
function cellOf(candle: Candle, row: number, { halfOf }: Scale, { candle: c }: Glyphs): string {
  const bodyTop = halfOf(Math.max(candle.open, candle.close));
  const bodyBottom = halfOf(Math.min(candle.open, candle.close));
  const wickTop = halfOf(candle.high);
  const wickBottom = halfOf(candle.low);
  const at = (half: number): "body" | "wick" | "" =>
    half >= bodyTop && half <= bodyBottom ? "body" : half >= wickTop && half <= wickBottom ? "wick" : "";
  const upper = at(row * 2);
  const lower = at(row * 2 + 1);
  if (upper === "body") return lower === "body" ? c.body : lower === "wick" ? c.bodyTopWick : c.bodyTop;
  if (upper === "wick") return lower === "body" ? c.bodyBottomWick : lower === "wick" ? c.wick : c.wickTop;
  return lower === "body" ? c.bodyBottom : lower === "wick" ? c.wickBottom : " ";
}

function toneOf(candle: Candle): "up" | "down" | "muted" {
  return candle.close > candle.open ? "up" : candle.close < candle.open ? "down" : "muted";
}

const VOLUME_ROWS = 3;

/** Any date of the ticks in force; a label needs no more. */
const TICKS_AS_OF = "2025-01-02";

/** A label's price: the nearest that a stock could have, so that the scale reads like prices do. */
function onTick(price: number): number {
  const tick = tickSize(Math.max(1, Math.round(price)), "stock", TICKS_AS_OF);
  return Math.round(price / tick) * tick;
}

/** The last candles that fit, their volumes below, prices at the right edge and times beneath. */
export function candleChart<T>(all: readonly Candle[], isDaily: boolean, size: Size, glyphs: Glyphs): Pane<T> {
  const labelWidth = Math.max(...all.map(({ high }) => cellWidth(formatNumber(high)))) + 1;
  const width = Math.max(1, size.columns - labelWidth);
  const candles = all.slice(-width);
  // Where there is room a gap sets each candle apart.
  const gap = candles.length * 2 <= width ? " " : "";
  const hasVolume = size.rows >= 12;
  const rows = Math.max(2, size.rows - 1 - (hasVolume ? VOLUME_ROWS : 0));
  const scale = scaleOf(candles, rows);
  const label = (text: string): Line => fitRight(line(toned(text, "muted")), labelWidth);
  const step = Math.max(2, Math.round(rows / 5));
  const last = candles.at(-1);
  const lastRow = last === undefined ? -1 : Math.floor(scale.halfOf(last.close) / 2);
  const body = Array.from({ length: rows }, (_, row): Line => {
    const cells = candles.map((candle) => toned(cellOf(candle, row, scale, glyphs) + gap, toneOf(candle)));
    const isMarked = row % step === 0 && Math.abs(row - lastRow) > 1;
    const price = row === lastRow && last !== undefined
      ? fitRight(line({ text: formatNumber(last.close), style: { tone: toneOf(last), bold: true } }), labelWidth)
      : label(isMarked ? formatNumber(onTick(scale.priceAt(row))) : "");
    return [...fit(cells, width), ...price];
  });
  const lines = [
    ...body,
    ...(hasVolume ? volumeLines(candles, gap, width, labelWidth, glyphs) : []),
    timeLine(candles, gap, isDaily, width),
  ];
  return pane(lines, size);
}

function volumeLines(
  candles: readonly Candle[],
  gap: string,
  width: number,
  labelWidth: number,
  { heights }: Glyphs,
): Line[] {
  const most = Math.max(1, ...candles.map(({ volume }) => volume));
  const full = heights.length;
  const label = fitRight(line(toned(shortCount(most), "muted")), labelWidth);
  return Array.from({ length: VOLUME_ROWS }, (_, row): Line => {
    const floor = (VOLUME_ROWS - 1 - row) * full;
    const cells = candles.map((candle): Span => {
      const height = Math.min(full, Math.max(0, Math.round(candle.volume / most * VOLUME_ROWS * full) - floor));
      return toned((height === 0 ? " " : heights[height - 1] ?? " ") + gap, toneOf(candle));
    });
    return [...fit(cells, width), ...(row === 0 ? label : [])];
  });
}

function shortCount(count: number): string {
  if (count >= 1_000_000) return `${(count / 1_000_000).toFixed(1)}M`;
  return count >= 10_000 ? `${Math.round(count / 1000)}K` : formatNumber(count);
}

/** Times under the first candle, and under others as far apart as their labels need. */
function timeLine(candles: readonly Candle[], gap: string, isDaily: boolean, width: number): Line {
  const texts = candles.map(({ at }) => isDaily ? formatTime(at).slice(5, 10) : formatTime(at).slice(11, 16));
  let text = "";
  texts.forEach((label, index) => {
    const x = index * (1 + gap.length);
    const isFree = index === 0 || (x >= text.length + 4 && x + label.length <= width && index % 5 === 0);
    if (isFree) text = text.padEnd(x) + label;
  });
  return line(toned(text, "muted"));
}
