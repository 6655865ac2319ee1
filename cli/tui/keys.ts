// What the terminal sends as the keymap's names of keys.
import { convertHangulToQwerty } from "es-hangul";
import type { Key as InkKey } from "ink";
import { graphemes } from "./paint/cells.ts";
import type { Key } from "./state/messages.ts";

const NAMED: readonly (readonly [keyof InkKey, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "esc"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

/** The keys in one event of Ink's. Several characters may come as one event, and each is a key of its own. */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  if (key.tab) return [{ name: key.shift ? "shift+tab" : "tab", text: "" }];
  const named = NAMED.find(([flag]) => key[flag] === true);
  // Terminals send 0x7f for the key above Enter, which Ink calls delete in some and backspace in others.
  if (named !== undefined) return [{ name: named[1], text: "" }];
  if (key.ctrl) return [{ name: `ctrl+${input.toLowerCase()}`, text: "" }];
  if (key.meta) return [];
  return graphemes(input).flatMap((character): Key[] => {
    if (character === "\r" || character === "\n" || character === "\r\n") return [{ name: "enter", text: "" }];
    if (character === "\t") return [{ name: "tab", text: "" }];
    if (character === "\x7f" || character === "\b") return [{ name: "backspace", text: "" }];
    if (character === " ") return [{ name: "space", text: " " }];
    // Ink knows a letter with Control only when it comes alone.
    // deno-lint-ignore no-control-regex
    if (/^[\x01-\x1a]$/.test(character)) {
      return [{ name: `ctrl+${String.fromCharCode(character.charCodeAt(0) + 96)}`, text: "" }];
    }
    return /\p{Cc}/u.test(character) ? [] : [{ name: character, text: character }];
  });
}

/** The keys that a shortcut may be typed by: with a Hangul input method on, `j` arrives as ㅓ, and `안` is three keys. */
export function shortcutsOf(name: string): readonly string[] {
  if (!/^[\u3131-\u318e\uac00-\ud7a3]$/.test(name)) return [name];
  return [...convertHangulToQwerty(name)];
}
