// Moving between screens and within them.
import { messagesOf } from "../../i18n/mod.ts";
import type { Action } from "../keymap.ts";
import { cycled } from "./cycle.ts";
import { still } from "./data.ts";
import type { Effect, Step } from "./messages.ts";
import { DASHBOARD_PANELS, HISTORY_TABS, INTERVALS, ORDER_FILTERS, type ScreenName, type State } from "./model.ts";
import { focusedSymbol, historyRows, ordersRows, panelRows } from "./select.ts";
import { withToast } from "./data.ts";
import { SETTING_ROWS } from "./settings.ts";

const PAGE = 10;
const BACK_MAX = 20;
const RECENTS_MAX = 12;

/** What a screen asks for when it is shown. */
function loadsOf(state: State, screen: ScreenName): readonly Effect[] {
  switch (screen) {
    case "dashboard":
      return [{ kind: "refresh" }, { kind: "loadDays" }];
    case "instrument": {
      const { symbol, interval } = state.instrument;
      return symbol === null ? [] : [{ kind: "loadInstrument", symbol }, { kind: "loadCandles", symbol, interval }];
    }
    case "orders":
      return [{ kind: "refresh" }, { kind: "loadOrders", filter: state.orders.filter }];
    case "history":
      return [{ kind: "loadTrades" }, { kind: "loadLedger" }, { kind: "loadDays" }];
    case "settings":
      return [];
  }
}

/** Shows a screen; Esc comes back to the one before. */
export function shown(state: State, screen: ScreenName): Step {
  const back = screen === state.screen ? state.back : [...state.back, state.screen].slice(-BACK_MAX);
  const next: State = { ...state, screen, back };
  return { state: next, effects: loadsOf(next, screen) };
}

/** Shows the screen of a symbol and remembers it among those looked at. */
export function openInstrument(state: State, symbol: string): Step {
  const isSame = state.instrument.symbol === symbol;
  const recents = [symbol, ...state.recents.filter((one) => one !== symbol)].slice(0, RECENTS_MAX);
  const instrument = isSame
    ? state.instrument
    : { ...state.instrument, symbol, instrument: null, candles: null, book: null, problem: null };
  const step = shown({ ...state, instrument, recents }, "instrument");
  return { state: step.state, effects: [...step.effects, { kind: "saveRecents", recents }] };
}

/** The screen of a number key. The instrument's shows what the cursor is on when nothing was looked at yet. */
export function goTo(state: State, screen: ScreenName, now: number): Step {
  if (screen !== "instrument") return shown(state, screen);
  const symbol = state.instrument.symbol ?? focusedSymbol(state) ?? state.recents[0] ?? null;
  if (symbol !== null) return openInstrument(state, symbol);
  return still(withToast(state, messagesOf(state.settings.lang).tui.noSymbol, "warning", now));
}

/** Leaves what is on the screen for what was there before; on the first screen that asks nothing and does nothing. */
export function back(state: State): Step {
  const before = state.back.at(-1);
  if (before === undefined) return still(state);
  const next: State = { ...state, screen: before, back: state.back.slice(0, -1) };
  return { state: next, effects: loadsOf(next, before) };
}

const STEPS: Partial<Record<Action, number>> = {
  up: -1,
  down: 1,
  pageUp: -PAGE,
  pageDown: PAGE,
  top: -Infinity,
  bottom: Infinity,
};

/** How far a key moves the cursor, or null. */
export function stepOf(action: Action): number | null {
  return STEPS[action] ?? null;
}

/** The cursor moved by `by` rows within `rows`. */
export function within(cursor: number, by: number, rows: number): number {
  return Math.max(0, Math.min(rows - 1, cursor + by));
}

/** The state with the cursor of its screen moved by `by` rows. */
export function movedCursor(state: State, by: number): State {
  switch (state.screen) {
    case "dashboard": {
      const { focus, cursors } = state.dashboard;
      const cursor = within(cursors[focus], by, panelRows(state, focus));
      return { ...state, dashboard: { focus, cursors: { ...cursors, [focus]: cursor } } };
    }
    case "orders": {
      const cursor = within(state.orders.cursor, by, ordersRows(state.orders, state));
      return { ...state, orders: { ...state.orders, cursor } };
    }
    case "history":
      return { ...state, history: { ...state.history, cursor: within(state.history.cursor, by, historyRows(state)) } };
    case "settings":
      return { ...state, settingsCursor: within(state.settingsCursor, by, SETTING_ROWS.length) };
    case "instrument":
      return state;
  }
}

/** What an action does to the screen that is shown; null when the screen does not know it. */
export function actOnScreen(state: State, action: Action): Step | null {
  const by = stepOf(action);
  if (by !== null) return still(movedCursor(state, by));
  switch (action) {
    case "nextPanel":
    case "previousPanel": {
      const focus = cycled(DASHBOARD_PANELS, state.dashboard.focus, action === "nextPanel" ? 1 : -1);
      return still({ ...state, dashboard: { ...state.dashboard, focus } });
    }
    case "interval": {
      const { symbol } = state.instrument;
      const interval = cycled(INTERVALS, state.instrument.interval, 1);
      const next = { ...state, instrument: { ...state.instrument, interval, candles: null } };
      return { state: next, effects: symbol === null ? [] : [{ kind: "loadCandles", symbol, interval }] };
    }
    case "switchPane": {
      const pane = state.instrument.pane === "chart" ? "book" : "chart";
      return still({ ...state, instrument: { ...state.instrument, pane } });
    }
    case "filter": {
      const filter = cycled(ORDER_FILTERS, state.orders.filter, 1);
      const next = { ...state, orders: { ...state.orders, filter, cursor: 0, orders: null } };
      return { state: next, effects: [{ kind: "loadOrders", filter }] };
    }
    case "nextTab":
    case "previousTab": {
      const tab = cycled(HISTORY_TABS, state.history.tab, action === "nextTab" ? 1 : -1);
      return still({ ...state, history: { ...state.history, tab, cursor: 0 } });
    }
    default:
      return null;
  }
}
