// The user's settings: one flat JSON file of dotted keys, each with its own check.
import { readFileSync } from "node:fs";
import { isMissing, writePrivateFile } from "./files.ts";
import { isoTime } from "./input/moment.ts";
import { wholeNumber } from "./input/number.ts";

export type Config = ReadonlyMap<string, string>;

interface Setting {
  /** As the help shows it: NAME stands for a profile's. */
  readonly name: string;
  /** What a value must be, as told to the user. Words in capitals stand for something. */
  readonly accepts: string;
  /** What applies when the setting was never made; left out where something else decides then. */
  readonly usual?: string;
  readonly valid: (value: string) => boolean;
}

const oneOf = (...values: readonly string[]) => ({
  accepts: values.join(" | "),
  valid: (value: string) => values.includes(value),
});

const onOff = { ...oneOf("true", "false"), usual: "true" };
const isPath = (value: string) => value.trim() !== "" && !value.includes("\0");

/** The fastest that the embedded market's clock runs. */
const SPEED_MAX = 10_000;

const SETTINGS: readonly Setting[] = [
  { name: "lang", ...oneOf("ko", "en") },
  { name: "account", accepts: "ID", valid: (value) => /^[\x21-\x7e]{1,64}$/.test(value) },
  { name: "confirm", ...onOff },
  { name: "color", ...oneOf("auto", "always", "never"), usual: "auto" },
  { name: "pager", accepts: "COMMAND | never", valid: (value) => !value.includes("\0") },
  { name: "theme", ...oneOf("korean", "us", "colorblind", "mono"), usual: "korean" },
  { name: "glyphs", ...oneOf("unicode", "ascii"), usual: "unicode" },
  { name: "mouse", ...onOff },
  { name: "motion", ...onOff },
  { name: "profile", accepts: "NAME", valid: (value) => /^[A-Za-z0-9_-]+$/.test(value) },
  { name: "profile.NAME.url", accepts: "http(s)://…", valid: isHttpUrl },
  { name: "profile.NAME.key_file", accepts: "FILE", valid: isPath },
  {
    name: "stack.clock",
    accepts: "real | practice | TIME",
    valid: (value) => value === "real" || value === "practice" || isoTime(value) !== null,
  },
  {
    name: "stack.speed",
    accepts: `0 < N ≤ ${SPEED_MAX}`,
    valid: (value) => /^\d{1,5}(\.\d{1,6})?$/.test(value) && Number(value) > 0 && Number(value) <= SPEED_MAX,
  },
  { name: "stack.feed", ...oneOf("sim", "replay", "kis", "yahoo") },
  { name: "stack.tape", accepts: "DIR", valid: isPath },
  { name: "stack.seed", accepts: "N ≥ 0", valid: (value) => /^\d+$/.test(value) && wholeNumber(value) !== null },
];

/** The names of the settings as the help shows them. */
export const SETTING_NAMES: readonly string[] = SETTINGS.map(({ name }) => name);

/** What applies when a setting was never made. */
export const SETTING_DEFAULTS: ReadonlyMap<string, string> = new Map(
  SETTINGS.flatMap(({ name, usual }) => usual === undefined ? [] : [[name, usual]]),
);

/** The name that the help shows for `key`, or null when there is no such setting. */
export function settingName(key: string): string | null {
  const name = key.replace(/^profile\.[A-Za-z0-9_-]+\.(?=url$|key_file$)/, "profile.NAME.");
  return SETTING_NAMES.includes(name) ? name : null;
}

function settingOf(key: string): Setting | undefined {
  const name = settingName(key);
  return SETTINGS.find((setting) => setting.name === name);
}

/** Whether `text` is an http or https address. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** What a setting accepts, or null when there is no such setting. */
export function settingAccepts(key: string): string | null {
  return settingOf(key)?.accepts ?? null;
}

export function isValidSetting(key: string, value: string): boolean {
  return settingOf(key)?.valid(value) ?? false;
}

/** The settings in a file's text, and the first key that is wrong. Scalars other than strings count by their text. */
export function parseConfig(text: string): { config: Config; wrong: string | null } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { config: new Map(), wrong: "JSON" };
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return { config: new Map(), wrong: "JSON" };
  }
  const config = new Map(Object.entries(document).map(([key, value]) => [key, String(value)]));
  const wrong = [...config].find(([key, value]) => !isValidSetting(key, value));
  return { config, wrong: wrong?.[0] ?? null };
}

/** The settings of a file. A missing file is an empty one. */
export function readConfig(path: string): { config: Config; wrong: string | null } {
  try {
    return parseConfig(readFileSync(path, "utf8"));
  } catch (error) {
    if (isMissing(error)) return { config: new Map(), wrong: null };
    throw error;
  }
}

/**
 * Changes the settings in the file at `path` as they are now, whatever was read before: another command may have changed them since.
 */
export async function changeConfig(path: string, change: (config: Map<string, string>) => void): Promise<void> {
  const config = new Map(readConfig(path).config);
  change(config);
  await writeConfig(path, config);
}

export async function writeConfig(path: string, config: Config): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(Object.fromEntries([...config].sort()), null, 2)}\n`);
}
