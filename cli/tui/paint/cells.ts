// Text measured in cells of the terminal: Hangul takes two, most else one.
import stringWidth from "string-width";

const PLAIN = /^[\x20-\x7e]*$/;
/** What most of the screen is made of, each character a code unit and a grapheme of its own: ASCII, dashes, arrows, lines, blocks, Hangul. */
const SIMPLE =
  /^[\x20-\x7e\u00b7\u00d7\u2013\u2014\u2026\u2190-\u2193\u2500-\u25fc\u3131-\u3163\u3165-\u318e\uac00-\ud7a3]*$/;
const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WIDE_FROM = 0x3131;

/** Cells that `text` takes. */
export function cellWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  if (!SIMPLE.test(text)) return stringWidth(text);
  let width = text.length;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) >= WIDE_FROM) width++;
  return width;
}

/** The graphemes of `text`: what a person counts as one character. */
export function graphemes(text: string): readonly string[] {
  return SIMPLE.test(text) ? text.split("") : [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** The cells [from, to) of `text`. Half of a wide character becomes a space, so that the result is as wide as it should be. */
export function sliceCells(text: string, from: number, to: number): string {
  if (PLAIN.test(text)) return text.slice(from, to);
  let column = 0;
  let sliced = "";
  for (const character of graphemes(text)) {
    const width = cellWidth(character);
    const start = column;
    column += width;
    if (column <= from) continue;
    if (start >= to) break;
    if (start >= from && column <= to) sliced += character;
    else sliced += " ".repeat(Math.min(column, to) - Math.max(start, from));
  }
  return sliced;
}

/** What must not reach a terminal from a name or a message: control characters, and marks that turn the direction of writing. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
}
