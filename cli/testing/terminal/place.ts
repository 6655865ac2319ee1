// Where on the screen a text stands, in cells.
import type { Terminal } from "./terminal.ts";

/** The cell from 0 at which `text` first stands on the screen, or the one after it. Throws when it stands nowhere. */
export function placeOf(
  screen: Pick<Terminal, "text" | "cell" | "size">,
  text: string,
  end: "start" | "after" = "start",
): { readonly x: number; readonly y: number } {
  const y = screen.text().findIndex((row) => row.includes(text));
  const row = screen.text()[y];
  if (row === undefined) throw new Error(`"${text}" is not on the screen:\n${screen.text().join("\n")}`);
  const from = row.indexOf(text);
  // A wide character is one in the text and two on the screen.
  let passed = 0;
  let x = 0;
  while (passed < from + (end === "after" ? text.length : 0)) {
    const { text, width } = screen.cell(x, y);
    passed += width === 0 ? 0 : Math.max(1, text.length);
    x += 1;
  }
  while (x < screen.size().columns && screen.cell(x, y).width === 0) x++;
  return { x, y };
}
