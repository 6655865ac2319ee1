// How the embedded market runs, by the settings of the user (stack.*). A flag goes before the environment, and that before a setting; what
// nothing says is as the data directory remembers it.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "./config.ts";
import { usageError } from "./errors.ts";
import type { Messages } from "./i18n/mod.ts";
import { isoTime } from "./input/moment.ts";
import type { StackOptions } from "./stack.ts";

/** The part of a start that flags and settings decide. */
export type StackChoice = Pick<StackOptions, "clock" | "speed" | "feed" | "tapeDir" | "seed">;

interface Said {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly config: Config;
  readonly t: Messages;
}

const FEEDS = ["sim", "replay", "kis", "yahoo"] as const;
const LIVE: readonly string[] = ["kis", "yahoo"];

/**
 * `flags` with what the settings add to them. A setting that does not go with what was said before it is left out: no speed on the real clock,
 * no tape for a made market, no other clock than the real one for a live feed. Throws a usage error that names a setting which cannot be followed.
 */
export async function chosenStack(flags: StackChoice, { env, config, t }: Said): Promise<StackChoice> {
  const usual = FEEDS.find((name) => name === config.get("stack.feed"));
  // Whoever names a tape means it to be played, or to be recorded on, whatever they play otherwise.
  const feed = flags.feed ?? (flags.tapeDir !== undefined && usual === "sim" ? "replay" : usual);
  const isLive = flags.feed !== undefined && LIVE.includes(flags.feed);
  const clock = flags.clock ?? (env["HOGA_CLOCK"] || isLive ? undefined : clockSetting(config));
  const speed = flags.speed ?? (isReal(clock, env) ? undefined : numberSetting("stack.speed", config));
  const seed = flags.seed ?? numberSetting("stack.seed", config);
  const tapeDir = flags.tapeDir ?? (feed === "sim" ? undefined : await tapeSetting(config, t));
  if (feed === "replay" && tapeDir === undefined) throw usageError(t.config.replayNeedsTape);
  const playing = feed ?? (tapeDir === undefined ? undefined : "replay");
  return {
    ...(clock === undefined ? {} : { clock }),
    ...(speed === undefined ? {} : { speed }),
    ...(playing === undefined ? {} : { feed: playing }),
    ...(tapeDir === undefined ? {} : { tapeDir }),
    ...(seed === undefined ? {} : { seed }),
  };
}

function isReal(clock: string | undefined, env: Said["env"]): boolean {
  return (clock ?? env["HOGA_CLOCK"]) === "real";
}

function clockSetting(config: Config): string | undefined {
  const clock = config.get("stack.clock");
  // A time without an offset is Korea's.
  return clock === undefined ? undefined : isoTime(clock) ?? clock;
}

function numberSetting(key: string, config: Config): number | undefined {
  const value = config.get(key);
  return value === undefined ? undefined : Number(value);
}

async function tapeSetting(config: Config, t: Messages): Promise<string | undefined> {
  const path = config.get("stack.tape");
  if (path === undefined) return undefined;
  const directory = resolve(path);
  const found = await stat(directory).catch(() => null);
  if (found?.isDirectory() !== true) throw usageError(t.input.noDirectory("stack.tape", path));
  return directory;
}
