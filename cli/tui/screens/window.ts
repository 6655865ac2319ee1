// What every window has: a frame, fields, a line of keys, and text broken into lines.
import { type Action, hintsOf } from "../keymap.ts";
import { box, insideOf } from "../paint/box.ts";
import { cellWidth, sliceCells } from "../paint/cells.ts";
import { type Line, line, type Piece, toned } from "../paint/line.ts";
import { pane, type Size } from "../paint/pane.ts";
import type { Click } from "../state/messages.ts";
import type { State } from "../state/model.ts";
import { beforeCursor, type TextField } from "../state/text_field.ts";
import type { Look, ScreenPane } from "./look.ts";

/** A framed window of so many columns at most, as high as its lines need. */
export function windowOf(
  lines: readonly Line[],
  title: string,
  look: Look,
  room: Size,
  width: number,
  cursor: ScreenPane["cursor"] = null,
): ScreenPane {
  const size = { columns: Math.min(room.columns, width), rows: Math.min(room.rows, lines.length + 2) };
  return box(pane<Click>(lines, insideOf(size), [], cursor), size, {
    title: [{ text: title, style: { tone: "accent", bold: true } }],
    isFocused: true,
    glyphs: look.glyphs,
  });
}

/** A line of `width` cells with a field of text; of one that is too long, the part about its cursor. */
export function fieldLine(label: string, field: TextField, width: number): Line {
  const room = Math.max(0, width - cellWidth(label));
  const first = firstCell(field, room);
  return line(toned(label, "accent"), sliceCells(field.text, first, first + room));
}

/** Where the cursor of such a line is. */
export function cursorAt(label: string, field: TextField, width: number, y: number): { x: number; y: number } {
  const own = cellWidth(label);
  return { x: own + cellWidth(beforeCursor(field)) - firstCell(field, Math.max(0, width - own)), y };
}

/** The cell of a field's text that is shown first, so that its cursor is within `room` cells. */
function firstCell(field: TextField, room: number): number {
  return Math.max(0, cellWidth(beforeCursor(field)) - room + 1);
}

/** The keys of the window on top, as one line. */
export function hintLine(state: State, { t }: Look): Line {
  return line(
    ...hintsOf(state).flatMap(({ keys, action }): Piece[] => {
      const key = keys[0] ?? "";
      return [toned(t.tui.keyNames[key] ?? key, "accent"), toned(` ${t.tui.actions[action]}  `, "muted")];
    }),
  );
}

/** Text in lines of at most `width` cells, broken between words where there are any. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    const next = current === "" ? word : `${current} ${word}`;
    if (cellWidth(next) <= width || current === "") current = next;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** The name of an action as a title: with a capital, where the alphabet has any. */
export function titleOf(action: Action, { t }: Look): string {
  const name = t.tui.actions[action];
  return name.charAt(0).toUpperCase() + name.slice(1);
}
