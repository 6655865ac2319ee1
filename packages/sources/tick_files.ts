// Recorded days on disk as a store that a tape reads.
import { readdirSync } from "node:fs";
import { isDate, isSymbol } from "@hoga/krx";
import { recordedBar, type RecordedDay, type RecordedStore } from "@hoga/tape";
import { readTickFile, tickFile } from "./recorder.ts";

/** How many days are kept in memory once they were read. */
const DAYS_KEPT = 64;

/** The KST dates of which anything was recorded under `dir`, rising; none when it is not there. */
export function recordedDates(dir: string): readonly string[] {
  try {
    return readdirSync(dir).filter(isDate).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}

/**
 * The days recorded under `dir` (`<date>/<symbol>.ndjson`). A day is read when it is asked for first, which throws TickFileError when it
 * cannot be read; one that is not there is looked for again the next time.
 */
export function openTickFiles(dir: string): RecordedStore {
  const kept = new Map<string, RecordedDay>();

  function day(symbol: string, date: string): RecordedDay | null {
    if (!isSymbol(symbol) || !isDate(date)) return null;
    const key = `${date}|${symbol}`;
    const found = kept.get(key) ?? readTickFile(tickFile(dir, date, symbol))?.day ?? null;
    if (found === null) return null;
    // A map iterates in order of insertion: the day that was not asked for the longest is the first.
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= DAYS_KEPT) break;
      kept.delete(oldest);
    }
    return found;
  }

  return {
    day,
    closeBefore(symbol, date) {
      for (const before of recordedDates(dir).toReversed()) {
        const found = before < date ? day(symbol, before) : null;
        if (found !== null) return recordedBar(found)?.close ?? found.header.previousClose;
      }
      return null;
    },
  };
}
