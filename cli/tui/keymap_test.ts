import assert from "node:assert/strict";
import { messagesOf } from "../i18n/mod.ts";
import { actionOf, hintsOf, isTyping, KEYMAP, type Scope, scopesOf } from "./keymap.ts";
import { frameTexts, windowTexts } from "./testing/frames.ts";
import { everyOverlay } from "./testing/windows.ts";
import { emptyState, press, tradingState } from "./testing/states.ts";
import { SCREENS } from "./state/model.ts";

Deno.test("no key stands twice within one scope", () => {
  const seen = new Set<string>();
  for (const { scope, keys } of KEYMAP) {
    for (const key of keys) {
      assert.ok(!seen.has(`${scope} ${key}`), `${key} stands twice in ${scope}`);
      seen.add(`${scope} ${key}`);
    }
  }
});

Deno.test("no window's key is one that counts always, and no screen's one that counts on every screen", () => {
  const keysIn = (...scopes: readonly Scope[]) =>
    new Set(KEYMAP.filter(({ scope }) => scopes.includes(scope)).flatMap(({ keys }) => keys));
  const always = keysIn("always");
  const screens = keysIn("screens");
  for (const { scope, keys, action } of KEYMAP) {
    if (scope === "always") continue;
    for (const key of keys) assert.ok(!always.has(key), `${key} in ${scope}`);
    // A screen may bind a key of every screen only to what is meant there.
    if (!SCREENS.some((screen) => screen === scope)) continue;
    for (const key of keys) assert.ok(!screens.has(key), `${key} for ${action} in ${scope}`);
  }
});

Deno.test("every key can be told by its name: a character, or one that the names of keys have", () => {
  const named =
    /^(?:.|up|down|left|right|enter|esc|tab|shift\+tab|pageup|pagedown|home|end|space|backspace|delete|ctrl\+[a-z])$/;
  for (const { scope, keys } of KEYMAP) for (const key of keys) assert.match(key, named, `${key} in ${scope}`);
});

Deno.test("every action and every scope has words in both languages", () => {
  for (const lang of ["ko", "en"] as const) {
    const { actions, scopes, keyNames } = messagesOf(lang).tui;
    for (const { scope, action, keys } of KEYMAP) {
      assert.ok(actions[action].trim() !== "", `${lang} ${action}`);
      assert.ok(scopes[scope].trim() !== "", `${lang} ${scope}`);
      for (const key of keys) {
        if (key.length > 1 && !key.startsWith("ctrl+")) assert.ok(keyNames[key] !== undefined, `${lang} ${key}`);
      }
    }
  }
});

Deno.test("on the top of a screen its own keys come first, then every screen's, then those that count always", () => {
  assert.deepEqual(scopesOf(emptyState()), ["dashboard", "screens", "always"]);
  assert.equal(actionOf(emptyState(), "enter"), "open");
  assert.equal(actionOf(emptyState(), "b"), "buy");
  assert.equal(actionOf(emptyState(), "ctrl+c"), "leave");
  assert.equal(actionOf(emptyState(), "x"), null);
  assert.equal(actionOf(emptyState({ screen: "orders" }), "enter"), "explain");
  assert.equal(actionOf(emptyState({ screen: "orders" }), "w"), null);
});

Deno.test("a window shuts out the screen beneath, but not what counts always", () => {
  for (const [name, state] of everyOverlay(tradingState())) {
    const [scope] = scopesOf(state);
    assert.deepEqual(scopesOf(state).slice(1), ["always"], name);
    assert.notEqual(scope, "always", name);
    assert.equal(actionOf(state, "ctrl+c"), "leave", name);
    assert.notEqual(actionOf(state, ":"), "palette", name);
  }
  const windows = new Set(everyOverlay(tradingState()).map(([, state]) => scopesOf(state)[0]));
  const scopes = new Set(KEYMAP.map(({ scope }) => scope));
  for (const scope of ["always", "screens", ...SCREENS] as const) scopes.delete(scope);
  assert.deepEqual([...windows].sort(), [...scopes].sort(), "every scope is some window's");
});

Deno.test("characters are typed in the windows with a line of text, and are shortcuts everywhere else", () => {
  const typing = everyOverlay(tradingState()).filter(([, state]) => isTyping(state)).map(([name]) => name);
  assert.deepEqual(typing, ["search", "search for nothing", "palette", "output that asks", "prompt"]);
  assert.equal(isTyping(tradingState()), false);
});

Deno.test("the line of hints shows the keys that count now, each with what it does, in their order", () => {
  for (const screen of SCREENS) {
    for (const lang of ["ko", "en"] as const) {
      const state = tradingState({ screen, size: { columns: 240, rows: 40 } });
      const shown = { ...state, settings: { ...state.settings, lang } };
      const { actions, keyNames } = messagesOf(lang).tui;
      const line = frameTexts(shown).at(-1) ?? "";
      const hints = hintsOf(shown);
      assert.ok(hints.length >= 6, screen);
      const words = hints.map(({ keys: [key = ""], action }) => `${keyNames[key] ?? key} ${actions[action]}`);
      assert.deepEqual(line.trimEnd().split(/ {2,}/), words, `${screen} ${lang}`);
    }
  }
});

Deno.test("the help lists every binding of the keymap", () => {
  for (const lang of ["ko", "en"] as const) {
    const state = tradingState({ size: { columns: 100, rows: 400 } });
    const { state: helped } = press({ ...state, settings: { ...state.settings, lang } }, "?");
    const lines = windowTexts(helped);
    const { actions, scopes, keyNames } = messagesOf(lang).tui;
    let row = 0;
    let last = "";
    for (const { scope, action, keys } of KEYMAP) {
      if (scope !== last) row = lines.indexOf(scopes[scope], row);
      assert.ok(row >= 0, `${lang} ${scope}`);
      last = scope;
      row++;
      const names = keys.map((key) => keyNames[key] ?? key).join(" ");
      assert.equal(lines[row]?.replace(/ +/g, " ").trim(), `${names} ${actions[action]}`, `${lang} ${scope}`);
    }
  }
});
