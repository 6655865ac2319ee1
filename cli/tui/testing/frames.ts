// Frames as texts.
import { type Line, lineText, type Span } from "../paint/line.ts";
import { frame } from "../screens/frame.ts";
import { lookOf, type ScreenPane } from "../screens/look.ts";
import { overlayPane } from "../screens/overlay.ts";
import type { State } from "../state/model.ts";

/** The lines of a pane as they read. */
export function texts({ lines }: Pick<ScreenPane, "lines">): readonly string[] {
  return lines.map(lineText);
}

/** The lines of the whole screen as they read. */
export function frameTexts(state: State): readonly string[] {
  return texts(frame(state));
}

/** The pieces of the lines whose text has `part`. */
export function spansWith(lines: readonly Line[], part: string): readonly Span[] {
  return lines.flat().filter(({ text }) => text.includes(part));
}

/** The lines inside the window on top as they read, without its frame; the first is the line of its title. */
export function windowTexts(state: State): readonly string[] {
  const look = lookOf(state);
  const top = state.overlays.at(-1);
  if (top === undefined) throw new Error("no window is open");
  const { columns, rows } = state.size;
  const { lines } = overlayPane(state, top, look, { columns, rows: rows - 3 });
  return lines.slice(0, -1).map((line, row) => row === 0 ? lineText(line) : lineText(line).slice(2, -2).trimEnd());
}

/** The whole screen as one text, without the blanks at the ends of its lines. */
export function reads(state: State): string {
  return frameTexts(state).map((text) => text.trimEnd()).join("\n");
}

/** A screen as a test writes it: the lines between the first line break and the last. */
export function drawn(text: string): string {
  return text.replace(/^\n/, "").replace(/\n$/, "");
}

/** The state in a terminal of this size, in this language. */
export function seen(state: State, columns: number, rows: number, lang: State["settings"]["lang"] = "en"): State {
  return { ...state, size: { columns, rows }, settings: { ...state.settings, lang } };
}
