// What a person would see: a terminal without a window, fed with what a program writes.
import unicode11 from "@xterm/addon-unicode11";
import headless, { type IBufferCell } from "@xterm/headless";

/** A color: an index of the palette of 256, a `#rrggbb`, or null for the terminal's own. */
export type Color = number | string | null;

export interface CellStyle {
  readonly foreground: Color;
  readonly background: Color;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

export interface Cell extends CellStyle {
  /** Empty in the right half of a wide character. */
  readonly text: string;
  /** Cells that the character takes: 0 for the right half of a wide one. */
  readonly width: number;
}

/** What the program has switched on. */
export interface Modes {
  readonly alternateScreen: boolean;
  readonly cursorShown: boolean;
  readonly mouse: boolean;
  readonly bracketedPaste: boolean;
  readonly wraps: boolean;
}

export interface ScreenModel {
  /** Takes output; `taken` is called when the screen shows it and no frame is half drawn. */
  write(data: string, taken: () => void): void;
  /** Calls `taken` when the screen shows all that was written; a frame that is half drawn then stays so. */
  end(taken: () => void): void;
  /** Whether no frame is half drawn. */
  isWhole(): boolean;
  resize(columns: number, rows: number): void;
  /** The rows from the top, without spaces at their ends. */
  text(): string[];
  cell(x: number, y: number): Cell;
  cursor(): { readonly x: number; readonly y: number };
  modes(): Modes;
  size(): { readonly columns: number; readonly rows: number };
  dispose(): void;
}

/** A screen of the given size. `reply` takes what the terminal answers to questions about itself. */
export function createScreenModel(columns: number, rows: number, reply: (data: string) => void): ScreenModel {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  terminal.onData(reply);
  let cursorShown = true;
  let isDrawing = false;
  const watch = (final: "h" | "l") =>
    terminal.parser.registerCsiHandler({ prefix: "?", final }, (params) => {
      if (params.includes(25)) cursorShown = final === "h";
      if (params.includes(2026)) isDrawing = final === "h";
      // The terminal's own handler goes on with it.
      return false;
    });
  watch("h");
  watch("l");
  const rowAt = (y: number) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + y);
  return {
    write(data, taken) {
      terminal.write(data, () => {
        if (!isDrawing) taken();
      });
    },
    end: (taken) => terminal.write("", taken),
    isWhole: () => !isDrawing,
    resize: (columns, rows) => terminal.resize(columns, rows),
    text: () => Array.from({ length: terminal.rows }, (_, y) => rowAt(y)?.translateToString(true) ?? ""),
    cell(x, y) {
      const cell = rowAt(y)?.getCell(x);
      if (cell === undefined) throw new Error(`no cell at ${x}, ${y} of ${terminal.cols}×${terminal.rows}`);
      return cellOf(cell);
    },
    cursor: () => ({ x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY }),
    modes: () => ({
      alternateScreen: terminal.buffer.active.type === "alternate",
      cursorShown,
      mouse: terminal.modes.mouseTrackingMode !== "none",
      bracketedPaste: terminal.modes.bracketedPasteMode,
      wraps: terminal.modes.wraparoundMode,
    }),
    size: () => ({ columns: terminal.cols, rows: terminal.rows }),
    dispose: () => terminal.dispose(),
  };
}

function cellOf(cell: IBufferCell): Cell {
  return {
    text: cell.getChars(),
    width: cell.getWidth(),
    foreground: colorOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    background: colorOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colorOf(isDefault: boolean, isRgb: boolean, value: number): Color {
  if (isDefault) return null;
  return isRgb ? `#${value.toString(16).padStart(6, "0")}` : value;
}
