// Runs a command of the palette: the same program as on the command line, with the window as its terminal.
import { extractGlobalFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { ELSEWHERE } from "./palette.ts";
import type { Message } from "./state/messages.ts";
import type { World } from "./world.ts";

export interface CommandRunner {
  /** Runs a line such as `order list --status open` to its end. */
  run(line: string): Promise<void>;
  /** Gives a line to the command that asks. */
  answer(text: string): void;
  /** Ends the command that runs. */
  end(): void;
}

/** Runs commands in a window of `columns()` cells. */
export function createCommandRunner(
  world: World,
  dispatch: (message: Message) => void,
  columns: () => number,
): CommandRunner {
  let interruption: AbortController | null = null;
  let waiting: ((line: string | null) => void) | null = null;
  const { host } = world.ctx;

  function commandHost(signal: AbortSignal): Host {
    const write = (text: string) => {
      // A command that was ended has no window any more; what it still says does not belong into the next one's.
      if (signal.aborted) return;
      // Lines that erase themselves are for a terminal that goes on, not for a window that is read.
      // deno-lint-ignore no-control-regex
      const shown = text.replace(/\r?\x1b\[K|\r(?!\n)/g, "");
      if (shown !== "") dispatch({ kind: "output", text: shown });
    };
    return {
      ...host,
      isTty: { stdin: true, stdout: true, stderr: false },
      columns,
      writeOut: write,
      writeErr: write,
      signal,
      readLine: () =>
        new Promise((done) => {
          waiting = done;
          dispatch({ kind: "asks", question: "" });
        }),
    };
  }

  return {
    async run(line) {
      const args = wordsOf(line);
      const [name = ""] = extractGlobalFlags(args).rest;
      if (ELSEWHERE.has(name) || name === "") {
        dispatch({ kind: "output", text: world.t().tui.notInPalette(name) });
        return dispatch({ kind: "commandEnded", exit: 2 });
      }
      const { runProgram } = await import("../program.ts");
      const own = new AbortController();
      interruption = own;
      const accountId = world.accountId();
      const more = [...(accountId === undefined ? [] : ["--account", accountId]), "--lang", world.lang(), "--no-pager"];
      const exit = await runProgram([...more, ...args], commandHost(own.signal));
      if (own.signal.aborted) return;
      interruption = null;
      waiting = null;
      dispatch({ kind: "commandEnded", exit });
    },
    answer(text) {
      waiting?.(text);
      waiting = null;
    },
    end() {
      interruption?.abort();
      interruption = null;
      waiting?.(null);
      waiting = null;
    },
  };
}

/** The words of a line, with quotes as in a shell: `watchlist add "SK 하이닉스"` has three. */
export function wordsOf(line: string): readonly string[] {
  return (line.match(/(?:"[^"]*"|'[^']*'|\S)+/g) ?? [])
    .map((word) =>
      word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? "")
    );
}
