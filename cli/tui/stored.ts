// What the screen keeps on disk: watchlists, symbols looked at, settings.
import type { Config } from "../config.ts";
import { readTextIfAny } from "../files.ts";
import type { Lang } from "../i18n/mod.ts";
import { changeWatchlists, mergedLists, readWatchlists, writeWatchlists } from "../watchlist.ts";
import type { Messages } from "../i18n/mod.ts";
import { isGlyphSet } from "./paint/glyphs.ts";
import { isThemeName } from "./paint/theme.ts";
import type { NamedList, Settings } from "./state/model.ts";

/** What a newcomer sees, who has made no list yet: the largest issues of both markets, and a fund. */
const STARTERS = ["005930", "000660", "035420", "035720", "005380", "068270", "247540", "069500"] as const;

/** The user's lists; where none was ever made, one to begin with, which is kept once it is changed. */
export async function readLists(path: string, t: Messages): Promise<readonly NamedList[]> {
  if (await readTextIfAny(path) === null) return [{ name: null, symbols: STARTERS }];
  return await readWatchlists(path, t);
}

/** Keeps `lists`, which were `before` when this screen read or kept them last. What another terminal changed meanwhile in other lists stays. */
export async function writeLists(
  path: string,
  t: Messages,
  before: readonly NamedList[],
  lists: readonly NamedList[],
): Promise<void> {
  if (await readTextIfAny(path) === null) await writeWatchlists(path, lists);
  else await changeWatchlists(path, t, (now) => mergedLists(now, before, lists));
}

/** The symbols looked at last; none where the file is missing or broken, for nothing is lost with it. */
export async function readRecents(path: string): Promise<readonly string[]> {
  try {
    const document: unknown = JSON.parse(await readTextIfAny(path) ?? "[]");
    return Array.isArray(document) ? document.filter((one): one is string => typeof one === "string") : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** The settings of the screen from the settings file; what it does not say has its default. */
export function settingsOf(config: Config, lang: Lang): Settings {
  const theme = config.get("theme") ?? "";
  const glyphs = config.get("glyphs") ?? "";
  return {
    lang,
    theme: isThemeName(theme) ? theme : "korean",
    glyphs: isGlyphSet(glyphs) ? glyphs : "unicode",
    confirm: config.get("confirm") !== "false",
    mouse: config.get("mouse") !== "false",
    motion: config.get("motion") !== "false",
    clock: config.get("stack.clock") ?? "",
    speed: config.get("stack.speed") ?? "",
    feed: config.get("stack.feed") ?? "",
    tape: config.get("stack.tape") ?? "",
  };
}

/** Where the symbols looked at last are kept. */
export function recentsFile(stateDir: string): string {
  return `${stateDir}/recent-symbols.json`;
}
