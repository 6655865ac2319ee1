// Takes the mouse out of the terminal's input: Ink knows nothing of mice, and would read their reports as keys.
import { PassThrough } from "node:stream";
import type { ReadStream } from "node:tty";

export interface MouseReport {
  /** Cells from 0. */
  readonly x: number;
  readonly y: number;
  readonly kind: "click" | "wheelUp" | "wheelDown";
}

/** Reports of buttons and the wheel, in the form that has no bound for large terminals. */
export const MOUSE_ON = "\x1b[?1000h\x1b[?1006h";
export const MOUSE_OFF = "\x1b[?1006l\x1b[?1000l";

// deno-lint-ignore no-control-regex
const REPORT = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/g;
/** The beginning of a report whose rest has not come yet. A lone Escape is the key of that name, and waits for nothing. */
// deno-lint-ignore no-control-regex
const UNFINISHED = /\x1b\[(?:<[\d;]*)?$/;

/** Splits input into the reports in it and the rest; `held` is what must wait for more. */
export function splitMouse(
  input: string,
): { readonly rest: string; readonly reports: readonly MouseReport[]; readonly held: string } {
  const reports: MouseReport[] = [];
  const without = input.replace(REPORT, (_, button: string, x: string, y: string, end: string) => {
    const kind = kindOf(Number(button), end);
    if (kind !== null) reports.push({ x: Number(x) - 1, y: Number(y) - 1, kind });
    return "";
  });
  const held = UNFINISHED.exec(without)?.[0] ?? "";
  return { rest: without.slice(0, without.length - held.length), reports, held };
}

function kindOf(button: number, end: string): MouseReport["kind"] | null {
  // Shift, meta and control add 4, 8 and 16 and change nothing here.
  const plain = button & ~28;
  if (plain === 64) return "wheelUp";
  if (plain === 65) return "wheelDown";
  return plain === 0 && end === "M" ? "click" : null;
}

/** What Ink reads from in place of `stdin`: the same terminal, without its mouse. */
export function withoutMouse(stdin: ReadStream, told: (report: MouseReport) => void): ReadStream {
  const input = new PassThrough();
  const decoder = new TextDecoder();
  let held = "";
  const take = (chunk: Uint8Array) => {
    const split = splitMouse(held + decoder.decode(chunk, { stream: true }));
    held = split.held;
    if (split.rest !== "") input.write(split.rest);
    split.reports.forEach(told);
  };
  const like = {
    isTTY: true,
    setRawMode(isRaw: boolean) {
      stdin.setRawMode(isRaw);
      return like;
    },
    ref() {
      stdin.on("data", take);
      // A stream that was paused by hand does not go on by itself.
      stdin.resume();
      stdin.ref();
      return like;
    },
    unref() {
      // Without a listener the stream is let go, so that the process may end.
      stdin.off("data", take);
      stdin.pause();
      stdin.unref();
      return like;
    },
  };
  // Ink uses no more of a terminal's stream than these four and what every stream has.
  return Object.assign(input, like) as unknown as ReadStream;
}
