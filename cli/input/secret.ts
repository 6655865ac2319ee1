// A line that is typed on a terminal and not shown: keys of the terminal, one by one, without its own editing and echo.

/** What has been typed so far; `end` once it is over, by the Enter key, by the end of input, or by Ctrl-C. */
export interface Typing {
  readonly text: string;
  readonly end: "entered" | "closed" | "interrupted" | null;
}

export const NOTHING_TYPED: Typing = { text: "", end: null };

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const CTRL_U = "\x15";
const ERASE = ["\x7f", "\b"];

/** What the characters of `chunk`, as a terminal in raw mode sends them, make of `typing`. Arrows and other control keys do nothing. */
export function typed(typing: Typing, chunk: string): Typing {
  let text = typing.text;
  // Escape sequences are gone first, so that no letter of theirs is taken for a typed one.
  // deno-lint-ignore no-control-regex
  for (const character of chunk.replaceAll(/\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?/g, "")) {
    if (character === "\r" || character === "\n") return { text, end: "entered" };
    if (character === CTRL_C) return { text: "", end: "interrupted" };
    if (character === CTRL_D && text === "") return { text, end: "closed" };
    if (character === CTRL_U) text = "";
    else if (ERASE.includes(character)) text = [...text].slice(0, -1).join("");
    else if (!/\p{Cc}/u.test(character)) text += character;
  }
  return { text, end: null };
}

/** A terminal's input, as Node has it. */
export interface TerminalInput {
  setRawMode(isRaw: boolean): unknown;
  on(event: "data", take: (chunk: Uint8Array) => void): unknown;
  on(event: "end", close: () => void): unknown;
  off(event: "data", take: (chunk: Uint8Array) => void): unknown;
  off(event: "end", close: () => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/**
 * One line of the terminal without an echo, or null when input ended or `signal` was aborted. Ctrl-C is told to `interrupt`, which has to bring
 * that abort about: in raw mode the terminal sends no signal of its own. The terminal is left as it was.
 */
export function readSecret(
  input: TerminalInput,
  signal: AbortSignal,
  interrupt: () => void,
): Promise<string | null> {
  return new Promise((done) => {
    const decoder = new TextDecoder();
    let typing = NOTHING_TYPED;
    const finish = (text: string | null) => {
      input.off("data", take);
      input.off("end", close);
      signal.removeEventListener("abort", close);
      input.setRawMode(false);
      input.pause();
      done(text);
    };
    const close = () => finish(null);
    const take = (chunk: Uint8Array) => {
      typing = typed(typing, decoder.decode(chunk, { stream: true }));
      if (typing.end === null) return;
      if (typing.end !== "interrupted") return finish(typing.end === "entered" ? typing.text : null);
      // The abort that follows ends the reading, so that whoever waits for the line sees it.
      input.setRawMode(false);
      interrupt();
    };
    if (signal.aborted) return done(null);
    signal.addEventListener("abort", close, { once: true });
    input.setRawMode(true);
    input.on("data", take);
    input.on("end", close);
    input.resume();
  });
}
