// A line of columns whose heights follow a row of numbers.
import type { Glyphs } from "../paint/glyphs.ts";
import { type Line, signed } from "../paint/line.ts";

/** The last `width` of `values` as columns between the least and the most of them; colored by where they ended against the first. */
export function sparkline(values: readonly number[], width: number, glyphs: Glyphs): Line {
  const shown = width > 0 ? values.slice(-width) : [];
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return [];
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const top = glyphs.heights.length - 1;
  const columns = shown.map((value) => {
    const height = high === low ? Math.floor(top / 2) : Math.round((value - low) / (high - low) * top);
    return glyphs.heights[height] ?? "";
  });
  return [signed(columns.join(""), last - first)];
}
