// A line of the screen: pieces of text with a style, cut and filled to the cell.
import { cellWidth, sliceCells, withoutControls } from "./cells.ts";

/** What a color means. The theme says which color that is. */
export type Tone =
  | "up"
  | "down"
  | "buy"
  | "sell"
  | "accent"
  | "muted"
  | "warning"
  | "danger"
  | "good"
  | "badge"
  | "frame";

export interface Style {
  readonly tone?: Tone;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

export interface Span {
  readonly text: string;
  readonly style?: Style;
}

export type Line = readonly Span[];

/** A piece of a line as it is convenient to write. */
export type Piece = string | Span;

/** A piece in a tone. */
export function toned(text: string, tone: Tone | null, more: Style = {}): Span {
  return tone === null ? { text, style: more } : { text, style: { tone, ...more } };
}

/** A piece colored by a sign: up above zero, down below. */
export function signed(text: string, sign: number, more: Style = {}): Span {
  return toned(text, sign > 0 ? "up" : sign < 0 ? "down" : null, more);
}

/** A line of the pieces, free of control characters. */
export function line(...pieces: readonly Piece[]): Line {
  return pieces.map((piece) =>
    typeof piece === "string"
      ? { text: withoutControls(piece) }
      : { text: withoutControls(piece.text), ...(piece.style === undefined ? {} : { style: piece.style }) }
  );
}

export function lineWidth(spans: Line): number {
  return spans.reduce((sum, { text }) => sum + cellWidth(text), 0);
}

/** The cells [from, to) of a line. */
export function sliceLine(spans: Line, from: number, to: number): Line {
  const sliced: Span[] = [];
  let column = 0;
  for (const span of spans) {
    const width = cellWidth(span.text);
    const start = Math.max(0, from - column);
    const end = Math.min(width, to - column);
    if (end > start) {
      const text = start === 0 && end === width ? span.text : sliceCells(span.text, start, end);
      sliced.push({ ...span, text });
    }
    column += width;
    if (column >= to) break;
  }
  return sliced;
}

/** The line in exactly `width` cells: what is too long ends in an ellipsis, what is too short in blanks. */
export function fit(spans: Line, width: number, ellipsis = "…"): Line {
  if (width <= 0) return [];
  const is = lineWidth(spans);
  if (is === width) return spans;
  if (is < width) return [...spans, { text: " ".repeat(width - is) }];
  const room = Math.max(0, width - cellWidth(ellipsis));
  const cut = sliceLine(spans, 0, room);
  const style = cut.at(-1)?.style;
  return fit([...cut, { text: sliceCells(ellipsis, 0, width), ...(style === undefined ? {} : { style }) }], width, "");
}

/** The line in exactly `width` cells, against the right edge. */
export function fitRight(spans: Line, width: number, ellipsis = "…"): Line {
  const is = lineWidth(spans);
  return is >= width ? fit(spans, width, ellipsis) : [{ text: " ".repeat(width - is) }, ...spans];
}

/** The line with `style` beneath the style of each piece, as for a row that is selected. */
export function restyled(spans: Line, style: Style): Line {
  return spans.map((span) => ({ text: span.text, style: { ...span.style, ...style } }));
}

/** Two lines at the edges of `width` cells; the left one gives way. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right);
  return rightWidth >= width ? fit(right, width) : [...fit(left, width - rightWidth), ...right];
}

/** What a line reads as. */
export function lineText(spans: Line): string {
  return spans.map(({ text }) => text).join("");
}
