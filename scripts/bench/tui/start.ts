// From the start of the program to its first frame, and to the first quote on it, with the market running.
import { openTerminal } from "../../../cli/testing/terminal/terminal.ts";
import { terminalEnvironment } from "../../../cli/testing/terminal/hoga.ts";
import type { Practice } from "../../../cli/testing/terminal/practice.ts";
import type { Way } from "./main.ts";

const SIZE = { columns: 120, rows: 40 };
/** The badge is on every frame; a quote has a price before its rate of change. */
const FRAME = "모의";
const QUOTE = /[▲▼][\d,]+/;

export interface StartTime {
  readonly frameMs: number;
  readonly quoteMs: number;
}

/** The times of `runs` starts, after one that warms the disk up. */
export async function startTimes(way: Way, practice: Practice, home: string, runs: number): Promise<StartTime[]> {
  const times: StartTime[] = [];
  for (let run = 0; run <= runs; run++) {
    const time = await startOnce(way, practice, home);
    if (run > 0) times.push(time);
  }
  return times;
}

async function startOnce(way: Way, { stack }: Practice, home: string): Promise<StartTime> {
  const [command, ...args] = way.command;
  const env = terminalEnvironment(home, { HOGA_API_URL: stack.url, HOGA_API_KEY: stack.apiKey });
  const began = performance.now();
  const terminal = openTerminal({ ...SIZE, command, args, env });
  let frameMs = 0;
  let output = "";
  try {
    const quoteMs = await new Promise<number>((done) => {
      terminal.onOutput((data) => {
        output += data;
        const now = performance.now() - began;
        if (frameMs === 0 && output.includes(FRAME)) frameMs = now;
        if (QUOTE.test(output)) done(now);
      });
    });
    return { frameMs, quoteMs };
  } finally {
    terminal.press("q");
    await terminal.untilEnded();
    await terminal.close();
  }
}
