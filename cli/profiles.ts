// Profiles: servers by name, each with a key in a file of its own beside the settings.
import { dirname, join } from "node:path";
import type { Config } from "./config.ts";
import type { Paths } from "./paths.ts";

/** A profile as the settings have it. */
export interface Profile {
  readonly name: string;
  readonly url: string | undefined;
  readonly keyFile: string | undefined;
}

const NAME = /^[A-Za-z0-9_-]{1,40}$/;

export function isProfileName(text: string): boolean {
  return NAME.test(text);
}

/** The profile that commands use, unless an address in the environment goes before it; null when there is none. */
export function currentProfile(env: Readonly<Record<string, string | undefined>>, config: Config): Profile | null {
  const name = env["HOGA_PROFILE"] || config.get("profile");
  return name === undefined ? null : profileOf(name, config);
}

export function profileOf(name: string, config: Config): Profile {
  return { name, url: config.get(`profile.${name}.url`), keyFile: config.get(`profile.${name}.key_file`) };
}

/** The names of the profiles, in order. */
export function profileNames(config: Config): readonly string[] {
  const names = [...config.keys()].map((key) => /^profile\.([^.]+)\./.exec(key)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
}

/** The name of the profile of `url`: that of one with the same address, else one made of the host, which no other profile has. */
export function nameFor(url: string, config: Config): string {
  const known = profileNames(config).find((name) => config.get(`profile.${name}.url`) === url);
  if (known !== undefined) return known;
  const host = new URL(url).hostname.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 36);
  const taken = new Set(profileNames(config));
  for (let number = 1;; number++) {
    const name = number === 1 ? host || "server" : `${host || "server"}-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** The file for the key of a profile. Its directory is hoga's own. */
export function keyFileOf(paths: Paths, name: string): string {
  return join(dirname(paths.configFile), "keys", name);
}
