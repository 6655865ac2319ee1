// What a terminal sends for the keys that are no characters.

const SEQUENCES: Readonly<Record<string, string>> = {
  enter: "\r",
  esc: "\x1b",
  tab: "\t",
  "shift+tab": "\x1b[Z",
  space: " ",
  backspace: "\x7f",
  delete: "\x1b[3~",
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  home: "\x1b[H",
  end: "\x1b[F",
  pageup: "\x1b[5~",
  pagedown: "\x1b[6~",
};

/** The bytes of a key, by the keymap's names: a character, `enter`, `shift+tab`, `ctrl+z`, … Throws for an unknown name. */
export function sequenceOf(key: string): string {
  const sequence = SEQUENCES[key];
  if (sequence !== undefined) return sequence;
  const letter = /^ctrl\+([a-z])$/.exec(key)?.[1];
  if (letter !== undefined) return String.fromCharCode(letter.charCodeAt(0) - 96);
  if ([...key].length === 1) return key;
  throw new Error(`no key is called "${key}"`);
}

/** The report of a click (press and release of the left button) upon a cell from 0, in SGR form. */
export function clickAt(x: number, y: number): string {
  return `\x1b[<0;${x + 1};${y + 1}M\x1b[<0;${x + 1};${y + 1}m`;
}

/** The report of the wheel turned by one notch upon a cell from 0, in SGR form. */
export function wheelAt(x: number, y: number, direction: "up" | "down"): string {
  return `\x1b[<${direction === "up" ? 64 : 65};${x + 1};${y + 1}M`;
}
