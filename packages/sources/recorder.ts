// Keeps recorded days on disk: `<dir>/<date>/<symbol>.ndjson`.
import { readFileSync, truncateSync } from "node:fs";
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  type DayHeader,
  finalLine,
  type GrowingDay,
  headerLine,
  indicationLine,
  readTicks,
  sliceLine,
} from "@hoga/tape";
import type { Log } from "@hoga/telemetry";
import type { DayWriter } from "./display.ts";
import { every, type Time } from "./time.ts";

/** How long a line may wait in memory: what a crash loses. */
const FLUSH_MS = 500;

/** Writes days as they grow. */
export interface Recorder {
  /** The day of a symbol as far as it was recorded before, to go on with; null when there is nothing of it. */
  resume(symbol: string, date: string): GrowingDay | null;
  /** Opens the file of a day for writing; `isNew` when it begins with this header. */
  begin(header: DayHeader, isNew: boolean): DayWriter;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Writes what waits, and ends. */
  stop(): Promise<void>;
}

/** The path of a recorded day under the directory of recordings. */
export function tickFile(dir: string, date: string, symbol: string): string {
  return join(dir, date, `${symbol}.ndjson`);
}

/**
 * The day in a file of recorded ticks; null when there is no such file, or nothing whole in it. Throws an error that names the file, row and
 * value of what cannot be read.
 */
export function readTickFile(path: string): { readonly day: GrowingDay | null; readonly length: number } | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const read = readTicks(text);
  if ("error" in read) throw new TickFileError(`The recorded ticks ${path} cannot be read: ${read.error}`);
  return read;
}

/** Recorded ticks that are not what they should be. */
export class TickFileError extends Error {
  override readonly name = "TickFileError";
}

/**
 * A recorder into `dir`, which is made when the first line is written. A line is written within half a second; one that a crash cuts short is
 * cut off when the day goes on. A file that cannot be written to is given up for the day, with an error in the log: a hole in it could
 * never be told from what happened.
 */
export function createRecorder(dir: string, time: Time, log: Log): Recorder {
  const waiting = new Map<string, string[]>();
  const broken = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  const stopFlushing = every(time, FLUSH_MS, () => void flush());

  function add(path: string, line: string): void {
    if (broken.has(path)) return;
    const lines = waiting.get(path);
    if (lines === undefined) waiting.set(path, [line]);
    else lines.push(line);
  }

  async function write(path: string, text: string): Promise<void> {
    try {
      await mkdir(join(path, ".."), { recursive: true });
      await appendFile(path, text);
    } catch (error) {
      broken.add(path);
      log("error", "recording stopped", { file: path, error: String(error) });
    }
  }

  function flush(): Promise<void> {
    const batch = [...waiting];
    waiting.clear();
    if (batch.length > 0) {
      writing = writing.then(async () => {
        for (const [path, lines] of batch) await write(path, lines.join(""));
      });
    }
    return writing;
  }

  return {
    resume(symbol, date) {
      const path = tickFile(dir, date, symbol);
      const read = readTickFile(path);
      if (read === null) return null;
      truncateSync(path, read.length);
      return read.day;
    },
    begin(header, isNew) {
      const path = tickFile(dir, header.date, header.symbol);
      if (isNew) add(path, headerLine(header));
      return {
        slice: (slice, previous) => add(path, sliceLine(slice, previous)),
        indication: (at, indicative) => add(path, indicationLine(at, indicative)),
        final: (bar) => add(path, finalLine(bar)),
      };
    },
    flush,
    async stop() {
      stopFlushing();
      await flush();
    },
  };
}
