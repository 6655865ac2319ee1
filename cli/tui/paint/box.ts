// A titled frame around a pane.
import type { Glyphs } from "./glyphs.ts";
import { fit, type Line, line, lineWidth, type Piece, toned } from "./line.ts";
import { type Pane, pane, type Size, type Target } from "./pane.ts";

export interface BoxOptions<T> {
  readonly title: readonly Piece[];
  /** Stands at the right of the title. */
  readonly note?: readonly Piece[];
  readonly isFocused?: boolean;
  readonly glyphs: Glyphs;
  /** What a click on the title means. */
  readonly means?: T;
}

/** The room inside a box of `size`. */
export function insideOf({ columns, rows }: Size): Size {
  return { columns: Math.max(0, columns - 4), rows: Math.max(0, rows - 2) };
}

/** A frame of `size` around `inner`, which is as large as {@linkcode insideOf} says. */
export function box<T>(inner: Pane<T>, size: Size, options: BoxOptions<T>): Pane<T> {
  const { glyphs, isFocused = false } = options;
  const { columns, rows } = size;
  const tone = isFocused ? "accent" : "frame";
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
  const title = line(" ", ...options.title, " ");
  const note = options.note === undefined || options.note.length === 0 ? [] : line(" ", ...options.note, " ");
  const titleWidth = Math.min(lineWidth(title), Math.max(0, columns - 4));
  const hasNote = note.length > 0 && titleWidth + lineWidth(note) + 5 <= columns;
  const noteWidth = hasNote ? lineWidth(note) + 1 : 0;
  const rule = (count: number) => toned(glyphs.horizontal.repeat(Math.max(0, count)), tone);
  const top: Line = [
    toned(`${topLeft}${glyphs.horizontal}`, tone),
    ...fit(title, titleWidth, glyphs.ellipsis),
    rule(columns - 3 - titleWidth - noteWidth),
    ...(hasNote ? [...note, rule(1)] : []),
    toned(topRight, tone),
  ];
  const bottom: Line = [toned(bottomLeft, tone), rule(columns - 2), toned(bottomRight, tone)];
  const edge = toned(glyphs.vertical, tone);
  const room = insideOf(size);
  const body = Array.from({ length: room.rows }, (_, row): Line => [
    edge,
    { text: " " },
    ...fit(inner.lines[row] ?? [], room.columns),
    { text: " " },
    edge,
  ]);
  const ownTarget: Target<T>[] = options.means === undefined
    ? []
    : [{ x: 0, y: 0, width: columns, height: rows, means: options.means }];
  const targets = inner.targets.map((target) => ({ ...target, x: target.x + 2, y: target.y + 1 }));
  const cursor = inner.cursor === null ? null : { x: inner.cursor.x + 2, y: inner.cursor.y + 1 };
  return pane([top, ...body, bottom], size, [...ownTarget, ...targets], cursor);
}
