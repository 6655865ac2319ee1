// Watchlists: which one shows, what is on it and in which order.
import { messagesOf } from "../../i18n/mod.ts";
import { listName } from "../../list_name.ts";
import { still, withToast } from "./data.ts";
import type { Step } from "./messages.ts";
import type { NamedList, State } from "./model.ts";
import { currentList } from "./select.ts";

function withLists(state: State, lists: readonly NamedList[], list = state.list): Step {
  const within = Math.max(0, Math.min(list, lists.length - 1));
  return { state: { ...state, lists, list: within }, effects: [{ kind: "saveLists", lists }] };
}

function withSymbols(state: State, symbols: readonly string[]): Step {
  return withLists(state, state.lists.map((one, index) => index === state.list ? { ...one, symbols } : one));
}

/** Puts a symbol on the list that shows, or takes it off. */
export function toggledWatch(state: State, symbol: string, now: number): Step {
  const { symbols } = currentList(state);
  const isOn = symbols.includes(symbol);
  const step = withSymbols(state, isOn ? symbols.filter((one) => one !== symbol) : [...symbols, symbol]);
  const t = messagesOf(state.settings.lang).tui;
  const text = isOn ? t.unwatched(symbol) : t.watched(symbol);
  const cursor = Math.max(0, Math.min(state.dashboard.cursors.watchlist, currentList(step.state).symbols.length - 1));
  const dashboard = { ...state.dashboard, cursors: { ...state.dashboard.cursors, watchlist: cursor } };
  return {
    state: withToast({ ...step.state, dashboard }, text, "good", now),
    effects: [...step.effects, { kind: "refresh" }],
  };
}

/** Moves the symbol under the cursor by one place, the cursor with it. */
export function movedWatch(state: State, by: 1 | -1): Step {
  const symbols = [...currentList(state).symbols];
  const from = state.dashboard.cursors.watchlist;
  const to = from + by;
  const symbol = symbols[from];
  const other = symbols[to];
  if (symbol === undefined || other === undefined) return still(state);
  symbols[from] = other;
  symbols[to] = symbol;
  const step = withSymbols(state, symbols);
  const dashboard = { ...state.dashboard, cursors: { ...state.dashboard.cursors, watchlist: to } };
  return { state: { ...step.state, dashboard }, effects: step.effects };
}

/** Shows the next list, or the one before. */
export function shownList(state: State, by: number): Step {
  const count = Math.max(1, state.lists.length);
  const dashboard = { ...state.dashboard, cursors: { ...state.dashboard.cursors, watchlist: 0 } };
  return { state: { ...state, dashboard, list: (state.list + by + count) % count }, effects: [{ kind: "refresh" }] };
}

/** The name as it is kept, or null where it is none or taken. */
function freeName(state: State, text: string): string | null {
  const name = listName(text);
  return name === null || state.lists.some((one) => one.name === name) ? null : name;
}

/** Adds an empty list and shows it. Null when the name is none or taken. */
export function addedList(state: State, text: string): Step | null {
  const name = freeName(state, text);
  if (name === null) return null;
  return withLists(state, [...state.lists, { name, symbols: [] }], state.lists.length);
}

/** Names the list that shows. Null when the name is none or taken. */
export function renamedList(state: State, text: string): Step | null {
  const name = freeName(state, text);
  if (name === null) return null;
  return withLists(state, state.lists.map((one, index) => index === state.list ? { ...one, name } : one));
}

export function droppedList(state: State, name: string): Step {
  return withLists(state, state.lists.filter((one) => one.name !== name), 0);
}
