// The tape of an embedded stack: made up, or played back from files.
import { join } from "node:path";
import { isSymbol } from "@hoga/krx";
import { createReplayTape, createSimTape, type DailyBar, parseDailyCsv, type Tape } from "@hoga/tape";
import { StackConfigError } from "./errors.ts";
import type { StoredFeed } from "./settings.ts";

/** Reads the daily bars of every `<symbol>.csv` of a directory. */
async function readBars(directory: string): Promise<Map<string, readonly DailyBar[]>> {
  const bars = new Map<string, readonly DailyBar[]>();
  let names: string[];
  try {
    names = (await Array.fromAsync(Deno.readDir(directory))).filter((entry) => entry.isFile).map((entry) => entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new StackConfigError(`The tape directory ${directory} is not there`);
    }
    throw error;
  }
  for (const name of names.sort()) {
    const symbol = name.replace(/\.csv$/i, "").toUpperCase();
    if (name.toLowerCase() === `${symbol.toLowerCase()}.csv` && isSymbol(symbol)) {
      const parsed = parseDailyCsv(await Deno.readTextFile(join(directory, name)));
      if ("error" in parsed) throw new StackConfigError(`The tape file ${name} cannot be read: ${parsed.error}`);
      bars.set(symbol, parsed.bars);
    }
  }
  if (bars.size === 0) throw new StackConfigError(`The tape directory ${directory} has no files named <symbol>.csv`);
  return bars;
}

/** Opens the feed's tape. Throws {@linkcode StackConfigError} when the files are not there or not right. */
export async function openTape(feed: StoredFeed): Promise<Tape> {
  if (feed.feed === "sim") return createSimTape({ seed: feed.seed });
  return createReplayTape({ bars: await readBars(feed.tapeDir ?? ""), seed: feed.seed });
}
