// A program on a real pseudo-terminal, and the screen that its user would see.
import { spawn } from "@lydell/node-pty";
import { clickAt, sequenceOf, wheelAt } from "./keys.ts";
import { type Cell, createScreenModel, type Modes } from "./screen_model.ts";

/** What to run, and on how large a terminal. */
export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment but for TERM. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** How a program ended: its exit code, and the number of the signal that ended it or 0. */
export interface Ended {
  readonly code: number;
  readonly signal: number;
}

/** What {@linkcode Terminal.until} waits for: a text or a pattern somewhere on the screen, or any condition. */
export type Awaited = string | RegExp | ((terminal: Terminal) => boolean);

export interface Terminal {
  readonly pid: number;
  /** Resolves when the program has ended and everything it wrote is on the screen. */
  readonly ended: Promise<Ended>;
  /** Sends text as typed. */
  type(text: string): void;
  /** Presses keys one after the other, by the keymap's names. */
  press(...keys: readonly string[]): void;
  click(x: number, y: number): void;
  wheel(x: number, y: number, direction: "up" | "down"): void;
  resize(columns: number, rows: number): void;
  size(): { readonly columns: number; readonly rows: number };
  /** The rows of the screen, without spaces at their ends. */
  text(): string[];
  cell(x: number, y: number): Cell;
  cursor(): { readonly x: number; readonly y: number };
  modes(): Modes;
  isAlternate(): boolean;
  /** What the program has written; of a long run the last of it. */
  output(): string;
  /** Calls `take` with what the program writes, as it comes, until the returned function is called. */
  onOutput(take: (data: string) => void): () => void;
  /** Resolves when the screen fits. Throws with the screen when it does not within {@linkcode WAIT_MS_MAX}, or the program ends first. */
  until(wanted: Awaited, what?: string): Promise<void>;
  /** How the program ended, once it has; throws with the screen when it goes on for longer than {@linkcode WAIT_MS_MAX}. */
  untilEnded(): Promise<Ended>;
  /** Sends a signal to the program. */
  kill(signal: string): void;
  /** Ends the program, if it runs still, and gives everything back. */
  close(): Promise<void>;
}

/** How long a screen is waited for, in ms: much longer than anything takes on a loaded machine. */
const WAIT_MS_MAX = 20_000;
/** Of the output so much is kept to look at, in characters: a run of hours must not grow. */
const OUTPUT_MAX = 2_000_000;

/** Starts a program on a terminal. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { columns, rows, command, args, env, cwd } = options;
  const pty = spawn(command, [...args], {
    name: "xterm-256color",
    cols: columns,
    rows,
    env: { ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  let isOver = false;
  let hasEnded = false;
  const send = (data: string) => {
    if (!isOver) pty.write(data);
  };
  const screen = createScreenModel(columns, rows, send);
  const waiting = new Set<(isLast: boolean) => void>();
  const listeners = new Set<(data: string) => void>();
  const written = keptText(OUTPUT_MAX);
  pty.onData((data) => {
    written.add(data);
    for (const take of listeners) take(data);
    screen.write(data, () => [...waiting].forEach((look) => look(false)));
  });
  const ended = new Promise<Ended>((done) => {
    pty.onExit(({ exitCode, signal }) => {
      isOver = true;
      // What came last may still be on its way to the screen.
      screen.end(() => {
        hasEnded = true;
        done({ code: exitCode, signal: signal ?? 0 });
        [...waiting].forEach((look) => look(true));
      });
    });
  });

  const now = { isWhole: screen.isWhole, hasEnded: () => hasEnded };
  const terminal: Terminal = {
    pid: pty.pid,
    ended,
    type: send,
    press: (...keys) => keys.forEach((key) => send(sequenceOf(key))),
    click: (x, y) => send(clickAt(x, y)),
    wheel: (x, y, direction) => send(wheelAt(x, y, direction)),
    resize(columns, rows) {
      screen.resize(columns, rows);
      if (!isOver) pty.resize(columns, rows);
    },
    size: screen.size,
    text: screen.text,
    cell: screen.cell,
    cursor: screen.cursor,
    modes: screen.modes,
    isAlternate: () => screen.modes().alternateScreen,
    output: written.text,
    onOutput(take) {
      listeners.add(take);
      return () => void listeners.delete(take);
    },
    until: (wanted, what = String(wanted)) => awaited(terminal, waiting, now, wanted, what),
    async untilEnded() {
      await awaited(terminal, waiting, now, () => hasEnded, "the end of the program");
      return await ended;
    },
    kill: (signal) => pty.kill(signal),
    async close() {
      if (!isOver) pty.kill("SIGKILL");
      await ended;
      screen.dispose();
    },
  };
  return terminal;
}

function awaited(
  terminal: Terminal,
  waiting: Set<(isLast: boolean) => void>,
  { isWhole, hasEnded }: { readonly isWhole: () => boolean; readonly hasEnded: () => boolean },
  wanted: Awaited,
  what: string,
): Promise<void> {
  const fits = () => {
    if (typeof wanted === "function") return wanted(terminal);
    const text = terminal.text().join("\n");
    return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
  };
  return new Promise((done, fail) => {
    const settle = (end: () => void) => {
      clearTimeout(timer);
      waiting.delete(look);
      end();
    };
    const give = (why: string) => settle(() => fail(new Error(`${why}: ${what}\n${pictureOf(terminal)}`)));
    const look = (isLast: boolean) => {
      try {
        if (fits()) settle(done);
        else if (isLast) give("the program ended before the screen came to");
      } catch (error) {
        settle(() => fail(error));
      }
    };
    const timer = setTimeout(() => give("the screen never came to"), WAIT_MS_MAX);
    waiting.add(look);
    if (isWhole() || hasEnded()) look(hasEnded());
  });
}

/** Keeps at least the last `max` characters of what is added, and not much more. */
function keptText(max: number): { add(text: string): void; text(): string } {
  let old = "";
  let recent: string[] = [];
  let size = 0;
  return {
    add(text) {
      recent.push(text);
      size += text.length;
      if (size < max) return;
      old = recent.join("");
      recent = [];
      size = 0;
    },
    text: () => old + recent.join(""),
  };
}

/** The screen for a message, with a frame that shows where it ends. */
export function pictureOf(terminal: Pick<Terminal, "text" | "size">): string {
  const { columns, rows } = terminal.size();
  const line = "-".repeat(columns);
  return [`+${line}+ ${columns}×${rows}`, ...terminal.text().map((row) => `|${row}`), `+${line}+`].join("\n");
}
