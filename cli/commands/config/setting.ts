// The name of a setting on the command line.
import { SETTING_NAMES, settingAccepts } from "../../config.ts";
import { usageError } from "../../errors.ts";
import type { Messages } from "../../i18n/mod.ts";

/** The key, or a usage error that lists the settings there are. */
export function checkedSetting(key: string, t: Messages): string {
  if (settingAccepts(key) === null) {
    throw usageError(t.config.unknownKey(key), t.config.keys(SETTING_NAMES.join(", ")));
  }
  return key;
}
