// A list with a head, a cursor and a scroll of its own: what every panel of rows is.
import { fit, type Line, type Piece } from "../paint/line.ts";
import { pane, type Size, type Target } from "../paint/pane.ts";
import { table, type TableColumn } from "../paint/table.ts";
import type { Click } from "../state/messages.ts";
import { firstRow, type Look, marked, saying, type ScreenPane } from "./look.ts";

export interface ListOptions {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (Piece | Line)[])[];
  readonly cursor: number;
  readonly isFocused: boolean;
  /** What a click upon a row means; nothing when left out. */
  readonly panel?: Extract<Click, { kind: "row" }>["panel"];
  /** Shown when there are no rows. */
  readonly empty: string;
  readonly look: Look;
}

/** The list in `size`. Only the rows in sight are laid out. */
export function list(size: Size, options: ListOptions): ScreenPane {
  const { columns, rows, cursor, isFocused, panel, look } = options;
  if (size.rows <= 0) return pane<Click>([], size);
  if (rows.length === 0) return saying(options.empty, size);
  // The head gives way first where there is room for very little.
  const hasHead = size.rows > 2;
  const room = size.rows - (hasHead ? 1 : 0);
  const first = firstRow(cursor, rows.length, room);
  const inSight = rows.slice(first, first + room);
  const laid = table(columns, inSight, size.columns - 1, look.glyphs.ellipsis);
  const body = laid.rows.map((row, index) => marked(row, first + index === cursor, isFocused, look));
  const lines = hasHead ? [[{ text: " " }, ...laid.head], ...body] : body;
  const targets: Target<Click>[] = panel === undefined ? [] : inSight.map((_, index) => ({
    x: 0,
    y: index + (hasHead ? 1 : 0),
    width: size.columns,
    height: 1,
    means: { kind: "row", panel, row: first + index },
  }));
  return pane(lines.map((text) => fit(text, size.columns)), size, targets);
}
