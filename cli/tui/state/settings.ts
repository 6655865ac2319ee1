// The screen of settings: its rows, and what a key changes in each.
import { messagesOf } from "../../i18n/mod.ts";
import type { Action } from "../keymap.ts";
import { GLYPH_SETS } from "../paint/glyphs.ts";
import { THEMES } from "../paint/theme.ts";
import { cycled } from "./cycle.ts";
import { still, withToast } from "./data.ts";
import { shownList } from "./lists.ts";
import type { Step } from "./messages.ts";
import type { State } from "./model.ts";
import { opened, openPrompt } from "./overlays.ts";
import { currentList } from "./select.ts";

export const SETTING_ROWS = [
  "lang",
  "theme",
  "glyphs",
  "confirm",
  "mouse",
  "motion",
  "account",
  "list",
  "clock",
  "speed",
  "feed",
  "tape",
] as const;
export type SettingRow = typeof SETTING_ROWS[number];

const LANGS = ["ko", "en"] as const;
const FEEDS = ["sim", "replay", "kis", "yahoo"] as const;

/** The setting changed and kept. */
function kept(state: State, change: Partial<State["settings"]>, name: string, value: string): Step {
  return {
    state: { ...state, settings: { ...state.settings, ...change } },
    effects: [{ kind: "saveSetting", name, value }, { kind: "repaint" }],
  };
}

function changed(state: State, row: SettingRow, by: number): Step {
  const { settings } = state;
  switch (row) {
    case "lang": {
      const lang = cycled(LANGS, settings.lang, by);
      const step = kept(state, { lang }, "lang", lang);
      // Names and reasons come from the gateway in the language they were asked in.
      return { ...step, effects: [...step.effects, { kind: "refresh" }] };
    }
    case "theme": {
      const theme = cycled(THEMES, settings.theme, by);
      return kept(state, { theme }, "theme", theme);
    }
    case "glyphs": {
      const glyphs = cycled(GLYPH_SETS, settings.glyphs, by);
      return kept(state, { glyphs }, "glyphs", glyphs);
    }
    case "confirm":
    case "mouse":
    case "motion":
      return kept(state, { [row]: !settings[row] }, row, String(!settings[row]));
    case "account": {
      const { all, current } = state.accounts;
      const id = cycled(all.map((account) => account.id), current ?? "", by);
      if (id === (current ?? "")) return still(state);
      const next = {
        ...state,
        accounts: { all, current: id },
        portfolio: null,
        openOrders: [],
        recentTrades: [],
        equity: [],
        days: [],
        orders: { ...state.orders, orders: null, cursor: 0 },
        history: { ...state.history, trades: null, ledger: null, cursor: 0 },
      };
      return { state: next, effects: [{ kind: "useAccount", id }] };
    }
    case "list":
      return shownList(state, by);
    case "clock":
    case "speed":
    case "tape":
      return still(openPrompt(state, row, settings[row]));
    case "feed": {
      const feed = cycled<string>(FEEDS, settings.feed === "" ? "sim" : settings.feed, by);
      // It is what is shown once it is saved, and then the market may start anew with it.
      return { state, effects: [{ kind: "saveSetting", name: "stack.feed", value: feed }] };
    }
  }
}

/** What an action does on the screen of settings; null when the screen does not know it. */
export function actOnSettings(state: State, action: Action, now: number): Step | null {
  const row = SETTING_ROWS[state.settingsCursor] ?? "lang";
  const t = messagesOf(state.settings.lang).tui;
  switch (action) {
    case "change":
      return changed(state, row, 1);
    case "changeBack":
      return changed(state, row, -1);
    case "newList":
      return still(openPrompt(state, "newList", ""));
    case "renameList": {
      const { name } = currentList(state);
      return name === null
        ? still(withToast(state, t.defaultListStays, "warning", now))
        : still(openPrompt(state, "renameList", name));
    }
    case "dropList": {
      const { name } = currentList(state);
      if (name === null) return still(withToast(state, t.defaultListStays, "warning", now));
      return still(opened(state, { kind: "confirm", question: { kind: "dropList", name } }));
    }
    default:
      return null;
  }
}
