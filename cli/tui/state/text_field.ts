// A line of text being typed. The cursor counts graphemes, so that backspace takes away what a person sees as one character.
import { graphemes } from "../paint/cells.ts";

export interface TextField {
  readonly text: string;
  /** Graphemes before the cursor. */
  readonly at: number;
}

/** A field with `text`, the cursor at its end. */
export function fieldOf(text: string): TextField {
  return { text, at: graphemes(text).length };
}

/** The field with `text` put in at the cursor. Control characters go, and Hangul is composed. */
export function typed(field: TextField, text: string): TextField {
  const clean = text.replace(/\p{Cc}+/gu, "");
  if (clean === "") return field;
  const all = graphemes(field.text);
  const before = all.slice(0, field.at).join("") + clean;
  const composed = before.normalize("NFC");
  return { text: (composed + all.slice(field.at).join("")).normalize("NFC"), at: graphemes(composed).length };
}

export function erased(field: TextField, direction: "before" | "after"): TextField {
  const all = [...graphemes(field.text)];
  const index = direction === "before" ? field.at - 1 : field.at;
  if (index < 0 || index >= all.length) return field;
  all.splice(index, 1);
  return { text: all.join(""), at: direction === "before" ? field.at - 1 : field.at };
}

/** The field without the word before the cursor. */
export function wordErased(field: TextField): TextField {
  const all = graphemes(field.text);
  const kept = all.slice(0, field.at).join("").replace(/\S*\s*$/u, "");
  return { text: kept + all.slice(field.at).join(""), at: graphemes(kept).length };
}

/** The field with its cursor moved by `by` graphemes, or to an end. */
export function cursorMoved(field: TextField, by: number): TextField {
  const length = graphemes(field.text).length;
  return { text: field.text, at: Math.max(0, Math.min(length, field.at + by)) };
}

/** What stands before the cursor. */
export function beforeCursor(field: TextField): string {
  return graphemes(field.text).slice(0, field.at).join("");
}

/** Digits of a number that a field of one holds. */
const DIGITS_MAX = 12;

/** A field of a number with the digits of `text` put in; null where there are none, or too many. */
export function withDigits(field: TextField, text: string): TextField | null {
  const digits = text.replace(/[^\d]/g, "");
  const next = typed(field, digits);
  if (digits === "" || next.text.length > DIGITS_MAX) return null;
  return fieldOf(next.text.replace(/^0+(?=\d)/, ""));
}
