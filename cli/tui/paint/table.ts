// Rows in columns that share the width: each column has what its longest cell needs, and the least important ones go where room is short.
import { cellWidth } from "./cells.ts";
import { fit, fitRight, type Line, line, lineWidth, type Piece, toned } from "./line.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Columns with a higher number are dropped first where the width does not do. 0 is never dropped. */
  readonly drop?: number;
  /** Takes what is left, and gives way first. */
  readonly isFlexible?: boolean;
  /** The fewest cells of a flexible column. */
  readonly least?: number;
}

const GAP = 1;
const FLEXIBLE_LEAST = 12;
/** Cells that a flexible column may take beyond its content: further apart, a row is hard to read across. */
const SPREAD_MAX = 12;

interface Measured extends TableColumn {
  readonly index: number;
  readonly width: number;
}

function cellLine(piece: Piece | Line | undefined): Line {
  if (piece === undefined) return [];
  return typeof piece === "string" || "text" in piece ? line(piece) : piece;
}

/** The columns that fit in `width` cells, with the width of each. */
function measure(columns: readonly TableColumn[], rows: readonly (readonly Line[])[], width: number): Measured[] {
  let kept: Measured[] = columns.map((column, index) => ({
    ...column,
    index,
    width: rows.reduce((most, row) => Math.max(most, lineWidth(row[index] ?? [])), cellWidth(column.title)),
  }));
  const least = ({ isFlexible, least, width: own }: Measured) =>
    isFlexible ? Math.min(own, least ?? FLEXIBLE_LEAST) : own;
  const needs = () => kept.reduce((sum, column) => sum + least(column) + GAP, -GAP);
  while (needs() > width) {
    const worst = Math.max(...kept.map(({ drop }) => drop ?? 0));
    if (worst === 0) break;
    const last = kept.findLastIndex(({ drop }) => drop === worst);
    kept = kept.filter((_, index) => index !== last);
  }
  const wanted = kept.reduce((sum, column) => sum + column.width + GAP, -GAP);
  let over = wanted - width;
  kept = kept.map((column) => {
    if (!column.isFlexible) return column;
    // A flexible column takes all that is left over, or gives what is missing.
    const own = over > 0 ? Math.max(least(column), column.width - over) : column.width + Math.min(-over, SPREAD_MAX);
    over = 0;
    return { ...column, width: own };
  });
  return kept;
}

/** The head and the rows of a table in `width` cells. */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly (Piece | Line)[])[],
  width: number,
  ellipsis: string,
): { readonly head: Line; readonly rows: readonly Line[] } {
  const cells = rows.map((row) => columns.map((_, index) => cellLine(row[index])));
  const kept = measure(columns, cells, width);
  const put = (text: Line, { align, width: own }: Measured): Line =>
    align === "right" ? fitRight(text, own, ellipsis) : fit(text, own, ellipsis);
  const joined = (parts: readonly Line[]): Line =>
    parts.flatMap((part, index) => index === 0 ? part : [{ text: " ".repeat(GAP) }, ...part]);
  return {
    head: fit(joined(kept.map((column) => put(line(toned(column.title, "muted")), column))), width),
    rows: cells.map((row) => fit(joined(kept.map((column) => put(row[column.index] ?? [], column))), width)),
  };
}
