// The name of a setting on the command line.
import { SETTING_NAMES, settingAccepts } from "../../config.ts";
import { usageError } from "../../errors.ts";
import type { Messages } from "../../i18n/mod.ts";
import { similarWord } from "../../input/similar.ts";

/** The key, or a usage error that lists the settings there are. */
export function checkedSetting(key: string, t: Messages): string {
  if (settingAccepts(key) === null) {
    const meant = similarWord(key, SETTING_NAMES);
    const hint = meant === null ? t.config.keys(SETTING_NAMES.join(", ")) : t.usage.didYouMean(meant);
    throw usageError(t.config.unknownKey(key), hint);
  }
  return key;
}
