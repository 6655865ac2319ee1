// The settings, each with what it is now.
import { box, insideOf } from "../paint/box.ts";
import { line, toned } from "../paint/line.ts";
import { below, pane, type Size } from "../paint/pane.ts";
import type { State } from "../state/model.ts";
import { currentList } from "../state/select.ts";
import { SETTING_ROWS, type SettingRow } from "../state/settings.ts";
import { list } from "./list.ts";
import type { Look, ScreenPane } from "./look.ts";

const NOTE_ROWS = 3;

export function settingsScreen(state: State, look: Look, size: Size): ScreenPane {
  const { t, glyphs } = look;
  const room = insideOf(size);
  const rows = list({ columns: room.columns, rows: room.rows - NOTE_ROWS }, {
    columns: [{ title: t.tui.setting }, { title: t.tui.value }, { title: "", isFlexible: true, least: 0, drop: 1 }],
    rows: SETTING_ROWS.map((row) => [
      t.tui.settings[row],
      toned(valueOf(state, look, row), "accent"),
      toned(t.tui.settingNotes[row], "muted"),
    ]),
    cursor: state.settingsCursor,
    isFocused: state.overlays.length === 0,
    panel: "settings",
    empty: "",
    look,
  });
  const notes = pane<never>([
    [],
    line(toned(state.serverUrl === null ? t.tui.asking : t.tui.server(state.serverUrl, state.isOwnStack), "muted")),
    line(toned(state.market === null ? "" : t.tui.runsOn(clockText(state, look), state.market.status.feed), "muted")),
  ], { columns: room.columns, rows: NOTE_ROWS });
  return box(below<ScreenPane["targets"][number]["means"]>(rows, notes), size, {
    title: [{ text: t.tui.screens.settings, style: { bold: true } }],
    isFocused: true,
    glyphs,
  });
}

function clockText({ market }: State, { t }: Look): string {
  if (market === null) return "-";
  const { mode, speed } = market.status.clock;
  return t.marketStatus.clockText(t.marketStatus.clockMode[mode], String(speed));
}

function valueOf(state: State, { t }: Look, row: SettingRow): string {
  const { settings } = state;
  switch (row) {
    case "lang":
      return t.tui.langs[settings.lang];
    case "theme":
      return t.tui.themes[settings.theme];
    case "glyphs":
      return t.tui.glyphSets[settings.glyphs];
    case "confirm":
    case "mouse":
    case "motion":
      return settings[row] ? t.yes : t.no;
    case "account":
      return state.accounts.all.find(({ id }) => id === state.accounts.current)?.name ?? "-";
    case "list":
      return `${currentList(state).name ?? t.tui.defaultList} (${currentList(state).symbols.length})`;
    case "clock":
    case "speed":
    case "feed":
    case "tape":
      return settings[row] === "" ? t.tui.remembered : settings[row];
  }
}
