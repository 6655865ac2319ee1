// The drawing characters of the screen, and their stand-ins where a terminal or a font has none.
import { cellWidth, graphemes } from "./cells.ts";

export const GLYPH_SETS = ["unicode", "ascii"] as const;
export type GlyphSet = typeof GLYPH_SETS[number];

export function isGlyphSet(text: string): text is GlyphSet {
  return GLYPH_SETS.some((name) => name === text);
}

export interface Glyphs {
  readonly horizontal: string;
  readonly vertical: string;
  /** Corners: top left, top right, bottom left, bottom right. */
  readonly corners: readonly [string, string, string, string];
  readonly pointer: string;
  readonly up: string;
  readonly down: string;
  readonly ellipsis: string;
  readonly arrow: string;
  readonly dot: string;
  readonly bar: string;
  readonly warning: string;
  /** Heights of a column from nearly nothing to a whole cell. */
  readonly heights: readonly string[];
  /** A candle's body and wick by which halves of the cell they fill. */
  readonly candle: {
    readonly body: string;
    readonly wick: string;
    readonly bodyTop: string;
    readonly bodyBottom: string;
    readonly wickTop: string;
    readonly wickBottom: string;
    readonly bodyTopWick: string;
    readonly bodyBottomWick: string;
  };
}

const UNICODE: Glyphs = {
  horizontal: "─",
  vertical: "│",
  corners: ["╭", "╮", "╰", "╯"],
  pointer: "▶",
  up: "▲",
  down: "▼",
  ellipsis: "…",
  arrow: "→",
  dot: "●",
  bar: "█",
  warning: "!",
  heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
  candle: {
    body: "┃",
    wick: "│",
    bodyTop: "╹",
    bodyBottom: "╻",
    wickTop: "╵",
    wickBottom: "╷",
    bodyTopWick: "╿",
    bodyBottomWick: "╽",
  },
};

const ASCII: Glyphs = {
  horizontal: "-",
  vertical: "|",
  corners: ["+", "+", "+", "+"],
  pointer: ">",
  up: "^",
  down: "v",
  ellipsis: "~",
  arrow: "->",
  dot: "*",
  bar: "#",
  warning: "!",
  heights: ["_", "_", ".", ".", "-", "-", "=", "#"],
  candle: {
    body: "#",
    wick: "|",
    bodyTop: "#",
    bodyBottom: "#",
    wickTop: "'",
    wickBottom: ".",
    bodyTopWick: "#",
    bodyBottomWick: "#",
  },
};

/** Stand-ins of one cell for the characters that sentences have. */
const PLAIN: Readonly<Record<string, string>> = {
  "…": "~",
  "→": ">",
  "←": "<",
  "↑": "^",
  "↓": "v",
  "▲": "^",
  "▼": "v",
  "·": "-",
  "×": "x",
  "–": "-",
  "—": "-",
};

/** `text` in ASCII and Hangul, as wide as it was: what has no stand-in is a question mark in each of its cells. */
export function plainText(text: string): string {
  if (/^[\x20-\x7e\u3131-\u318e\uac00-\ud7a3]*$/.test(text)) return text;
  return graphemes(text).map((one) => {
    const composed = one.normalize("NFC");
    if (/^[\x20-\x7e\u3131-\u318e\uac00-\ud7a3]$/.test(composed)) return composed;
    return PLAIN[one] ?? "?".repeat(cellWidth(one));
  }).join("");
}

export function glyphsOf(set: GlyphSet): Glyphs {
  return set === "ascii" ? ASCII : UNICODE;
}
