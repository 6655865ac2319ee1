// Screens kept as text files, and compared with them to the last cell.
import { join } from "node:path";
import type { Terminal } from "./terminal.ts";

/** Said after `--` on the command line of the tests: the kept screens are written anew instead of compared. */
export const RENEW_FLAG = "--renew-screens";

/** While renewing, a screen that nothing is written to for so long (ms) counts as finished. */
const QUIET_MS = 400;

export interface Snapshots {
  /** Waits until the screen is the kept one, or keeps it when the files are to be renewed. */
  check(screen: Terminal, name: string): Promise<void>;
  /** Throws unless every kept screen was checked. */
  finish(): Promise<void>;
}

/** The screens kept in `directory`; `renews` says that they are to be written anew. */
export function openSnapshots(directory: string, renews: boolean): Snapshots {
  const checked = new Set<string>();
  return {
    async check(screen, name) {
      const file = `${name}.txt`;
      checked.add(file);
      const path = join(directory, file);
      if (renews) {
        await quiet(screen);
        return await Deno.writeTextFile(path, textOf(screen));
      }
      const kept = await Deno.readTextFile(path).catch(() => {
        throw new Error(`${path} is missing: write it with -- ${RENEW_FLAG}, and look at it`);
      });
      await screen.until((shown) => textOf(shown) === kept, `the screen in ${path}`).catch(() => {
        throw new Error(
          `the screen is not ${file}: look at it, and renew it with -- ${RENEW_FLAG}\n${
            differences(kept, textOf(screen))
          }`,
        );
      });
    },
    async finish() {
      const kept = await Array.fromAsync(Deno.readDir(directory), ({ name }) => name);
      const left = kept.filter((name) => !checked.has(name));
      if (renews) await Promise.all(left.map((name) => Deno.remove(join(directory, name))));
      else if (left.length > 0) throw new Error(`no test shows ${left.join(", ")} in ${directory}`);
    },
  };
}

function quiet(screen: Terminal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      stop();
      done();
    };
    let timer = setTimeout(end, QUIET_MS);
    const stop = screen.onOutput(() => {
      clearTimeout(timer);
      timer = setTimeout(end, QUIET_MS);
    });
  });
}

/** What no run can repeat, in as many cells: random ids and keys, the port, and the seconds until a new try. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/(?<=ord_)[0-9a-z]+/g, "0"],
  [/(?<=hoga-)[0-9a-f]{8}[0-9a-f-]{0,28}/g, "0"],
  [/(?<=127\.0\.0\.1:)\d+/g, "0"],
  [/\d(?=초 뒤)|(?<=again in )\d/g, "0"],
];

function textOf(screen: Terminal): string {
  const text = screen.text().join("\n");
  return CHANGING.reduce((text, [what, by]) => text.replace(what, (found) => by.repeat(found.length)), text) + "\n";
}

function differences(kept: string, shown: string): string {
  const [were, are] = [kept.split("\n"), shown.split("\n")];
  const rows = Math.max(were.length, are.length);
  return Array.from(
    { length: rows },
    (_, row) => were[row] === are[row] ? "" : `row ${row}\n- ${were[row] ?? "(none)"}\n+ ${are[row] ?? "(none)"}\n`,
  ).join("");
}
