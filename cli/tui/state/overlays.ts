// What keys do to the windows that lie over the screen: search, palette, help, questions, output.
import type { Instrument } from "../../api/documents.ts";
import { messagesOf } from "../../i18n/mod.ts";
import type { Action } from "../keymap.ts";
import { still } from "./data.ts";
import { addedList, droppedList, renamedList, toggledWatch } from "./lists.ts";
import type { Effect, Key, Step } from "./messages.ts";
import type { State } from "./model.ts";
import type { ConfirmOverlay, Overlay, PaletteOverlay, PromptOverlay, SearchOverlay } from "./windows.ts";
import { openInstrument } from "./navigate.ts";
import { erased, fieldOf, type TextField, typed, wordErased } from "./text_field.ts";
import { cursorMoved } from "./text_field.ts";

export function opened(state: State, overlay: Overlay): State {
  return { ...state, overlays: [...state.overlays, overlay] };
}

/** Closes the window on top. */
export function closed(state: State): State {
  return { ...state, overlays: state.overlays.slice(0, -1) };
}

/** The state with `next` in place of the window on top. */
export function onTop(state: State, next: Overlay): State {
  return { ...state, overlays: [...state.overlays.slice(0, -1), next] };
}

const EDITS: Partial<Record<Action, (field: TextField) => TextField>> = {
  left: (field) => cursorMoved(field, -1),
  right: (field) => cursorMoved(field, 1),
  lineStart: (field) => cursorMoved(field, -Infinity),
  lineEnd: (field) => cursorMoved(field, Infinity),
  erase: (field) => erased(field, "before"),
  eraseAfter: (field) => erased(field, "after"),
  eraseWord: wordErased,
};

/** What an editing key makes of a field; null for another key. */
export function editOf(field: TextField, action: Action): TextField | null {
  return EDITS[action]?.(field) ?? null;
}

export function openSearch(state: State): Step {
  const overlay: SearchOverlay = {
    kind: "search",
    field: fieldOf(""),
    asked: "",
    results: [],
    cursor: 0,
    problem: null,
  };
  return still(opened(state, overlay));
}

/** The rows of the search: what was found, or what was looked at last while nothing is typed. */
export function searchRows(state: State, search: SearchOverlay): readonly Pick<Instrument, "symbol">[] {
  return search.field.text.trim() === "" ? state.recents.map((symbol) => ({ symbol })) : search.results;
}

export function withSearchText(state: State, search: SearchOverlay, field: TextField): Step {
  const text = field.text.trim();
  const next = { ...search, field, cursor: 0, problem: null, ...(text === "" ? { results: [], asked: "" } : {}) };
  const isNew = text !== search.field.text.trim() && text !== "";
  return { state: onTop(state, next), effects: isNew ? [{ kind: "search", text }] : [] };
}

export function actOnSearch(state: State, search: SearchOverlay, action: Action, now: number): Step | null {
  const edit = editOf(search.field, action);
  if (edit !== null) return withSearchText(state, search, edit);
  const rows = searchRows(state, search);
  const chosen = rows[search.cursor];
  if (action === "up" || action === "down") {
    const cursor = search.cursor + (action === "up" ? -1 : 1);
    return still(onTop(state, { ...search, cursor: Math.max(0, Math.min(rows.length - 1, cursor)) }));
  }
  if (action === "open") return chosen === undefined ? still(state) : openInstrument(closed(state), chosen.symbol);
  if (action === "watch") return chosen === undefined ? still(state) : toggledWatch(state, chosen.symbol, now);
  return null;
}

/** Enter in the palette runs the line; the arrows bring back lines entered before. */
export function actOnPalette(
  state: State,
  palette: PaletteOverlay,
  action: Action,
  completion: string | null,
): Step | null {
  const edit = editOf(palette.field, action);
  if (edit !== null) return still(onTop(state, { ...palette, field: edit, past: null, cursor: 0 }));
  switch (action) {
    case "complete":
      return completion === null ? still(state) : still(onTop(state, { ...palette, field: fieldOf(completion) }));
    case "up":
    case "down":
      return still(onTop(state, recalled(state, palette, action === "up" ? 1 : -1)));
    case "submit": {
      const line = palette.field.text.trim().replace(/^hoga\s+/, "");
      if (line === "") return still(closed(state));
      const output = { kind: "output" as const, command: line, text: "", exit: null, scroll: 0, asks: null };
      const commandLog = [...state.commandLog.filter((one) => one !== line), line].slice(-50);
      return { state: opened({ ...closed(state), commandLog }, output), effects: [{ kind: "runCommand", line }] };
    }
    default:
      return null;
  }
}

function recalled({ commandLog }: State, palette: PaletteOverlay, by: number): PaletteOverlay {
  const past = Math.min(commandLog.length, Math.max(0, (palette.past ?? 0) + by));
  if (past === (palette.past ?? 0)) return palette;
  const line = past === 0 ? "" : commandLog[commandLog.length - past] ?? "";
  return { ...palette, past: past === 0 ? null : past, field: fieldOf(line) };
}

export function actOnConfirm(state: State, { question }: ConfirmOverlay, action: Action): Step | null {
  const rest = closed(state);
  if (action === "no") return still(rest);
  if (action !== "yes") return null;
  switch (question.kind) {
    case "cancel":
      return { state: rest, effects: [{ kind: "cancel", id: question.order.id }] };
    case "cancelAll":
      return { state: rest, effects: [{ kind: "cancelAll" }] };
    case "restart":
      return { state: { ...rest, link: { kind: "starting" } }, effects: [{ kind: "restartStack" }] };
    case "dropList":
      return droppedList(rest, question.name);
  }
}

export function openPrompt(state: State, purpose: PromptOverlay["purpose"], text: string): State {
  return opened(state, { kind: "prompt", purpose, field: fieldOf(text), problem: null });
}

export function actOnPrompt(state: State, prompt: PromptOverlay, action: Action): Step | null {
  const edit = editOf(prompt.field, action);
  if (edit !== null) return still(onTop(state, { ...prompt, field: edit, problem: null }));
  if (action !== "submit") return null;
  const text = prompt.field.text.trim();
  const rest = closed(state);
  const t = messagesOf(state.settings.lang).tui;
  if (prompt.purpose === "newList" || prompt.purpose === "renameList") {
    const step = prompt.purpose === "newList" ? addedList(rest, text) : renamedList(rest, text);
    return step ?? still(onTop(state, { ...prompt, problem: t.badListName(text) }));
  }
  const effects: Effect[] = [{ kind: "saveSetting", name: `stack.${prompt.purpose}`, value: text }];
  return { state: rest, effects };
}

/** Text typed into the window on top; null when it has no field. */
export function typeInto(state: State, top: Overlay, key: Pick<Key, "text">): Step | null {
  switch (top.kind) {
    case "search":
      return withSearchText(state, top, typed(top.field, key.text));
    case "palette":
      return still(onTop(state, { ...top, field: typed(top.field, key.text), past: null, cursor: 0 }));
    case "prompt":
      return still(onTop(state, { ...top, field: typed(top.field, key.text), problem: null }));
    case "output":
      return top.asks === null ? null : still(onTop(state, { ...top, asks: typed(top.asks, key.text) }));
    default:
      return null;
  }
}
