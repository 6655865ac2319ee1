// The user's settings: one flat JSON file of dotted keys, each with its own check.
import { writePrivateFile } from "./files.ts";

export type Config = ReadonlyMap<string, string>;

interface Setting {
  readonly pattern: RegExp;
  /** What a value must be, as told to the user. */
  readonly accepts: string;
  readonly valid: (value: string) => boolean;
}

const oneOf = (...values: readonly string[]) => ({
  accepts: values.join(" | "),
  valid: (value: string) => values.includes(value),
});

const SETTINGS: readonly Setting[] = [
  { pattern: /^lang$/, ...oneOf("ko", "en") },
  { pattern: /^account$/, accepts: "ID", valid: (value) => /^[\x21-\x7e]{1,64}$/.test(value) },
  { pattern: /^confirm$/, ...oneOf("true", "false") },
  { pattern: /^color$/, ...oneOf("auto", "always", "never") },
  { pattern: /^profile$/, accepts: "NAME", valid: (value) => /^[A-Za-z0-9_-]+$/.test(value) },
  { pattern: /^profile\.[A-Za-z0-9_-]+\.url$/, accepts: "http(s)://…", valid: isHttpUrl },
  { pattern: /^profile\.[A-Za-z0-9_-]+\.key_file$/, accepts: "FILE", valid: (value) => value !== "" },
];

/** The names of the settings as the help shows them. */
export const SETTING_NAMES: readonly string[] = [
  "lang",
  "account",
  "confirm",
  "color",
  "profile",
  "profile.NAME.url",
  "profile.NAME.key_file",
];

/** What applies when a setting was never made. */
export const SETTING_DEFAULTS: ReadonlyMap<string, string> = new Map([["confirm", "true"], ["color", "auto"]]);

/** Whether `text` is an http or https address. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** What a setting accepts, or null when there is no such setting. */
export function settingAccepts(key: string): string | null {
  return SETTINGS.find(({ pattern }) => pattern.test(key))?.accepts ?? null;
}

export function isValidSetting(key: string, value: string): boolean {
  return SETTINGS.find(({ pattern }) => pattern.test(key))?.valid(value) ?? false;
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
    return parseConfig(Deno.readTextFileSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return { config: new Map(), wrong: null };
    }
    throw error;
  }
}

export async function writeConfig(path: string, config: Config): Promise<void> {
  await writePrivateFile(path, `${JSON.stringify(Object.fromEntries([...config].sort()), null, 2)}\n`);
}
