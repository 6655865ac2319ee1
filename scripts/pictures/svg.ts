// A terminal's screen as an SVG picture: one text for each run of equal style, as wide as its cells whatever the font.
import { partsOf } from "./shapes.ts";
import type { Cell, Color } from "../../cli/testing/terminal/screen_model.ts";

const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 18;
const FONT_SIZE = 14;
/** Of a row, where its letters stand. */
const BASELINE = 13.5;
const MARGIN = 12;
const BACKGROUND = "#11151c";
const FOREGROUND = "#d7dde8";
/** The sixteen colors of a dark terminal. */
const PALETTE = [
  "#1b2029",
  "#e05561",
  "#8cc265",
  "#d18f52",
  "#4aa5f0",
  "#c162de",
  "#42b3c2",
  "#d7dae0",
  "#6b7485",
  "#ff6b78",
  "#a5e075",
  "#f0c060",
  "#5c9dff",
  "#de73ff",
  "#4cd1e0",
  "#ffffff",
] as const;
const CUBE = [0, 95, 135, 175, 215, 255] as const;

export interface Look {
  readonly columns: number;
  readonly rows: number;
  cell(x: number, y: number): Cell;
}

/** The color of an index of 256, or the one that is told itself. */
export function colorOf(color: Color, fallback: string): string {
  if (color === null) return fallback;
  if (typeof color === "string") return color;
  if (color < 16) return PALETTE[color] ?? fallback;
  const hex = (value: number) => value.toString(16).padStart(2, "0");
  if (color >= 232) return `#${hex(8 + (color - 232) * 10).repeat(3)}`;
  const index = color - 16;
  return `#${
    [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map((part) => hex(CUBE[part] ?? 0)).join("")
  }`;
}

interface Run {
  readonly x: number;
  readonly style: string;
  text: string;
  cells: number;
}

interface Row {
  readonly words: readonly Run[];
  /** Rectangles by their color, as the path that draws them. */
  readonly shapes: ReadonlyMap<string, string>;
}

/** A row as words of one style each, and what is drawn: backgrounds, lines, blocks. Blanks are left out: a picture has no use for them. */
function rowOf(look: Look, y: number): Row {
  const words: Run[] = [];
  const shapes = new Map<string, string>();
  const draw = (color: string, [x, top, width, height]: readonly [number, number, number, number]) => {
    const left = number(MARGIN + x * CELL_WIDTH);
    const path = `M${left} ${number(MARGIN + (y + top) * CELL_HEIGHT)}h${number(width * CELL_WIDTH)}v${
      number(height * CELL_HEIGHT)
    }h-${number(width * CELL_WIDTH)}z`;
    shapes.set(color, (shapes.get(color) ?? "") + path);
  };
  for (let x = 0; x < look.columns; x++) {
    const cell = look.cell(x, y);
    if (cell.width === 0) continue;
    const foreground = colorOf(cell.foreground, FOREGROUND);
    const background = colorOf(cell.background, BACKGROUND);
    const ink = cell.inverse ? background : foreground;
    const paper = cell.inverse ? foreground : background;
    if (paper !== BACKGROUND) draw(paper, [x, 0, cell.width, 1]);
    const parts = partsOf(cell.text);
    if (parts !== null) parts.forEach(([left, ...rest]) => draw(ink, [x + left, ...rest]));
    else if (cell.text.trim() !== "") {
      const style = `fill="${ink}"${cell.bold ? ' font-weight="700"' : ""}${cell.dim ? ' opacity=".6"' : ""}`;
      const last = words.at(-1);
      // Hangul and Latin letters have words of their own: a font may have another idea of how their widths compare.
      const isSameKind = last !== undefined && last.cells / [...last.text].length === cell.width;
      if (last !== undefined && isSameKind && last.style === style && last.x + last.cells === x) {
        last.text += cell.text;
        last.cells += cell.width;
      } else words.push({ x, style, text: cell.text, cells: cell.width });
    }
  }
  return { words, shapes };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The picture of a screen, with `title` for those who cannot see it. */
export function svgOf(look: Look, title: string): string {
  const width = look.columns * CELL_WIDTH + 2 * MARGIN;
  const height = look.rows * CELL_HEIGHT + 2 * MARGIN;
  const parts: string[] = [];
  for (let y = 0; y < look.rows; y++) {
    const { words, shapes } = rowOf(look, y);
    for (const [color, path] of shapes) parts.push(`<path fill="${color}" d="${path}"/>`);
    for (const { x, style, text, cells } of words) {
      const left = number(MARGIN + x * CELL_WIDTH);
      const baseline = MARGIN + y * CELL_HEIGHT + BASELINE;
      const width = number(cells * CELL_WIDTH);
      parts.push(
        `<text x="${left}" y="${baseline}" textLength="${width}" lengthAdjust="spacingAndGlyphs" ${style}>${
          escaped(text)
        }</text>`,
      );
    }
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${number(width)} ${height}" role="img" aria-label="${
      escaped(title)
    }"`,
    ` font-family="D2Coding,'Noto Sans Mono CJK KR','NanumGothicCoding',Menlo,Consolas,monospace" font-size="${FONT_SIZE}">`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}
