import assert from "node:assert/strict";
import type { Key as InkKey } from "ink";
import { keysOf, shortcutsOf } from "./keys.ts";

const NONE: InkKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

const names = (input: string, key: Partial<InkKey> = {}) => keysOf(input, { ...NONE, ...key }).map(({ name }) => name);
const texts = (input: string, key: Partial<InkKey> = {}) => keysOf(input, { ...NONE, ...key }).map(({ text }) => text);

Deno.test("keys that type nothing have the keymap's names", () => {
  const table: readonly [Partial<InkKey>, string][] = [
    [{ upArrow: true }, "up"],
    [{ downArrow: true }, "down"],
    [{ leftArrow: true }, "left"],
    [{ rightArrow: true }, "right"],
    [{ pageUp: true }, "pageup"],
    [{ pageDown: true }, "pagedown"],
    [{ home: true }, "home"],
    [{ end: true }, "end"],
    [{ return: true }, "enter"],
    [{ escape: true }, "esc"],
    [{ backspace: true }, "backspace"],
    [{ delete: true }, "delete"],
    [{ tab: true }, "tab"],
    [{ tab: true, shift: true }, "shift+tab"],
  ];
  for (const [key, name] of table) {
    assert.deepEqual(keysOf("", { ...NONE, ...key }), [{ name, text: "" }]);
  }
});

Deno.test("a character is a key that types itself, Hangul and what is made of several code points too", () => {
  for (const character of ["b", "B", "/", "?", "삼", "ㅅ", "漢", "e\u0301", "👨‍👩‍👧‍👦"]) {
    assert.deepEqual(keysOf(character, NONE), [{ name: character, text: character }]);
  }
  assert.deepEqual(keysOf(" ", NONE), [{ name: "space", text: " " }]);
});

Deno.test("several characters in one event are as many keys, in their order", () => {
  assert.deepEqual(names("jjk"), ["j", "j", "k"]);
  assert.deepEqual(names("삼성전자"), ["삼", "성", "전", "자"]);
  assert.deepEqual(texts("SK 하이"), ["S", "K", " ", "하", "이"]);
});

Deno.test("what comes in the same event as Enter is typed before it or after it, as it came", () => {
  assert.deepEqual(names("삼성\r"), ["삼", "성", "enter"]);
  assert.deepEqual(names("a\nb\tc"), ["a", "enter", "b", "tab", "c"]);
  assert.deepEqual(names("a\r\nb"), ["a", "enter", "b"]);
  assert.deepEqual(names("ab\x7f\b"), ["a", "b", "backspace", "backspace"]);
});

Deno.test("letters with Control have its name, and other control characters and Alt are no keys", () => {
  assert.deepEqual(keysOf("c", { ...NONE, ctrl: true }), [{ name: "ctrl+c", text: "" }]);
  assert.deepEqual(names("L", { ctrl: true }), ["ctrl+l"]);
  assert.deepEqual(names("x", { meta: true }), []);
  assert.deepEqual(names("a\x00\x1bb"), ["a", "b"]);
  assert.deepEqual(names("j\x03"), ["j", "ctrl+c"]);
  assert.deepEqual(names("\x0c\x1a"), ["ctrl+l", "ctrl+z"]);
});

Deno.test("with a Hangul input method on, a key is known by where it lies", () => {
  const table: readonly [string, readonly string[]][] = [
    ["ㅂ", ["q"]],
    ["ㅃ", ["Q"]],
    ["ㅓ", ["j"]],
    ["ㅏ", ["k"]],
    ["ㅇ", ["d"]],
    ["안", ["d", "k", "s"]],
    ["ㅘ", ["h", "k"]],
    ["ㅠ", ["b"]],
    ["ㄴ", ["s"]],
    ["b", ["b"]],
    ["enter", ["enter"]],
    ["1", ["1"]],
    ["漢", ["漢"]],
  ];
  for (const [name, keys] of table) assert.deepEqual(shortcutsOf(name), keys, name);
});
