// Tables and labeled lines, aligned by terminal cells: a Hangul syllable takes two.
import stringWidth from "string-width";

export type Tone = "up" | "down" | "dim" | "bold";
/** Text, or text with a tone that only a color terminal shows. */
export type Cell = string | { readonly text: string; readonly tone: Tone };
/** A line of a document for people: what it says, and of what. */
export type Field = readonly [label: string, ...parts: Cell[]];

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

const SGR: Readonly<Record<Tone, string>> = { up: "31", down: "34", dim: "2", bold: "1" };
const GAP = "  ";

function textOf(cell: Cell): string {
  // Text comes from outside: a line break or an escape sequence in it must not redraw the terminal.
  return (typeof cell === "string" ? cell : cell.text).replace(/\p{Cc}+/gu, " ");
}

function painted(text: string, cell: Cell, color: boolean): string {
  return color && typeof cell !== "string" ? `\x1b[${SGR[cell.tone]}m${text}\x1b[0m` : text;
}

function padded(cell: Cell, width: number, align: "left" | "right", color: boolean): string {
  const text = textOf(cell);
  const space = " ".repeat(Math.max(0, width - stringWidth(text)));
  const shown = painted(text, cell, color);
  return align === "right" ? space + shown : shown + space;
}

/** The lines of a table with a header. Lines have no trailing spaces. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly Cell[])[], color: boolean): string[] {
  const header = columns.map(({ title }): Cell => ({ text: title, tone: "dim" }));
  const widths = columns.map((_, index) =>
    Math.max(...[header, ...rows].map((row) => stringWidth(textOf(row[index] ?? ""))))
  );
  return [header, ...rows].map((row) =>
    columns.map(({ align }, index) => padded(row[index] ?? "", widths[index] ?? 0, align ?? "left", color))
      .join(GAP).trimEnd()
  );
}

/** Lines of "label  value". A value may have several parts; parts after the first follow after a gap. */
export function renderFields(
  fields: readonly (readonly [label: string, ...parts: Cell[]])[],
  color: boolean,
): string[] {
  const width = Math.max(...fields.map(([label]) => stringWidth(label)));
  return fields.map(([label, ...parts]) =>
    [
      padded({ text: label, tone: "dim" }, width, "left", color),
      ...parts.map((part) => painted(textOf(part), part, color)),
    ].join(GAP).trimEnd()
  );
}

/** One line of parts. */
export function renderLine(parts: readonly Cell[], color: boolean): string {
  return parts.map((part) => painted(textOf(part), part, color)).join(GAP).trimEnd();
}
