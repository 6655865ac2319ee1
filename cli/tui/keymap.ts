// Every key of the screen in one table: it dispatches, it is the line of hints, and it is the help.
import type { State } from "./state/model.ts";
import type { Overlay } from "./state/windows.ts";

/** Where a key means something. An overlay's scope shuts out those beneath it, but for `always`. */
export type Scope =
  | "always"
  | "screens"
  | "dashboard"
  | "instrument"
  | "orders"
  | "history"
  | "settings"
  | "help"
  | "search"
  | "ticket"
  | "ticketConfirm"
  | "ticketUnknown"
  | "ticketEnd"
  | "palette"
  | "amend"
  | "explain"
  | "confirm"
  | "output"
  | "outputAsks"
  | "prompt";

export type Action =
  | "leave"
  | "suspend"
  | "repaint"
  | "back"
  | "quit"
  | "help"
  | "search"
  | "palette"
  | "refresh"
  | "dashboard"
  | "instrument"
  | "orders"
  | "history"
  | "settings"
  | "up"
  | "down"
  | "pageUp"
  | "pageDown"
  | "top"
  | "bottom"
  | "nextPanel"
  | "previousPanel"
  | "open"
  | "buy"
  | "sell"
  | "watch"
  | "nextList"
  | "previousList"
  | "moveUp"
  | "moveDown"
  | "interval"
  | "switchPane"
  | "filter"
  | "cancel"
  | "cancelAll"
  | "amend"
  | "explain"
  | "nextTab"
  | "previousTab"
  | "change"
  | "changeBack"
  | "newList"
  | "renameList"
  | "dropList"
  | "complete"
  | "submit"
  | "nextField"
  | "previousField"
  | "more"
  | "less"
  | "percent10"
  | "percent25"
  | "percent50"
  | "percent100"
  | "yes"
  | "no"
  | "retry"
  | "left"
  | "right"
  | "lineStart"
  | "lineEnd"
  | "erase"
  | "eraseAfter"
  | "eraseWord";

export interface Binding {
  readonly scope: Scope;
  readonly action: Action;
  /** Names of keys: a character as typed, or up, down, enter, esc, tab, shift+tab, pageup, ctrl+c, … */
  readonly keys: readonly string[];
  /** Stands in the line of hints; lower numbers first. */
  readonly hint?: number;
}

function on(scope: Scope, action: Action, keys: readonly string[], hint?: number): Binding {
  return { scope, action, keys, ...(hint === undefined ? {} : { hint }) };
}

const EDITING = (scope: Scope): readonly Binding[] => [
  on(scope, "left", ["left", "ctrl+b"]),
  on(scope, "right", ["right", "ctrl+f"]),
  on(scope, "lineStart", ["home", "ctrl+a"]),
  on(scope, "lineEnd", ["end", "ctrl+e"]),
  on(scope, "erase", ["backspace"]),
  on(scope, "eraseAfter", ["delete", "ctrl+d"]),
  on(scope, "eraseWord", ["ctrl+w", "ctrl+u"]),
];

const SCROLLING = (scope: Scope): readonly Binding[] => [
  on(scope, "up", ["up", "k"], 1),
  on(scope, "down", ["down", "j"], 1),
  on(scope, "pageUp", ["pageup", "ctrl+b"]),
  on(scope, "pageDown", ["pagedown", "ctrl+f", "space"]),
  on(scope, "top", ["home", "g"]),
  on(scope, "bottom", ["end", "G"]),
];

export const KEYMAP: readonly Binding[] = [
  on("always", "leave", ["ctrl+c"]),
  on("always", "suspend", ["ctrl+z"]),
  on("always", "repaint", ["ctrl+l"]),

  on("screens", "help", ["?"], 90),
  on("screens", "search", ["/"], 20),
  on("screens", "palette", [":"], 80),
  on("screens", "buy", ["b"], 21),
  on("screens", "sell", ["s"], 22),
  on("screens", "dashboard", ["1"]),
  on("screens", "instrument", ["2"]),
  on("screens", "orders", ["3"]),
  on("screens", "history", ["4"]),
  on("screens", "settings", ["5", ","]),
  on("screens", "refresh", ["R"]),
  on("screens", "back", ["esc"]),
  on("screens", "quit", ["q"], 99),

  ...SCROLLING("dashboard").map(({ hint: _, ...binding }) => binding),
  on("dashboard", "nextPanel", ["tab", "l", "right"], 10),
  on("dashboard", "previousPanel", ["shift+tab", "h", "left"]),
  on("dashboard", "open", ["enter"], 11),
  on("dashboard", "watch", ["w"], 30),
  on("dashboard", "nextList", ["]"]),
  on("dashboard", "previousList", ["["]),
  on("dashboard", "moveUp", ["K"]),
  on("dashboard", "moveDown", ["J"]),
  on("dashboard", "cancel", ["c"], 31),
  on("dashboard", "amend", ["m"]),
  on("dashboard", "explain", ["e"], 32),

  on("instrument", "interval", ["i"], 10),
  on("instrument", "switchPane", ["v", "tab"], 11),
  on("instrument", "watch", ["w"], 30),
  on("instrument", "cancel", ["c"], 31),
  on("instrument", "amend", ["m"]),
  on("instrument", "explain", ["e"]),

  ...SCROLLING("orders").map(({ hint: _, ...binding }) => binding),
  on("orders", "filter", ["f", "tab", "right", "l"], 10),
  on("orders", "cancel", ["c"], 11),
  on("orders", "amend", ["m"], 12),
  on("orders", "explain", ["e", "enter"], 13),
  on("orders", "cancelAll", ["C"], 14),

  ...SCROLLING("history").map(({ hint: _, ...binding }) => binding),
  on("history", "nextTab", ["tab", "right", "l"], 10),
  on("history", "previousTab", ["shift+tab", "left", "h"]),
  on("history", "explain", ["e", "enter"], 11),

  ...SCROLLING("settings").map(({ hint: _, ...binding }) => binding).filter(({ action }) => action !== "pageDown"),
  on("settings", "change", ["enter", "space", "right", "l"], 10),
  on("settings", "changeBack", ["left", "h"]),
  on("settings", "newList", ["n"], 12),
  on("settings", "renameList", ["r"], 13),
  on("settings", "dropList", ["d"], 14),

  ...SCROLLING("help"),
  on("help", "back", ["esc", "q", "?"], 2),

  on("search", "open", ["enter"], 1),
  on("search", "watch", ["tab"], 2),
  on("search", "up", ["up", "ctrl+p"]),
  on("search", "down", ["down", "ctrl+n"]),
  on("search", "back", ["esc"], 9),
  ...EDITING("search"),

  on("ticket", "nextField", ["tab", "down", "j"], 3),
  on("ticket", "previousField", ["shift+tab", "up", "k"]),
  on("ticket", "more", ["right", "l", "+", "=", "space"], 4),
  on("ticket", "less", ["left", "h", "-", "_"], 5),
  on("ticket", "percent10", ["a"]),
  on("ticket", "percent25", ["s"]),
  on("ticket", "percent50", ["d"]),
  on("ticket", "percent100", ["f"]),
  on("ticket", "submit", ["enter"], 1),
  on("ticket", "help", ["?"]),
  on("ticket", "erase", ["backspace"]),
  on("ticket", "eraseWord", ["delete", "ctrl+w", "ctrl+u"]),
  on("ticket", "back", ["esc"], 2),

  on("ticketConfirm", "yes", ["y"], 1),
  on("ticketConfirm", "no", ["n", "esc"], 2),

  on("ticketUnknown", "retry", ["r"], 1),
  on("ticketUnknown", "back", ["esc", "q"], 2),

  on("ticketEnd", "explain", ["e"], 2),
  on("ticketEnd", "back", ["esc", "enter", "q"], 1),

  on("palette", "submit", ["enter"], 1),
  on("palette", "complete", ["tab"], 2),
  on("palette", "up", ["up", "ctrl+p"]),
  on("palette", "down", ["down", "ctrl+n"]),
  on("palette", "back", ["esc"], 9),
  ...EDITING("palette"),

  on("amend", "nextField", ["tab", "down", "j"], 3),
  on("amend", "previousField", ["shift+tab", "up", "k"]),
  on("amend", "more", ["right", "l", "+", "=", "space"], 4),
  on("amend", "less", ["left", "h", "-", "_"], 5),
  on("amend", "submit", ["enter"], 1),
  on("amend", "erase", ["backspace"]),
  on("amend", "eraseWord", ["delete", "ctrl+w", "ctrl+u"]),
  on("amend", "back", ["esc"], 2),

  ...SCROLLING("explain"),
  on("explain", "back", ["esc", "q", "e", "enter"], 2),

  on("confirm", "yes", ["y"], 1),
  on("confirm", "no", ["n", "esc", "q"], 2),

  ...SCROLLING("output"),
  on("output", "back", ["esc", "q", "enter"], 2),

  on("outputAsks", "submit", ["enter"], 1),
  on("outputAsks", "back", ["esc"], 2),
  ...EDITING("outputAsks"),

  on("prompt", "submit", ["enter"], 1),
  on("prompt", "back", ["esc"], 2),
  ...EDITING("prompt"),
];

const FOUND = new Map(
  KEYMAP.flatMap((binding) => binding.keys.map((key): [string, Binding] => [`${binding.scope} ${key}`, binding])),
);

/** The scopes that count now, the nearest first. */
export function scopesOf(state: Pick<State, "overlays" | "screen">): readonly Scope[] {
  const top = state.overlays.at(-1);
  return top === undefined ? [state.screen, "screens", "always"] : [overlayScope(top), "always"];
}

function overlayScope(overlay: Overlay): Scope {
  if (overlay.kind === "output") return overlay.asks === null ? "output" : "outputAsks";
  if (overlay.kind !== "ticket") return overlay.kind;
  const { kind } = overlay.stage;
  if (kind === "edit") return "ticket";
  if (kind === "confirm") return "ticketConfirm";
  return kind === "unknown" ? "ticketUnknown" : "ticketEnd";
}

/** The scopes in which characters are typed, and are no shortcuts. */
const TYPING: ReadonlySet<Scope> = new Set(["search", "palette", "outputAsks", "prompt"]);

export function isTyping(state: Pick<State, "overlays" | "screen">): boolean {
  return scopesOf(state).some((scope) => TYPING.has(scope));
}

/** What a key does now, or null. */
export function actionOf(state: Pick<State, "overlays" | "screen">, key: string): Action | null {
  for (const scope of scopesOf(state)) {
    const binding = FOUND.get(`${scope} ${key}`);
    if (binding !== undefined) return binding.action;
  }
  return null;
}

/** The bindings for the line of hints, in their order. */
export function hintsOf(state: Pick<State, "overlays" | "screen">): readonly Binding[] {
  const scopes = scopesOf(state);
  return KEYMAP.filter(({ scope, hint }) => hint !== undefined && scopes.includes(scope))
    .toSorted((a, b) => (a.hint ?? 0) - (b.hint ?? 0));
}
