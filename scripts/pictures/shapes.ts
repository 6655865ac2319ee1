// Lines, blocks and candles as shapes: a font leaves gaps between its lines where a terminal has none.

/** A rectangle in shares of a cell: left, top, width, height. */
type Part = readonly [x: number, y: number, width: number, height: number];

const THIN = 0.12;
const BOLD = 0.4;
const MIDDLE_X = (1 - THIN) / 2;
const BOLD_X = (1 - BOLD) / 2;
/** The thickness of a horizontal line, in shares of a cell's height. */
const FLAT = 0.06;
const MIDDLE_Y = (1 - FLAT) / 2;

const HEIGHTS = "▁▂▃▄▅▆▇█";

const PARTS: Readonly<Record<string, readonly Part[]>> = {
  "─": [[0, MIDDLE_Y, 1, FLAT]],
  "│": [[MIDDLE_X, 0, THIN, 1]],
  "╭": [[MIDDLE_X, MIDDLE_Y, 1 - MIDDLE_X, FLAT], [MIDDLE_X, MIDDLE_Y, THIN, 1 - MIDDLE_Y]],
  "╮": [[0, MIDDLE_Y, MIDDLE_X + THIN, FLAT], [MIDDLE_X, MIDDLE_Y, THIN, 1 - MIDDLE_Y]],
  "╰": [[MIDDLE_X, MIDDLE_Y, 1 - MIDDLE_X, FLAT], [MIDDLE_X, 0, THIN, MIDDLE_Y + FLAT]],
  "╯": [[0, MIDDLE_Y, MIDDLE_X + THIN, FLAT], [MIDDLE_X, 0, THIN, MIDDLE_Y + FLAT]],
  "┃": [[BOLD_X, 0, BOLD, 1]],
  "╹": [[BOLD_X, 0, BOLD, 0.5]],
  "╻": [[BOLD_X, 0.5, BOLD, 0.5]],
  "╵": [[MIDDLE_X, 0, THIN, 0.5]],
  "╷": [[MIDDLE_X, 0.5, THIN, 0.5]],
  "╿": [[BOLD_X, 0, BOLD, 0.5], [MIDDLE_X, 0.5, THIN, 0.5]],
  "╽": [[MIDDLE_X, 0, THIN, 0.5], [BOLD_X, 0.5, BOLD, 0.5]],
  ...Object.fromEntries([...HEIGHTS].map((glyph, index): [string, readonly Part[]] => {
    const height = (index + 1) / HEIGHTS.length;
    return [glyph, [[0, 1 - height, 1, height]]];
  })),
};

/** The parts of a glyph that is drawn, or null for one that is written. */
export function partsOf(glyph: string): readonly Part[] | null {
  return PARTS[glyph] ?? null;
}
