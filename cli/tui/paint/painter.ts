// Puts frames on a terminal and writes only the lines that changed. Ink's own painter takes every cell of every frame apart, which at
// 120×50 costs more than the time between a key and its effect may; this one compares lines as texts.

export interface Painted {
  /** The lines as the terminal takes them, one for each row. */
  readonly lines: readonly string[];
  /** Where the cursor is shown, from 0; null hides it. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

export interface Painter {
  paint(frame: Painted): void;
  /** Forgets what the terminal shows: the next frame is written whole. */
  forget(): void;
}

// A terminal that knows them shows nothing between these two; others ignore them.
const BEGIN = "\x1b[?2026h";
const END = "\x1b[?2026l";
const HIDE = "\x1b[?25l";
const SHOW = "\x1b[?25h";

/** A painter over `write`, which takes text for the terminal. */
export function createPainter(write: (text: string) => void): Painter {
  let shown: readonly string[] | null = null;
  let cursor: Painted["cursor"] | undefined;
  return {
    paint(frame) {
      const changes = changedLines(shown, frame.lines);
      const isCursorMoved = cursor === undefined || cursor?.x !== frame.cursor?.x || cursor?.y !== frame.cursor?.y;
      if (changes === "" && !isCursorMoved) return;
      const clear = shown === null ? "\x1b[2J" : "";
      write(`${BEGIN}${changes === "" ? "" : HIDE}${clear}${changes}${cursorText(frame.cursor)}${END}`);
      shown = frame.lines;
      cursor = frame.cursor;
    },
    forget() {
      shown = null;
      cursor = undefined;
    },
  };
}

function changedLines(shown: readonly string[] | null, lines: readonly string[]): string {
  let text = "";
  const count = Math.max(shown?.length ?? 0, lines.length);
  for (let row = 0; row < count; row++) {
    const next = lines[row] ?? "";
    if (shown !== null && shown[row] === next) continue;
    // Every line is as wide as the terminal, so that writing it leaves nothing of the one before.
    text += `\x1b[${row + 1};1H${next}`;
  }
  return text;
}

function cursorText(cursor: Painted["cursor"]): string {
  return cursor === null ? HIDE : `\x1b[${cursor.y + 1};${cursor.x + 1}H${SHOW}`;
}
