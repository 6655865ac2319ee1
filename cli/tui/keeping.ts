// Effects that keep something on disk: settings, watchlists, symbols looked at.
import { isValidSetting, readConfig, settingAccepts, writeConfig } from "../config.ts";
import { writePrivateFile } from "../files.ts";
import { isLang } from "../i18n/mod.ts";
import type { Live } from "./live.ts";
import type { Effect } from "./state/messages.ts";
import { recentsFile, writeLists } from "./stored.ts";

type Keep = Extract<Effect, { kind: "saveSetting" | "saveLists" | "saveRecents" }>;

export function createKeeping(live: Live): (effect: Keep) => Promise<void> {
  const { world } = live;
  const { watchlistFile, stateDir } = world.ctx.paths;
  /** The lists as this screen kept them last. */
  let known = live.state().lists;
  return async (effect) => {
    switch (effect.kind) {
      case "saveSetting":
        return await saveSetting(live, effect.name, effect.value);
      case "saveLists": {
        const before = known;
        known = effect.lists;
        return await writeLists(watchlistFile, world.t(), before, effect.lists);
      }
      case "saveRecents":
        return await writePrivateFile(recentsFile(stateDir), `${JSON.stringify(effect.recents)}\n`);
    }
  };
}

/** Keeps a setting that is valid; an empty value puts it back to its default. */
async function saveSetting({ world, state, dispatch }: Live, name: string, value: string): Promise<void> {
  if (value !== "" && !isValidSetting(name, value)) {
    const text = world.t().tui.badSetting(name, value, settingAccepts(name) ?? "-");
    return dispatch({ kind: "toast", text, tone: "danger", now: world.ctx.host.now() });
  }
  if (name === "lang" && isLang(value)) world.speak(value);
  const { configFile } = world.ctx.paths;
  const next = new Map(readConfig(configFile).config);
  if (value === "") next.delete(name);
  else next.set(name, value);
  await writeConfig(configFile, next);
  const field = /^stack\.(clock|speed|feed|tape)$/.exec(name)?.[1];
  const { settings } = state();
  dispatch({ kind: "saved", settings: field === undefined ? settings : { ...settings, [field]: value } });
}
