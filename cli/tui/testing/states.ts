// States of the screen, and stories that are played upon them.
import type { Dashboard } from "../../api/documents.ts";
import { DASHBOARD, HYNIX_QUOTE, QUOTE } from "../../testing/documents.ts";
import type { Effect, Message, Step } from "../state/messages.ts";
import { initialState, type Settings, type State } from "../state/model.ts";
import { reduce } from "../state/reduce.ts";
import type { Overlay } from "../state/windows.ts";
import { settingsOf } from "../stored.ts";

/** Wall time of every story, in ms; the market's time in the documents is the same. */
export const WALL = Date.parse("2025-03-14T10:00:00+09:00");

/** The settings of somebody who speaks English and chose nothing. */
export const SETTINGS: Settings = settingsOf(new Map(), "en");

/** A screen that knows nothing yet: 80×24, English, Samsung and Hynix on the watchlist. */
export function emptyState(change: Partial<State> = {}): State {
  const start = initialState({
    size: { columns: 80, rows: 24 },
    now: WALL,
    settings: SETTINGS,
    isColorless: false,
    lists: [{ name: null, symbols: ["005930", "000660"] }],
    recents: [],
    commands: [
      { words: "order list", about: "List orders" },
      { words: "order show", about: "Show an order" },
      { words: "portfolio", about: "Cash and positions" },
      { words: "quote", about: "Quotes" },
    ],
  });
  return { ...start, ...change };
}

/** News of the dashboard with both quotes. */
export function dashboardNews(change: Partial<Dashboard> = {}, now = WALL): Message {
  return { kind: "dashboard", dashboard: { ...DASHBOARD, quotes: [QUOTE, HYNIX_QUOTE], ...change }, now };
}

/** A screen in the middle of the day: the account, an open order, a fill and both quotes are known, the stream is open. */
export function tradingState(change: Partial<State> = {}): State {
  const { state } = play(
    emptyState(),
    { kind: "endpoint", url: "http://127.0.0.1:8080", isOwnStack: true },
    dashboardNews(),
    { kind: "link", link: { kind: "live" } },
  );
  return { ...state, ...change };
}

/** The state after the messages, and the effects of all of them in their order. */
export function play(state: State, ...messages: readonly Message[]): Step {
  const effects: Effect[] = [];
  let now = state;
  for (const message of messages) {
    const step = reduce(now, message);
    now = step.state;
    effects.push(...step.effects);
  }
  return { state: now, effects };
}

/** Keys by the keymap's names. A name of one character types that character, "space" a blank, and every other nothing. */
export function keys(...names: readonly string[]): readonly Message[] {
  return names.map((name) => ({
    kind: "key",
    key: { name, text: name === "space" ? " " : [...name].length === 1 ? name : "" },
    at: WALL,
  }));
}

/** A text typed character by character. */
export function typing(text: string): readonly Message[] {
  return keys(...[...text].map((character) => character === " " ? "space" : character));
}

/** The state and the effects after some keys. */
export function press(state: State, ...names: readonly string[]): Step {
  return play(state, ...keys(...names));
}

/** The window on top, which has to be of this kind. */
export function topOf<K extends Overlay["kind"]>(state: State, kind: K): Extract<Overlay, { kind: K }> {
  const top = state.overlays.at(-1);
  if (!isKind(top, kind)) throw new Error(`${top?.kind ?? "nothing"} is on top, not ${kind}`);
  return top;
}

function isKind<K extends Overlay["kind"]>(
  overlay: Overlay | undefined,
  kind: K,
): overlay is Extract<Overlay, { kind: K }> {
  return overlay?.kind === kind;
}

/** The texts of the toasts, the newest last. */
export function toastsOf({ toasts }: State): readonly string[] {
  return toasts.map(({ text }) => text);
}
