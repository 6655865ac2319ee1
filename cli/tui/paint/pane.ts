// A rectangle of the screen: lines that are as wide as it, what a click in it means, and where the cursor stands.
import { fit, type Line, lineWidth, sliceLine } from "./line.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A place that can be clicked. `T` is what the click means. */
export interface Target<T> {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly means: T;
}

export interface Pane<T> {
  readonly lines: readonly Line[];
  readonly targets: readonly Target<T>[];
  /** Where text is typed; the terminal's own cursor, and an input method's window, go there. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

/** A pane of `lines`, cut or filled to `size`. */
export function pane<T>(
  lines: readonly Line[],
  { columns, rows }: Size,
  targets: readonly Target<T>[] = [],
  cursor: Pane<T>["cursor"] = null,
): Pane<T> {
  const shown = Array.from({ length: Math.max(0, rows) }, (_, row) => fit(lines[row] ?? [], columns));
  const isInside = cursor !== null && cursor.x < columns && cursor.y < rows;
  return { lines: shown, targets: targets.filter(({ y }) => y < rows), cursor: isInside ? cursor : null };
}

function moved<T>({ targets, cursor }: Pane<T>, x: number, y: number): Pick<Pane<T>, "targets" | "cursor"> {
  return {
    targets: targets.map((target) => ({ ...target, x: target.x + x, y: target.y + y })),
    cursor: cursor === null ? null : { x: cursor.x + x, y: cursor.y + y },
  };
}

/** Panes one below the other. They are as wide as each other. */
export function below<T>(...panes: readonly Pane<T>[]): Pane<T> {
  let y = 0;
  const lines: Line[] = [];
  const targets: Target<T>[] = [];
  let cursor: Pane<T>["cursor"] = null;
  for (const one of panes) {
    const at = moved(one, 0, y);
    lines.push(...one.lines);
    targets.push(...at.targets);
    cursor ??= at.cursor;
    y += one.lines.length;
  }
  return { lines, targets, cursor };
}

/** Panes side by side. They are as high as each other, and each is as wide as its `columns`. */
export function beside<T>(...panes: readonly (readonly [Pane<T>, number])[]): Pane<T> {
  let x = 0;
  const lines: Line[] = [];
  const targets: Target<T>[] = [];
  let cursor: Pane<T>["cursor"] = null;
  for (const [one, columns] of panes) {
    const at = moved(one, x, 0);
    one.lines.forEach((text, row) => lines[row] = [...(lines[row] ?? []), ...text]);
    targets.push(...at.targets);
    cursor ??= at.cursor;
    x += columns;
  }
  return { lines, targets, cursor };
}

/** `over` laid upon `under` at (x, y). What lies beneath a laid pane cannot be clicked, and has no cursor. */
export function laid<T>(under: Pane<T>, over: Pane<T>, x: number, y: number): Pane<T> {
  const lines = under.lines.map((beneath, row) => {
    const upon = over.lines[row - y];
    if (upon === undefined) return beneath;
    const width = lineWidth(upon);
    return [...fit(sliceLine(beneath, 0, x), x, ""), ...upon, ...sliceLine(beneath, x + width, lineWidth(beneath))];
  });
  return { lines, ...moved(over, x, y) };
}

/** What a click at (x, y) means; the target laid last wins. */
export function targetAt<T>({ targets }: Pick<Pane<T>, "targets">, x: number, y: number): T | null {
  for (let index = targets.length - 1; index >= 0; index--) {
    const target = targets[index];
    if (target === undefined) continue;
    const isInside = x >= target.x && x < target.x + target.width && y >= target.y && y < target.y + target.height;
    if (isInside) return target.means;
  }
  return null;
}
