// A log on disk that does not grow without bound.
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** At this many bytes the file becomes the old one, in place of the old one before. */
const BYTES_MAX = 1 << 20;

/**
 * Opens the log at `path` for going on: each call writes a line. A full file is kept as `<path>.old`. A disk that takes nothing more loses
 * lines: whoever writes a log has better to do than to stop for it.
 */
export function openLogFile(path: string): (line: string) => void {
  let size = 0;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // The lines are lost, as below.
  }
  return (line) => {
    const text = `${line}\n`;
    try {
      if (size >= BYTES_MAX) {
        renameSync(path, `${path}.old`);
        size = 0;
      }
      appendFileSync(path, text, { mode: 0o600 });
      size += text.length;
    } catch {
      // See above.
    }
  };
}
