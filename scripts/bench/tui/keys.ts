// From a key to its effect on the terminal, while forty rows change ten times a second.
import { terminalEnvironment } from "../../../cli/testing/terminal/hoga.ts";
import { openTerminal, type Terminal } from "../../../cli/testing/terminal/terminal.ts";
import { SYMBOLS } from "./gateway.ts";
import type { Way } from "./main.ts";

/** High enough that all forty rows are in sight. */
const SIZE = { columns: 120, rows: 90 };
/** Keys come at moments that have nothing to do with the news': a whole number of their beats would always meet the same one. */
const PAUSE_MS = 87;
const PAUSE_MORE_MS = 61;

/** How long (ms) each of `count` moves of the cursor took from the key to the bytes that show it. */
export async function keyTimes(way: Way, url: string, home: string, count: number): Promise<number[]> {
  await Deno.writeTextFile(`${home}/watchlist.json`, JSON.stringify({ symbols: SYMBOLS }));
  const [command, ...args] = way.command;
  const env = terminalEnvironment(home, { HOGA_API_URL: url, HOGA_API_KEY: "bench" });
  const terminal = openTerminal({ ...SIZE, command, args, env });
  try {
    await terminal.until(/종목39 /);
    await terminal.until(/실시간/);
    const times: number[] = [];
    let row = pointerRow(terminal);
    for (let key = 0; key < count; key++) {
      const isDown = Math.floor(key / 30) % 2 === 0;
      await new Promise((done) => setTimeout(done, PAUSE_MS + key * 17 % PAUSE_MORE_MS));
      row += isDown ? 1 : -1;
      times.push(await keyTime(terminal, isDown ? "j" : "k", row));
    }
    return times;
  } finally {
    terminal.press("q");
    await terminal.untilEnded();
    await terminal.close();
  }
}

function pointerRow(terminal: Terminal): number {
  return terminal.text().findIndex((line) => line.includes("▶"));
}

/** Resolves when the bytes that put the pointer on `row` have come. */
function keyTime(terminal: Terminal, key: string, row: number): Promise<number> {
  return new Promise((done) => {
    let output = "";
    const began = performance.now();
    const stop = terminal.onOutput((data) => {
      output += data;
      // A line begins with the cursor put at its start, and has the pointer in it.
      const from = output.lastIndexOf(`\x1b[${row + 1};1H`);
      if (from < 0) return;
      const end = output.indexOf("\x1b[", from + 4);
      const next = output.indexOf(`\x1b[${row + 2};1H`, from);
      const text = output.slice(from, next < 0 ? undefined : next);
      if (end < 0 || !text.includes("▶")) return;
      stop();
      done(performance.now() - began);
    });
    terminal.type(key);
  });
}
